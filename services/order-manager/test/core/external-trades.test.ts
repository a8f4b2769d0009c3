/** When executions without a place in our books are adjusted, in numbers alone. */
import {
  addMillis,
  type Currency,
  currenciesOfSymbol,
  currency,
  type ExecutionId,
  type Money,
  parseQuantity,
  venueOrderId,
} from '@oasis/domain'
import type { VenueExecution } from '@oasis/ports'
import { buildExecution, buildOrder, TEST_ACCOUNT, TEST_TIME } from '@oasis/testkit'
import { describe, expect, test } from 'vitest'
import type { WatchedDifference } from '../../src/core/compare-balances.ts'
import {
  amountsOf,
  isSettledTrade,
  settleableTrades,
  tradeAdjustments,
  watchUnplaced,
} from '../../src/core/external-trades.ts'

const fillOf = (n: number, quantity: string, changes: Partial<VenueExecution> = {}): VenueExecution => ({
  ...buildExecution(buildOrder(1), n, { quantity: parseQuantity(quantity) }),
  venueOrderId: venueOrderId('v-1'),
  ...changes,
})

const reversal = fillOf(1, '0.5', { kind: 'REVERSAL' })
const later = (ms: number) => addMillis(TEST_TIME, ms)
const amounts = amountsOf(reversal, currenciesOfSymbol)
const difference = (code: Currency, amount: bigint, ms = 0): WatchedDifference => ({
  currency: code,
  venue: amount as Money,
  ledger: 0n as Money,
  since: later(ms),
  looks: 4,
  suspects: new Set(),
})
const explained = (ms = 0) => new Map(amounts.map(([code, by]) => [code, difference(code, by, ms)]))
const seen = (looks: number, found = [reversal]) => {
  let unplaced = watchUnplaced(new Map(), found, TEST_TIME)
  for (let n = 1; n < looks; n++) unplaced = watchUnplaced(unplaced, found, later(n))
  return unplaced
}
const RULES = {
  differences: explained(),
  adopt: false,
  doubtful: new Set<Currency>(),
  now: later(30_000),
  currenciesOf: currenciesOfSymbol,
}

describe('by itself', () => {
  test('what the balances differ by to the last digit is adjusted, after three looks and 30 s', () => {
    expect(settleableTrades(seen(3), RULES)).toEqual([reversal])
    expect(settleableTrades(seen(2), RULES)).toEqual([])
    expect(settleableTrades(seen(3), { ...RULES, now: later(29_999) })).toEqual([])
  })

  test.each(amounts.map(([code]) => code))(
    'nothing is while %s differs by one digit more, or not at all',
    (code) => {
      const off = new Map(RULES.differences).set(code, difference(code, 1n))
      expect(settleableTrades(seen(3), { ...RULES, differences: off })).toEqual([])
      off.delete(code)
      expect(settleableTrades(seen(3), { ...RULES, differences: off })).toEqual([])
    },
  )

  test('nothing is while an order’s outcome is not known', () => {
    for (const [code] of amounts) {
      expect(settleableTrades(seen(3), { ...RULES, doubtful: new Set([code]) })).toEqual([])
      expect(settleableTrades(seen(3), { ...RULES, adopt: true, doubtful: new Set([code]) })).toEqual([])
    }
  })

  test('a fill waits for its order, and with its reversal it comes to nothing', () => {
    const fill = fillOf(2, '0.5')
    const byFill = new Map(
      amountsOf(fill, currenciesOfSymbol).map(([code, by]) => [code, difference(code, by)]),
    )
    expect(settleableTrades(seen(3, [fill]), { ...RULES, differences: byFill })).toEqual([])
    const both = settleableTrades(seen(3, [fill, reversal]), { ...RULES, differences: new Map() })
    expect(both).toEqual([fill, reversal])
  })
})

describe('by a person’s word', () => {
  const adopting = { ...RULES, adopt: true, differences: new Map<Currency, WatchedDifference>() }

  test('what two looks have shown over ten seconds is adjusted, whatever the balances say', () => {
    expect(settleableTrades(seen(2), { ...adopting, now: later(10_000) })).toEqual([reversal])
    expect(settleableTrades(seen(1), { ...adopting, now: later(10_000) })).toEqual([])
    expect(settleableTrades(seen(2), { ...adopting, now: later(9_999) })).toEqual([])
  })

  test('nothing is while a balance has only just changed', () => {
    expect(settleableTrades(seen(3), { ...adopting, differences: explained(25_000) })).toEqual([])
    expect(settleableTrades(seen(3), { ...adopting, differences: explained(20_000) })).toEqual([reversal])
  })
})

test('an adjusted execution is known again by its id alone, over all its currencies', () => {
  const bodies = tradeAdjustments(reversal, { accountId: TEST_ACCOUNT, mode: 'PAPER' }, currenciesOfSymbol)
  const adjustments = bodies.flatMap((body) => (body.kind === 'ADJUSTMENT' ? [body.adjustment] : []))
  expect(adjustments.map((each) => [each.currency, each.executionId])).toEqual([
    [currency('BTC'), reversal.executionId],
    [currency('USD'), reversal.executionId],
  ])
  const trades = new Set([reversal.executionId])
  const isKnown = (execution: VenueExecution) => isSettledTrade(undefined, execution, trades)
  expect(isKnown(reversal)).toBe(true)
  expect(isKnown({ ...reversal, executionId: 'another of that moment and size' as ExecutionId })).toBe(false)
  expect(isKnown(fillOf(2, '0.5'))).toBe(false)
})

test('a fill of an order of ours is never taken for one that was adjusted', () => {
  const fill = fillOf(1, '0.5')
  const trades = new Set([fill.executionId])
  const ofOurs = { order: buildOrder(1), executionIds: new Set<ExecutionId>() }
  expect(isSettledTrade(undefined, fill, trades)).toBe(true)
  expect(isSettledTrade(ofOurs, fill, trades)).toBe(false)
  expect(isSettledTrade(ofOurs, reversal, new Set([reversal.executionId]))).toBe(true)
})
