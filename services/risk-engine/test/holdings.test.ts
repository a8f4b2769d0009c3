import {
  FLAT_POSITION,
  formatMoney,
  type InstrumentId,
  instrumentId,
  type Money,
  type Position,
  parseQuantity,
  venueId,
} from '@oasis/domain'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isHeld } from '../src/core/holdings.ts'
import { portfolioOf } from '../src/core/portfolio-view.ts'
import type { RiskState } from '../src/core/risk-state.ts'
import { BTC, BTC_QUOTE, ETH, ETH_QUOTE, instrument, NOW, openState, quote } from './risk-fixtures.ts'

/** The state with these quantities booked as bought by OTS, whatever the balances are. */
function withBooked(state: RiskState, booked: Readonly<Record<string, string>>): RiskState {
  const entries = Object.entries(booked).map(([id, quantity]): [InstrumentId, Position] => [
    instrumentId(id),
    { ...FLAT_POSITION, quantity: parseQuantity(quantity) },
  ])
  return { ...state, ledger: { ...state.ledger, byInstrument: new Map(entries) } }
}

const worth = (state: RiskState) => {
  const { equity, grossExposure, netExposure } = portfolioOf(state, NOW)
  const text = (amount: Money | undefined) => (amount === undefined ? undefined : formatMoney(amount))
  return { equity: text(equity), gross: text(grossExposure), net: text(netExposure) }
}

describe('what the account holds without having bought it here', () => {
  test('counts in equity and exposure, and is shown as no position', () => {
    const state = openState({ balances: { USD: '100000', BTC: '1' } })
    expect(worth(state)).toEqual({ equity: '150000', gross: '50000', net: '50000' })
    expect(portfolioOf(state, NOW).positions).toEqual([])
  })

  test('adds to what was bought here, once', () => {
    const state = openState({ balances: { USD: '100000', BTC: '1' } })
    expect(worth(withBooked(state, { [BTC]: '0.25', [ETH]: '0' }))).toEqual(worth(state))
  })

  test('leaves equity unknown while it has no price, and while no instrument values it', () => {
    const unpriced = openState({ balances: { USD: '100000', BTC: '1' }, quotes: [ETH_QUOTE] })
    expect(worth(unpriced).equity).toBeUndefined()
    const unvalued = openState({ balances: { USD: '100000', BTC: '1', SOL: '1' } })
    expect(worth(unvalued)).toEqual({ equity: undefined, gross: '50000', net: '50000' })
    expect(worth(openState({ balances: { USD: '100000', SOL: '0' } })).equity).toBe('100000')
  })

  test('is valued by the instrument in the valuation currency at its own venue, among others', () => {
    const euro = instrumentId('coinbase:BTC-EUR')
    const elsewhere = instrumentId('other:BTC-USD')
    const state = openState({
      balances: { USD: '0', BTC: '1' },
      instruments: [instrument(euro), instrument(elsewhere, { venue: venueId('other') }), instrument(BTC)],
      quotes: [
        BTC_QUOTE,
        quote(euro, [['1', '1']], [['3', '1']]),
        quote(elsewhere, [['1', '1']], [['3', '1']]),
      ],
    })
    expect(worth(state)).toEqual({ equity: '50000', gross: '50000', net: '50000' })
    expect([euro, elsewhere, BTC].map((id) => isHeld(state, id))).toEqual([false, false, true])
  })

  test('property: worth depends on balances alone, never on how much of them was bought here', () => {
    const amount = fc.nat(5_000)
    const booked = fc.dictionary(fc.constantFrom(BTC, ETH), fc.nat(5).map(String))
    fc.assert(
      fc.property(amount, amount, amount, booked, (usd, btc, eth, positions) => {
        const balances = { USD: String(usd), BTC: String(btc), ETH: String(eth) }
        expect(worth(withBooked(openState({ balances }), positions))).toEqual({
          equity: String(usd + 50_000 * btc + 2_000 * eth),
          gross: String(50_000 * btc + 2_000 * eth),
          net: String(50_000 * btc + 2_000 * eth),
        })
      }),
    )
  })
})
