/** Whatever comes over the wire is either understood or said not to be; nothing throws, and nothing is made up. */
import { clientOrderId, fromMillis } from '@oasis/domain'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judgeCreate } from '../src/rest/orders/create-order.ts'
import { shownConfiguration } from '../src/rest/orders/order-configuration.ts'
import { parseFill } from '../src/trading/execution.ts'
import { OrderIndex } from '../src/trading/order-index.ts'
import { parseTerms } from '../src/trading/order-terms.ts'
import { readUpdates } from '../src/trading/user-updates.ts'
import { parseUserFrame } from '../src/user-stream/user-frame.ts'
import { created, createRequest, refused, shownFill, userOrder } from './order-bodies.ts'

const AT = fromMillis(1_000)
/** A body of ours with some of its parts replaced by anything. */
const bent = (body: object) =>
  fc
    .dictionary(fc.constantFrom(...Object.keys(body)), fc.jsonValue(), { maxKeys: 3 })
    .map((changes): object => ({ ...body, ...changes }))

describe('anything over the wire', () => {
  it('as a frame of the stream is a frame, or said to be none', () => {
    const frames = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .record({
          channel: fc.constant('user'),
          sequence_num: fc.jsonValue(),
          events: fc.array(fc.record({ orders: fc.array(bent(userOrder())) })),
        })
        .map((frame) => JSON.stringify(frame)),
    )
    const context = { index: new OrderIndex(), incrementOf: () => undefined }
    fc.assert(
      fc.property(frames, (text) => {
        const frame = parseUserFrame(text, AT)
        if (frame.kind !== 'ORDERS') return
        const { read, unreadable } = readUpdates(frame.events, AT, context)
        const told = frame.events.reduce((sum, { count }) => sum + count, 0)
        expect(read.length + unreadable).toBeLessThanOrEqual(told)
      }),
      { numRuns: 500 },
    )
  })

  it('as the answer to an order is an acceptance only with success and an id, and a rejection only with a reason', () => {
    const bodies = fc.oneof(
      fc.string(),
      fc.json(),
      bent(created()).map((body) => JSON.stringify(body)),
      bent(refused({ error: 'X' })).map((body) => JSON.stringify(body)),
    )
    fc.assert(
      fc.property(
        fc.constantFrom(200, 201, 302, 400, 401, 403, 404, 408, 409, 429, 500, 503),
        bodies,
        (status, body) => {
          const result = judgeCreate({ kind: 'ANSWERED', status, body }, createRequest)
          if (result.kind === 'ACCEPTED') {
            const json = JSON.parse(body)
            expect([status, json.success, json.success_response.order_id]).toEqual([
              200,
              true,
              result.orderId,
            ])
          }
          if (result.kind === 'REFUSED') {
            expect(result.reason).not.toBe('')
            expect([200, 400, 403, 405, 413, 415, 422]).toContain(status)
            expect(body).toContain(JSON.stringify(result.reason).slice(1, -1))
          }
          expect(result.kind).not.toBe('NOT_SENT')
        },
      ),
      { numRuns: 1_000 },
    )
  })

  it('as a fill is booked with positive numbers, or told', () => {
    const owner = { clientOrderId: clientOrderId('x'), instrumentId: undefined }
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom('0', '1', '0.5', '-1', '1e5', 'NaN', '1.1234567890123'),
    )
    const fills = fc.record({
      price: text,
      size: text,
      commission: fc.constantFrom('0', '', 'x'),
      side: fc.constantFrom('BUY', 'SELL', ''),
      size_in_quote: fc.boolean(),
      product_id: fc.constantFrom('BTC-USD', '', 'x y'),
    })
    fc.assert(
      fc.property(fills, (fill) => {
        const parsed = parseFill({ ...shownFill(), ...fill } as never, owner, () => undefined)
        const isFair = parsed.ok
          ? parsed.execution.quantity > 0n && parsed.execution.price > 0n
          : parsed.why !== ''
        expect(isFair).toBe(true)
      }),
      { numRuns: 1_000 },
    )
  })

  it('as a configuration is terms, or none', () => {
    fc.assert(fc.property(fc.jsonValue(), (wire) => void parseTerms(shownConfiguration.parse(wire))))
    const kinds = fc.constantFrom(
      'limit_limit_gtc',
      'limit_limit_gtd',
      'market_market_ioc',
      'stop_limit_stop_limit_gtd',
      'trigger_bracket_gtc',
    )
    fc.assert(
      fc.property(
        kinds,
        fc.dictionary(
          fc.constantFrom('base_size', 'quote_size', 'limit_price', 'stop_price', 'end_time', 'post_only'),
          fc.jsonValue(),
        ),
        (kind, fields) => void parseTerms(shownConfiguration.parse({ [kind]: fields })),
      ),
    )
  })
})
