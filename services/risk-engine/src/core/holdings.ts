/** What the account has, traded by OTS or not: every balance other than cash, with the instrument that values it. */
import type { Currency, Instrument, InstrumentId } from '@oasis/domain'
import { type AccountBooks, balanceOf } from './account-books.ts'

export type Priced = Pick<AccountBooks, 'account' | 'market'>

/** The instrument of the account's venue that is quoted in the valuation currency; the first one known. */
export function valuingInstrument(books: Priced, currency: Currency): Instrument | undefined {
  for (const instrument of books.market.byBase.get(currency)?.values() ?? []) {
    if (isValuing(books, instrument)) return instrument
  }
  return undefined
}

/** Whether prices of the instrument are in the valuation currency, and the account's venue's. */
export const isValuing = (
  { account: { venue, valuationCurrency } }: Pick<AccountBooks, 'account'>,
  instrument: Instrument,
): boolean => instrument.quote === valuationCurrency && instrument.venue === venue

/** Whether every balance other than cash has an instrument that values it. */
export function allValuable(books: AccountBooks): boolean {
  for (const [currency, total] of books.ledger.balances) {
    if (total === 0n || currency === books.account.valuationCurrency) continue
    if (!valuingInstrument(books, currency)) return false
  }
  return true
}

/** Whether the instrument's price changes what the account is worth. */
export function isHeld(books: AccountBooks, id: InstrumentId): boolean {
  const instrument = books.market.instruments.get(id)
  return instrument !== undefined && isValuing(books, instrument) && balanceOf(books, instrument.base) !== 0n
}
