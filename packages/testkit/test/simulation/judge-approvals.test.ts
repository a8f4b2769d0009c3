import {
  addMillis,
  DEFAULT_LIMITS,
  type EventId,
  instrumentId,
  intentIdOf,
  type Limits,
  type OrderTerms,
  parsePrice,
  parseQuantity,
  parseRate,
  strategyId,
} from '@oasis/domain'
import { describe, expect, test } from 'vitest'
import { PriceHistory } from '../../src/simulation/market/price-history.ts'
import { type ApprovedOrder, judgeApprovals } from '../../src/simulation/verdict/judge-approvals.ts'
import { LimitHistory } from '../../src/simulation/verdict/limit-history.ts'
import { ACCOUNT, START } from '../../src/simulation/world/setup.ts'

const AAA = instrumentId('coinbase:AAA-USD')
const quantity = parseQuantity('1')
const MARKET: OrderTerms = { type: 'MARKET', timeInForce: 'IOC', size: { unit: 'BASE', quantity } }
const origin = { accountId: ACCOUNT, strategyId: strategyId('restless-0'), generation: 0 }
const cause = { eventId: 'trade/1' as EventId, tsEvent: START, tsInit: START }

/** Approved so many milliseconds after the start. */
function approved(ordinal: number, atMs: number, terms = MARKET, riskEpoch = 1): ApprovedOrder {
  const intentId = intentIdOf({ ...origin, causeEventId: cause.eventId, ordinal })
  const { accountId, strategyId: strategy } = origin
  const expiresAt = addMillis(START, atMs + 2_000)
  return {
    intent: {
      ...{ intentId, accountId, strategyId: strategy, mode: 'PAPER', instrumentId: AAA, side: 'BUY' },
      ...{ terms, reduceOnly: false, cause },
    },
    approval: { intentId, expiresAt, haltEpoch: 0, riskEpoch, keyId: 'any', mac: new Uint8Array(32) },
    sentAt: addMillis(START, atMs),
  }
}

interface World {
  readonly limits: Partial<Limits>
  /** By milliseconds after the start. */
  readonly prices: readonly (readonly [number, string])[]
}

function found(orders: readonly ApprovedOrder[], { limits, prices }: World): string[] {
  const history = new PriceHistory()
  for (const [atMs, price] of prices) {
    history.note(AAA, addMillis(START, atMs), parsePrice(price), parsePrice(price))
  }
  const inForce = new LimitHistory([
    { scope: { level: 'account', id: ACCOUNT }, limits: { ...DEFAULT_LIMITS, ...limits } },
  ])
  return judgeApprovals({ approved: orders, prices: history, limits: inForce })
}

describe('orders a second', () => {
  const world: World = { limits: { maxOrdersPerSecond: 2 }, prices: [] }

  test('a bucket full at once, and what fills into it after that', () => {
    const orders = [approved(0, 0), approved(1, 0), approved(2, 500), approved(3, 1_000)]
    expect(found(orders, world)).toEqual([])
  })

  test('one more than that is found, in whatever order they were sent', () => {
    const orders = [approved(0, 0), approved(2, 499), approved(1, 0)]
    expect(found(orders, world)).toEqual(['3 orders were approved in 499 ms, limit 2 a second'])
  })

  test('other epochs, whose clock is another, are counted apart', () => {
    expect(found([approved(0, 0), approved(1, 0), approved(2, 0, MARKET, 2)], world)).toEqual([])
  })
})

describe('the collar', () => {
  const limits = { priceCollar: parseRate('0.01') }
  const still: World = { limits, prices: [[-60_000, '100']] }
  const limitAt = (price: string): OrderTerms => ({
    ...{ type: 'LIMIT', timeInForce: 'GTC', quantity, postOnly: false },
    limitPrice: parsePrice(price),
  })
  const stopAt = (stop: string, price: string): OrderTerms => ({
    ...{ type: 'STOP_LIMIT', timeInForce: 'GTC', quantity },
    ...{ stopPrice: parsePrice(stop), limitPrice: parsePrice(price) },
  })
  const faults = (terms: OrderTerms, world = still) => found([approved(0, 0, terms)], world).length

  test.each(['99', '101'])('a limit of %s is within one percent of 100', (price) => {
    expect(faults(limitAt(price))).toBe(0)
  })

  test.each(['98.99', '101.01'])('a limit of %s is not', (price) => {
    expect(faults(limitAt(price))).toBe(1)
  })

  test('of prices that move each that risk may still have had will do, and no other', () => {
    const moved: World['prices'] = [
      [-60_000, '90'],
      [-20_000, '102'],
      [-10_000, '100'],
      [1, '110'],
    ]
    expect(faults(limitAt('103.02'), { limits, prices: moved })).toBe(0)
    expect(faults(limitAt('103.03'), { limits, prices: moved })).toBe(1)
    expect(faults(limitAt('98.9'), { limits, prices: moved })).toBe(1)
  })

  test('a stop order’s limit is held against its stop', () => {
    expect(faults(stopAt('200', '202'))).toBe(0)
    expect(faults(stopAt('200', '202.01'))).toBe(1)
    expect(faults(stopAt('200', '100'))).toBe(1)
  })
})
