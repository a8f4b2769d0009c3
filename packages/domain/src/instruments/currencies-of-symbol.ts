import { type Currency, currency, type InstrumentId, InvalidId, symbolOf } from '../ids/identifiers.ts'

/** For venues whose symbols are written BASE-QUOTE, as Coinbase's are. Throws `InvalidId` for any other symbol. */
export function currenciesOfSymbol(instrument: InstrumentId): {
  readonly base: Currency
  readonly quote: Currency
} {
  const symbol = symbolOf(instrument)
  const dash = symbol.lastIndexOf('-')
  if (dash < 0) throw new InvalidId('pair', symbol, 'a symbol like BTC-USD is needed')
  return { base: currency(symbol.slice(0, dash)), quote: currency(symbol.slice(dash + 1)) }
}
