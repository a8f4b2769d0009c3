import { orderIntentCodec, type PlaceOrderRequest } from '@oasis/contracts'
import {
  addMillis,
  type ClientOrderId,
  clientOrderIdOf,
  type EventId,
  instrumentId,
  intentIdOf,
  type OrderIntent,
  type OrderTerms,
  parsePrice,
  parseQuantity,
  strategyId,
  type UnixNanos,
} from '@oasis/domain'
import type { VenueOrder } from '@oasis/ports'
import { describe, expect, test } from 'vitest'
import { ApprovalWatch, LATEST_AFTER_EXPIRY_MS } from '../../src/simulation/verdict/approval-watch.ts'
import { ACCOUNT, START } from '../../src/simulation/world/setup.ts'

const EXPIRES = addMillis(START, 2_000)
const EPOCHS = { riskEpoch: 3, haltEpoch: 1 }
const quantity = parseQuantity('2')
const limitPrice = parsePrice('100')
const resting: OrderTerms = { type: 'LIMIT', timeInForce: 'GTC', quantity, limitPrice, postOnly: false }
const origin = { accountId: ACCOUNT, strategyId: strategyId('restless-0') }

const intentOf = (changes: Partial<OrderIntent> = {}): OrderIntent => ({
  ...origin,
  intentId: intentIdOf({ ...origin, generation: 0, causeEventId: 'trade/1' as EventId, ordinal: 0 }),
  mode: 'PAPER',
  instrumentId: instrumentId('coinbase:AAA-USD'),
  side: 'BUY',
  terms: resting,
  reduceOnly: false,
  cause: { eventId: 'trade/1' as EventId, tsEvent: START, tsInit: START },
  ...changes,
})

const requestOf = (intent: OrderIntent, changes: Partial<PlaceOrderRequest['approval']> = {}) => ({
  intentBytes: orderIntentCodec.encode(intent),
  approval: {
    ...EPOCHS,
    intentId: intent.intentId,
    expiresAt: EXPIRES,
    keyId: 'any',
    mac: new Uint8Array(32),
    ...changes,
  },
})

const orderOf = ({ intentId, instrumentId: id, side, terms }: OrderIntent): VenueOrder => ({
  clientOrderId: clientOrderIdOf(intentId),
  instrumentId: id,
  side,
  terms,
})

/** What is found when this is handed to the venue after risk has sent that. */
function found(
  approved: readonly PlaceOrderRequest[],
  sent: VenueOrder,
  { epochs = EPOCHS, at = START as UnixNanos } = {},
): readonly string[] {
  const watch = new ApprovalWatch()
  for (const request of approved) watch.sent(request, START)
  watch.submitted(sent, epochs, at)
  return watch.failures
}

const intent = intentOf()
const order = orderOf(intent)
const told = (what: string) => [`order ${order.clientOrderId} was sent ${what}`]

describe('an order handed to the venue', () => {
  test('is right when risk has approved exactly it', () => {
    expect(found([requestOf(intent)], order)).toEqual([])
  })

  test('is wrong when risk has approved nothing, or only another order', () => {
    expect(found([], order)).toEqual(told('without an approval by risk'))
    const other = intentOf({
      intentId: intentIdOf({ ...origin, generation: 1, causeEventId: 'trade/1' as EventId, ordinal: 0 }),
    })
    expect(found([requestOf(other)], order)).toEqual(told('without an approval by risk'))
  })

  test.each([
    ['side', { side: 'SELL' as const }],
    ['instrument', { instrumentId: instrumentId('coinbase:BBB-USD') }],
    ['size', { terms: { ...resting, quantity: parseQuantity('3') } as OrderTerms }],
    ['price', { terms: { ...resting, limitPrice: parsePrice('101') } as OrderTerms }],
    ['time in force', { terms: { ...resting, timeInForce: 'IOC' } as OrderTerms }],
  ])('is wrong with another %s than risk has approved', (_, changes) => {
    expect(found([requestOf(intentOf(changes))], order)).toEqual(
      told('with other terms than risk has approved'),
    )
  })

  test('may have been given an end where it would rest for ever', () => {
    const expiresAt = addMillis(START, 60_000)
    const ending = { ...order, terms: { ...resting, timeInForce: 'GTD', expiresAt } as OrderTerms }
    expect(found([requestOf(intent)], ending)).toEqual([])
    const earlier = { ...order, terms: { ...ending.terms, expiresAt: addMillis(START, 1) } as OrderTerms }
    expect(found([requestOf(intentOf({ terms: ending.terms }))], earlier)).toEqual(
      told('with other terms than risk has approved'),
    )
  })

  test.each([
    ['risk', { riskEpoch: 2 }],
    ['halt', { haltEpoch: 0 }],
  ])('is wrong by an approval of an earlier %s epoch alone', (_, ended) => {
    expect(found([requestOf(intent, ended)], order)).toEqual(
      told('by an approval of an epoch that had ended'),
    )
    expect(found([requestOf(intent, ended), requestOf(intent)], order)).toEqual([])
  })

  test('may be as late as clocks can be wrong, and no later', () => {
    const last = addMillis(EXPIRES, LATEST_AFTER_EXPIRY_MS - 1)
    expect(found([requestOf(intent)], order, { at: last })).toEqual([])
    const late = addMillis(last, 1)
    expect(found([requestOf(intent)], order, { at: late })).toEqual(
      told('by an approval that had long expired'),
    )
    const again = requestOf(intent, { expiresAt: late })
    expect(found([requestOf(intent), again], order, { at: late })).toEqual([])
  })
})

test('an order is a reduction when risk has approved it as one, each time', () => {
  const watch = new ApprovalWatch()
  const id: ClientOrderId = order.clientOrderId
  expect(watch.isReduceOnly(id)).toBe(false)
  watch.sent(requestOf(intentOf({ reduceOnly: true })), START)
  expect(watch.isReduceOnly(id)).toBe(true)
  watch.sent(requestOf(intent, { riskEpoch: 4 }), START)
  expect(watch.isReduceOnly(id)).toBe(false)
})
