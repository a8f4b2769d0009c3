import {
  type InstrumentId,
  instrumentId,
  parseMoney,
  parsePrice,
  parseQuantity,
  ZERO_MONEY,
} from '@oasis/domain'
import { describe, expect, test } from 'vitest'
import { applySnapshot } from '../src/core/account-snapshot.ts'
import { accountExposure } from '../src/core/exposure.ts'
import { observeQuote } from '../src/core/market-board.ts'
import { NOTHING_PENDING } from '../src/core/pending-totals.ts'
import type { RiskState } from '../src/core/risk-state.ts'
import { ValueSums } from '../src/core/value-sums.ts'
import { apply, orderOf, snapshotOf, told } from './account-story.ts'
import { BTC, ETH, ETH_QUOTE, instrument, intent, NOW, openState, quote, spend } from './risk-fixtures.ts'

const BTC_EUR = instrumentId('coinbase:BTC-EUR')
const SOL_EUR = instrumentId('coinbase:SOL-EUR')

const withOpenOrder = (state: RiskState, wish: Parameters<typeof intent>[1]) =>
  apply(state, told(orderOf(intent(1, wish), { state: 'OPEN' })))

/** `terms` of what is traded; prices of all of it. */
const listed = (...ids: InstrumentId[]) =>
  openState({
    instruments: ids.map((id) => instrument(id)),
    quotes: ids.map((id) => quote(id, [['49990', '10']], [['50010', '10']])),
  })

describe('an account says that its sums are not known', () => {
  test('while something is open that no instrument values in its currency', () => {
    const state = listed(BTC, SOL_EUR)
    expect(accountExposure(withOpenOrder(state, {})).unpriced).toBeUndefined()
    expect(accountExposure(withOpenOrder(state, { instrumentId: SOL_EUR })).unpriced).toBe(SOL_EUR)
  })

  test('while an amount of another currency is on its way to be spent', () => {
    const state = listed(BTC, BTC_EUR)
    // So many coins are worth what they are worth, whatever they are bought with.
    expect(accountExposure(withOpenOrder(state, { instrumentId: BTC_EUR })).unpriced).toBeUndefined()
    const spending = withOpenOrder(state, { instrumentId: BTC_EUR, terms: spend('100') })
    expect(accountExposure(spending).unpriced).toBe(BTC_EUR)
    expect(accountExposure(withOpenOrder(state, { terms: spend('100') })).unpriced).toBeUndefined()
  })

  test('while it holds something of which neither terms nor a price are known', () => {
    const state = openState({ instruments: [instrument(BTC)], quotes: [] })
    const quantity = parseQuantity('1')
    const position = { quantity, costBasis: parseMoney('2000'), realizedPnl: ZERO_MONEY, fees: ZERO_MONEY }
    const positions = [{ instrumentId: ETH, position }]
    const result = applySnapshot(state, { ...snapshotOf(state, []), positions }, new Set())
    if (result.kind !== 'APPLIED') throw new Error(result.kind)
    expect(accountExposure(state).unpriced).toBeUndefined()
    expect(accountExposure(result.state).unpriced).toBe(ETH)
    observeQuote(state.market, ETH_QUOTE, NOW)
    expect(accountExposure(result.state)).toMatchObject({ unpriced: undefined, gross: parseMoney('2000') })
  })
})

test('a candidate without a price makes the sums unknown, whatever else has one', () => {
  const sums = new ValueSums()
  const price = parsePrice('50000')
  const holding = { quantity: parseQuantity('1'), pending: NOTHING_PENDING, mid: price, mark: price }
  sums.set(BTC, holding)
  expect(sums.exposure({ id: BTC, holding })).toEqual({
    gross: parseMoney('50000'),
    net: parseMoney('50000'),
    unpriced: undefined,
  })
  const unpriced = { ...holding, mid: undefined, mark: undefined }
  expect(sums.exposure({ id: ETH, holding: unpriced }).unpriced).toBe(ETH)
  expect(new ValueSums().exposure({ id: ETH, holding: unpriced })).toEqual({
    gross: ZERO_MONEY,
    net: ZERO_MONEY,
    unpriced: ETH,
  })
})
