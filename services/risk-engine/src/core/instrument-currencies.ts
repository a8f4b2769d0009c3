/** What an instrument trades, followed or not: in their own account people trade what nobody has configured, too. */
import { currenciesOfSymbol, type Instrument, type InstrumentId } from '@oasis/domain'
import type { MarketBoard } from './market-board.ts'

export type InstrumentCurrencies = Pick<Instrument, 'base' | 'quote'>

/** By reference data, else by its symbol as the order manager books it; undefined where that cannot be read. */
export function findCurrencies(
  { instruments }: Pick<MarketBoard, 'instruments'>,
  id: InstrumentId,
): InstrumentCurrencies | undefined {
  const followed = instruments.get(id)
  if (followed) return followed
  try {
    return currenciesOfSymbol(id)
  } catch {
    return undefined
  }
}
