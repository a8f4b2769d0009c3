/**
 * What the account has, traded by OTS or not: every balance other than cash, with the instrument that values it. Walked
 * at each check: a look-up per currency that is held.
 */
import type { Currency, Instrument, InstrumentId } from '@oasis/domain'
import { balanceOf, type RiskState } from './risk-state.ts'

/** The instrument of the account's venue that is quoted in the valuation currency; the first one known. */
function valuingInstrument({ account, market }: RiskState, currency: Currency): Instrument | undefined {
  for (const instrument of market.byBase.get(currency)?.values() ?? []) {
    if (values(account, instrument)) return instrument
  }
  return undefined
}

const values = ({ venue, valuationCurrency }: RiskState['account'], instrument: Instrument): boolean =>
  instrument.quote === valuationCurrency && instrument.venue === venue

/** One entry per balance other than cash; undefined where reference data has nothing that values it. */
export function heldInstruments(state: RiskState): readonly (Instrument | undefined)[] {
  const held: (Instrument | undefined)[] = []
  for (const [currency, total] of state.ledger.balances) {
    if (total === 0n || currency === state.account.valuationCurrency) continue
    held.push(valuingInstrument(state, currency))
  }
  return held
}

/** Whether the instrument's price changes what the account is worth. */
export function isHeld(state: RiskState, id: InstrumentId): boolean {
  const instrument = state.market.instruments.get(id)
  return (
    instrument !== undefined && values(state.account, instrument) && balanceOf(state, instrument.base) !== 0n
  )
}
