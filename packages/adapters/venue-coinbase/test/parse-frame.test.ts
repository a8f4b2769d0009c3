import { parsePrice, parseQuantity, parseRfc3339, type UnixNanos } from '@oasis/domain'
import type { FeedFrame } from '@oasis/ports'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scanBookFrame } from '../src/feed/l2-scanner.ts'
import { parseFrame } from '../src/index.ts'
import * as frames from './frames.ts'

const NOW = 1_786_309_548_000_000_000n as UnixNanos

function frameOf(text: string): FeedFrame {
  const parsed = parseFrame(text, NOW)
  if (!parsed.ok) throw new Error(parsed.reason)
  return parsed.frame
}

/** The same frame, written so that the scanner does not know it. */
const spaced = (text: string) => JSON.stringify(JSON.parse(text), undefined, 1)

describe('a frame of the market feed', () => {
  it('is a change of the book, asks being called offers', () => {
    expect(frameOf(frames.l2Update)).toEqual({
      channel: 'l2_data',
      sequence: 16,
      tsEvent: parseRfc3339('2026-08-09T21:05:48.507227366Z'),
      tsInit: NOW,
      messages: [
        {
          kind: 'BOOK_UPDATE',
          symbol: 'BTC-USD',
          changes: [
            { side: 'ASK', price: parsePrice('65083.71'), quantity: parseQuantity('0.06') },
            { side: 'BID', price: parsePrice('65000'), quantity: 0n },
          ],
        },
      ],
    })
  })

  it('may carry a client id and a time without a fraction', () => {
    const frame = frameOf(frames.l2Snapshot)
    expect(frame.tsEvent).toBe(parseRfc3339('2026-08-09T21:05:48Z'))
    expect(frame.messages).toMatchObject([{ kind: 'BOOK_SNAPSHOT', symbol: 'ETH-USD' }])
  })

  it('removes a level with a zero of any width', () => {
    const [message] = frameOf(frames.l2Update.replace('"0"}', '"0.00000000"}')).messages
    expect(message).toMatchObject({ changes: [{}, { quantity: 0n }] })
  })

  it('has its trades turned to oldest first, in the words of the venue', () => {
    const [message] = frameOf(frames.tradesSnapshot).messages
    expect(message).toEqual({
      kind: 'TRADES',
      snapshot: true,
      trades: [
        {
          symbol: 'ETH-USD',
          tradeId: '846149799',
          price: '2668.36',
          size: '1',
          side: 'BUY',
          time: '2026-09-30T01:41:25.375232Z',
        },
        {
          symbol: 'ETH-USD',
          tradeId: '846149800',
          price: '2668.40',
          size: '0.5',
          side: 'SELL',
          time: '2026-09-30T01:41:26Z',
        },
      ],
    })
    expect(frameOf(frames.tradesUpdate).messages).toMatchObject([{ snapshot: false }])
  })

  it('keeps a side that it does not know', () => {
    const [message] = frameOf(frames.tradesUpdate.replace('"BUY"', '"UNKNOWN_ORDER_SIDE"')).messages
    expect(message).toMatchObject({ trades: [{ side: 'UNKNOWN_ORDER_SIDE' }, { side: 'SELL' }] })
  })

  it('may be a ticker with empty best prices', () => {
    expect(frameOf(frames.ticker).messages).toEqual([{ kind: 'TICKER', symbol: 'BTC-USD', price: '79914.6' }])
  })

  it.each([
    ['a number', '139651'],
    ['a string', '"139651"'],
  ])('may be a heartbeat whose counter is %s', (_, counter) => {
    const text = frames.heartbeat.replace(':139651}', `:${counter}}`)
    expect(frameOf(text).messages).toEqual([{ kind: 'HEARTBEAT', counter: 139_651 }])
  })

  it('may be the set of subscriptions, or an empty one', () => {
    expect(frameOf(frames.subscriptions).messages).toEqual([
      { kind: 'SUBSCRIPTIONS', channels: { heartbeats: ['heartbeats'], level2: ['BTC-USD', 'ETH-USD'] } },
    ])
    expect(frameOf(frames.nothingSubscribed).messages).toEqual([{ kind: 'SUBSCRIPTIONS', channels: {} }])
  })

  it('may be an error, which has neither channel nor sequence', () => {
    expect(frameOf(frames.venueError)).toMatchObject({
      channel: 'error',
      sequence: undefined,
      messages: [{ kind: 'ERROR', message: 'authentication failure' }],
    })
  })

  it('of a channel of no use still counts with its sequence', () => {
    expect(frameOf(frames.candles)).toMatchObject({
      channel: 'candles',
      sequence: 8,
      messages: [{ kind: 'OTHER' }],
    })
    const unheard = frames.candles.replace('"candles"', '"constructor"')
    expect(frameOf(unheard)).toMatchObject({ channel: 'constructor', messages: [{ kind: 'OTHER' }] })
  })

  it('may have its sequence as a string', () => {
    expect(frameOf(frames.ticker.replace(':91,', ':"91",')).sequence).toBe(91)
  })

  it.each([
    ['nothing', ''],
    ['no JSON', 'Bad Gateway'],
    ['cut short', frames.l2Snapshot.slice(0, -30)],
    ['no object', '[1,2]'],
    ['without a channel', '{"sequence_num":1,"events":[]}'],
    ['a price that is no decimal', frames.l2Update.replace('65083.71', '6.5e4')],
    ['a negative quantity', frames.l2Update.replace('"0.06"', '"-0.06"')],
    ['a side that is neither', frames.l2Update.replace('"offer"', '"ask"')],
    ['a price with 13 decimals', frames.l2Update.replace('65083.71', '0.1234567890123')],
    ['a time that is none', frames.l2Update.replace('2026-08-09T21:05:48.507227366Z', 'yesterday')],
    ['trades without ids', frames.tradesUpdate.replaceAll('trade_id', 'id')],
  ])('is refused with a reason when it is %s', (_, text) => {
    const parsed = parseFrame(text, NOW)
    expect(parsed).toEqual({ ok: false, reason: expect.stringMatching(/\S/) })
  })

  it('never throws, whatever happens to its bytes', () => {
    const mutation = fc.record({
      text: fc.constantFrom(...frames.allFrames),
      at: fc.nat(),
      drop: fc.nat({ max: 12 }),
      insert: fc.oneof(
        fc.string({ maxLength: 6 }),
        fc.constantFrom('"', '\\', '{', ']', ',', '9e9', 'null', '\u0000', '\ud83d'),
      ),
    })
    fc.assert(
      fc.property(mutation, ({ text, at, drop, insert }) => {
        const start = at % text.length
        const parsed = parseFrame(text.slice(0, start) + insert + text.slice(start + drop), NOW)
        if (!parsed.ok) expect(parsed.reason).not.toBe('')
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('the scanner of book frames', () => {
  const decimal = fc
    .tuple(fc.bigInt({ min: 0n, max: 10n ** 18n }), fc.integer({ min: 0, max: 12 }))
    .map(([digits, fraction]) => {
      const text = digits.toString().padStart(fraction + 1, '0')
      return fraction === 0 ? text : `${text.slice(0, -fraction)}.${text.slice(-fraction)}`
    })
  const update = fc.record({
    side: fc.constantFrom('bid', 'offer'),
    event_time: fc.constantFrom('1970-01-01T00:00:00Z', '2026-08-09T21:05:48.27841Z'),
    price_level: decimal,
    new_quantity: decimal,
  })
  const frame = fc.record({
    channel: fc.constant('l2_data'),
    timestamp: fc.constantFrom(
      '2026-08-09T21:05:48.507227366Z',
      '2026-08-09T21:05:48Z',
      '2026-02-30T00:00:00Z',
    ),
    sequence_num: fc.nat(),
    events: fc.tuple(
      fc.record({
        type: fc.constantFrom('snapshot', 'update'),
        product_id: fc.constantFrom('BTC-USD', 'A"B', 'É-USD'),
        updates: fc.array(update, { maxLength: 6 }),
      }),
    ),
  })

  it('reads what general JSON parsing reads, or nothing', () => {
    fc.assert(
      fc.property(frame, (value) => {
        const scanned = scanBookFrame(JSON.stringify(value), NOW)
        const general = parseFrame(spaced(JSON.stringify(value)), NOW)
        if (scanned !== undefined) expect(general).toEqual({ ok: true, frame: scanned })
      }),
      { numRuns: 1_000 },
    )
  })

  it('knows the shape that the venue writes, so that the fast way is the usual one', () => {
    expect(scanBookFrame(frames.l2Update, NOW)).toBeDefined()
    expect(scanBookFrame(frames.l2Snapshot, NOW)).toBeDefined()
  })

  it('leaves every other shape to general parsing', () => {
    expect(scanBookFrame(spaced(frames.l2Update), NOW)).toBeUndefined()
    expect(scanBookFrame(`${frames.l2Update} `, NOW)).toBeUndefined()
    expect(scanBookFrame(frames.l2Update.slice(0, -1), NOW)).toBeUndefined()
    expect(scanBookFrame(frames.tradesUpdate, NOW)).toBeUndefined()
  })
})
