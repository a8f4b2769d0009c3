import { currency, instrumentId, type Position, parseMoney, parseQuantity, ZERO_MONEY } from '@oasis/domain'
import { expect, test } from 'vitest'
import { type AccountSnapshot, applySnapshot } from '../src/core/account-snapshot.ts'
import { paidBetween, paidInOf } from '../src/core/adjustments.ts'
import { observeEquity } from '../src/core/equity-marks.ts'
import type { RiskState } from '../src/core/risk-state.ts'
import { snapshotOf } from './account-story.ts'
import { BTC, ETH, ETH_QUOTE, instrument, NOW, openState, USD } from './risk-fixtures.ts'

const coin = currency('BTC')
/** Its symbol does not say what it trades. */
const ODD = instrumentId('coinbase:ODD')
const position = (quantity: string, costBasis: string): Position => ({
  quantity: parseQuantity(quantity),
  costBasis: parseMoney(costBasis),
  realizedPnl: ZERO_MONEY,
  fees: ZERO_MONEY,
})

function after(state: RiskState, changes: Partial<AccountSnapshot>): RiskState {
  const result = applySnapshot(state, { ...snapshotOf(state, []), ...changes }, new Set())
  if (result.kind !== 'APPLIED') throw new Error(result.kind)
  return result.state
}

test('a currency that was paid out to the last bit has been paid out, though no balance speaks of it any more', () => {
  const { state } = observeEquity(openState({ balances: { USD: '50000', BTC: '1' } }), NOW)
  const emptied = after(state, { balances: [{ currency: USD, total: parseMoney('50000') }] })
  expect(emptied.adjusted).toEqual(new Map([[coin, parseMoney('-1')]]))
  expect(observeEquity(emptied, NOW)).toMatchObject({
    effects: [],
    state: { control: { marks: { peakEquity: parseMoney('50000') } } },
  })
})

test('a currency that was never held is paid in by all of it', () => {
  expect(paidBetween([], [{ currency: coin, amount: parseMoney('2') }])).toEqual(
    new Map([[coin, parseMoney('2')]]),
  )
})

test('what was bought and is in no balance was paid out', () => {
  const state = openState({ balances: { USD: '50000' } })
  const bought = after(state, { positions: [{ instrumentId: BTC, position: position('1', '50000') }] })
  expect(paidInOf(bought.market, bought.ledger)).toEqual([
    { currency: coin, amount: parseMoney('-1') },
    { currency: USD, amount: parseMoney('100000') },
  ])
})

test('a position of an instrument that nobody follows explains what it has cost all the same', () => {
  const state = openState({ balances: { USD: '48000', ETH: '1' }, instruments: [instrument(BTC)] })
  const positions = [{ instrumentId: ETH, position: position('1', '2000') }]
  const balances = [...state.ledger.balances].map(([currency, total]) => ({ currency, total }))
  const held = after(state, { positions, balances })
  expect(paidInOf(held.market, held.ledger)).toEqual([{ currency: USD, amount: parseMoney('50000') }])
})

test('while it cannot be told what a position is of, nobody says what was paid in', () => {
  const options = { balances: { USD: '50000' }, quotes: [{ ...ETH_QUOTE, instrumentId: ODD }] }
  const { state } = observeEquity(openState(options), NOW)
  const held = after(state, { positions: [{ instrumentId: ODD, position: position('1', '2000') }] })
  expect(paidInOf(held.market, held.ledger)).toBeUndefined()
  // Nothing is taken for money that came or went.
  expect(held.adjusted).toEqual(new Map())

  const positions = [{ instrumentId: ODD, position: position('1', '2000') }]
  const began = observeEquity(after(openState(options), { positions }), NOW).state
  // Losses are measured all the same, what is held at its own price; what was paid in up to them is left unsaid.
  expect(began.control.marks).toEqual({
    day: '2026-11-18',
    dayStartEquity: parseMoney('52000'),
    peakEquity: parseMoney('52000'),
  })
})
