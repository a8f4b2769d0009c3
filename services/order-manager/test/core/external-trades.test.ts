/** When executions without a place in our books are adjusted, in numbers alone. */
import {
  addMillis,
  type Currency,
  currency,
  type ExecutionId,
  type Money,
  parseQuantity,
  type UnixNanos,
  venueOrderId,
} from '@oasis/domain'
import type { VenueExecution } from '@oasis/ports'
import { buildExecution, buildOrder, TEST_ACCOUNT, TEST_TIME } from '@oasis/testkit'
import { describe, expect, test } from 'vitest'
import { tradeKey } from '../../src/core/account-state.ts'
import type { WatchedDifference } from '../../src/core/compare-balances.ts'
import {
  amountsOf,
  isSettledTrade,
  settleableTrades,
  tradeAdjustments,
  watchUnplaced,
} from '../../src/core/external-trades.ts'
import { currenciesOfSymbol } from '../../src/core/instrument-currencies.ts'

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

test('an adjusted execution is known again by its time and all its amounts, and no other is', () => {
  const bodies = tradeAdjustments(reversal, { accountId: TEST_ACCOUNT, mode: 'PAPER' }, currenciesOfSymbol)
  const keys = new Set(
    bodies.flatMap((body) => (body.kind === 'ADJUSTMENT' ? [tradeKey(body.adjustment)] : [])),
  )
  const known = (execution: typeof reversal) => isSettledTrade(undefined, execution, keys, currenciesOfSymbol)
  expect(known({ ...reversal, executionId: 'listed again by another name' as ExecutionId })).toBe(true)
  expect(known({ ...reversal, tsEvent: (reversal.tsEvent + 1n) as UnixNanos })).toBe(false)
  expect(known({ ...reversal, fee: (reversal.fee + 1n) as Money })).toBe(false)
  expect(known(fillOf(1, '0.5'))).toBe(false)
  expect(isSettledTrade(undefined, reversal, new Set(), currenciesOfSymbol)).toBe(false)
  expect(amounts.map(([code]) => code)).toEqual([currency('BTC'), currency('USD')])
})

test('a fill of an order of ours is never taken for one that was adjusted, whatever its numbers', () => {
  const fill = fillOf(1, '0.5')
  const keys = new Set(
    amountsOf(fill, currenciesOfSymbol).map(([code, amount]) =>
      tradeKey({ tsEvent: fill.tsEvent, currency: code, amount }),
    ),
  )
  const ofOurs = { order: buildOrder(1), executionIds: new Set<ExecutionId>() }
  expect(isSettledTrade(undefined, fill, keys, currenciesOfSymbol)).toBe(true)
  expect(isSettledTrade(ofOurs, fill, keys, currenciesOfSymbol)).toBe(false)
})
