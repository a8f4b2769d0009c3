import { currency, type InstrumentId, symbolOf } from '@oasis/domain'
import type { InstrumentCurrencies } from './account-state.ts'

/** For venues whose symbols are written BASE-QUOTE, as Coinbase's are. */
export function currenciesOfSymbol(instrument: InstrumentId): InstrumentCurrencies {
  const symbol = symbolOf(instrument)
  const dash = symbol.lastIndexOf('-')
  return { base: currency(symbol.slice(0, dash)), quote: currency(symbol.slice(dash + 1)) }
}
