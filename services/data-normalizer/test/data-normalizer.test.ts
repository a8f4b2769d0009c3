import { topics } from '@oasis/contracts'
import {
  instrumentId,
  parsePrice,
  parseQuantity,
  parseRfc3339,
  tradeEventId,
  type UnixNanos,
} from '@oasis/domain'
import { describe, expect, it } from 'vitest'
import { dataNormalizerConfigSchema } from '../src/index.ts'
import { BTC, createWorld, instrument, NOW, rawQuoteRecord, rawTradeRecord } from './normalizer-world.ts'

const hours = (n: number): UnixNanos => (NOW + BigInt(n) * 3_600_000_000_000n) as UnixNanos

describe('a trade', () => {
  it('becomes exact, with the taker on the other side of the maker that Coinbase names', async () => {
    const world = await createWorld()
    await world.publish([rawTradeRecord()])
    await world.pass(10)
    expect(await world.trades()).toEqual([
      {
        eventId: tradeEventId(BTC, '1'),
        instrumentId: BTC,
        tradeId: '1',
        price: parsePrice('65083.66'),
        quantity: parseQuantity('0.002186'),
        takerSide: 'BUY',
        origin: 'LIVE',
        connection: 'c-1',
        sequence: 7,
        tsEvent: parseRfc3339('2026-08-09T21:05:48.123456789Z'),
        tsInit: NOW,
      },
    ])
    expect(await world.deadLetters()).toEqual([])
  })

  it.each([
    ['BUY', 'SELL'],
    ['SELL', 'BUY'],
    ['UNKNOWN_ORDER_SIDE', 'UNKNOWN'],
    ['', 'UNKNOWN'],
  ])('of maker side "%s" has taker side %s', async (side, takerSide) => {
    const world = await createWorld()
    await world.publish([rawTradeRecord({ side })])
    await world.pass(10)
    expect(await world.trades()).toMatchObject([{ takerSide }])
  })

  it('seen before is dropped, and others of its batch are not', async () => {
    const world = await createWorld()
    await world.publish([rawTradeRecord(), rawTradeRecord(), rawTradeRecord({ tradeId: '2' })])
    await world.publish([rawTradeRecord()])
    await world.pass(10)
    expect((await world.trades()).map(({ tradeId }) => tradeId)).toEqual(['1', '2'])
  })

  it.each([
    ['bad-price', { price: '6.5e4' }],
    ['bad-price', { price: '' }],
    ['bad-price', { price: '0' }],
    ['bad-price', { price: '-1' }],
    ['bad-price', { price: '1.0000000000001' }],
    ['bad-quantity', { size: '0' }],
    ['bad-quantity', { size: 'NaN' }],
    ['bad-side', { side: 'LEFT' }],
    ['bad-time', { time: '2026-08-09 21:05:48' }],
    ['bad-time', { time: '0001-01-01T00:00:00Z' }],
    ['future-time', { time: '2026-08-10T21:05:48Z' }],
    ['unknown-instrument', { instrumentId: instrumentId('coinbase:DOGE-USD') }],
  ])('that cannot be is put aside whole, with the reason %s (%j)', async (reason, changes) => {
    const world = await createWorld()
    const record = rawTradeRecord(changes)
    await world.publish([record, rawTradeRecord({ tradeId: '2' })])
    await world.pass(5_000)
    expect((await world.trades()).map(({ tradeId }) => tradeId)).toEqual(['2'])
    const [letter] = await world.deadLetters()
    expect(letter).toMatchObject({
      topic: 'market-data.trades.coinbase',
      reason: expect.stringMatching(`^${reason}: .`),
    })
    expect(letter?.value).toEqual(new Uint8Array(record.value))
  })

  it('that no message can be read from is put aside', async () => {
    const world = await createWorld()
    await world.publish([{ ...rawTradeRecord(), value: new Uint8Array([0xff, 1, 2]) }, rawTradeRecord()])
    await world.pass(10)
    expect(await world.trades()).toHaveLength(1)
    expect(await world.deadLetters()).toHaveLength(1)
  })

  it('at an absurd price is put aside, until the market is seen to have moved there', async () => {
    const world = await createWorld()
    const prices = ['100', '1001', '101', '1500', '1501', '1502', '1503', '149']
    await world.publish(prices.map((price, i) => rawTradeRecord({ tradeId: String(i), price })))
    await world.pass(10)
    expect((await world.trades()).map(({ tradeId }) => tradeId)).toEqual(['0', '2', '5', '6'])
    expect((await world.deadLetters()).map(({ reason }) => reason.split(':')[0])).toEqual(
      Array.from({ length: 4 }, () => 'implausible-price'),
    )
  })

  it('may be a little ahead of our clock', async () => {
    const world = await createWorld()
    await world.publish([rawTradeRecord({ time: '2026-08-09T21:06:30Z' })])
    await world.pass(10)
    expect(await world.trades()).toHaveLength(1)
  })
})

describe('a quote', () => {
  it('keeps its levels, exactly', async () => {
    const world = await createWorld()
    await world.publish([rawQuoteRecord()])
    await world.pass(10)
    expect(await world.quotes()).toMatchObject([
      {
        state: 'LIVE',
        bids: [
          { price: parsePrice('10'), quantity: parseQuantity('1') },
          { price: parsePrice('9.5'), quantity: parseQuantity('2') },
        ],
        asks: [{ price: parsePrice('11'), quantity: parseQuantity('0.5') }],
      },
    ])
  })

  it('of a quarantined book passes without levels, even at the sequence of the last live one', async () => {
    const world = await createWorld()
    await world.publish([
      rawQuoteRecord(),
      rawQuoteRecord({ state: 'QUARANTINED', bids: [], asks: [], tsEvent: hours(9) }),
      rawQuoteRecord({ state: 'QUARANTINED', bids: [], asks: [], tsEvent: hours(9) }),
    ])
    await world.pass(10)
    expect(await world.quotes()).toMatchObject([
      { state: 'LIVE' },
      { state: 'QUARANTINED', bids: [], asks: [] },
    ])
  })

  it.each([
    ['broken-book', { asks: [{ price: '10', size: '1' }] }],
    [
      'broken-book',
      {
        bids: [
          { price: '9', size: '1' },
          { price: '9.5', size: '1' },
        ],
      },
    ],
    ['bad-price', { asks: [{ price: 'x', size: '1' }] }],
    ['bad-quantity', { asks: [{ price: '11', size: '0' }] }],
    ['future-time', { tsEvent: hours(1) }],
    ['unknown-instrument', { instrumentId: instrumentId('coinbase:DOGE-USD') }],
  ])('that cannot be is put aside with the reason %s', async (reason, changes) => {
    const world = await createWorld()
    await world.publish([rawQuoteRecord(changes)])
    await world.pass(5_000)
    expect(await world.quotes()).toEqual([])
    expect(await world.deadLetters()).toMatchObject([{ reason: expect.stringMatching(`^${reason}: .`) }])
  })

  it('may lack a side', async () => {
    const world = await createWorld()
    await world.publish([rawQuoteRecord({ bids: [] })])
    await world.pass(10)
    expect(await world.quotes()).toMatchObject([{ bids: [] }])
  })
})

describe('reference data', () => {
  it('that comes a moment after the first event is waited for', async () => {
    const world = await createWorld({ instruments: [] })
    await world.publish([rawTradeRecord()])
    await world.pass(500)
    await world.publish([topics.instruments.record(instrument(BTC))])
    await world.pass(100)
    expect(await world.trades()).toHaveLength(1)
    expect(await world.deadLetters()).toEqual([])
  })

  it('that does not come is waited for once, not for every event', async () => {
    const world = await createWorld({ instruments: [], config: { instrumentWaitMs: 1_000 } })
    await world.publish(Array.from({ length: 50 }, (_, i) => rawTradeRecord({ tradeId: String(i) })))
    await world.pass(1_100)
    expect(await world.deadLetters()).toHaveLength(50)
  })
})

describe('the service', () => {
  it('goes on after a restart where it stopped, and repeats nothing that was committed', async () => {
    const world = await createWorld()
    await world.publish([rawTradeRecord()])
    await world.pass(1_000)
    await world.scheduler.runUntilSettled(world.service.stop())
    await world.publish([rawTradeRecord({ tradeId: '2' })])
    await world.start()
    await world.pass(1_000)
    expect((await world.trades()).map(({ tradeId }) => tradeId)).toEqual(['1', '2'])
  })

  it('refuses a venue whose sides it cannot read', () => {
    expect(() => dataNormalizerConfigSchema.parse({ venues: ['nasdaq'] })).toThrow('whose side')
  })
})
