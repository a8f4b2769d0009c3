/** What strategies have booked of an instrument and still have to sell: it is reserved for them. */
import {
  EXTERNAL_STRATEGY,
  type InstrumentId,
  type Money,
  type Quantity,
  quantityAsAmount,
  type StrategyId,
  ZERO_QUANTITY,
} from '@oasis/domain'
import { type AccountBooks, strategyQuantity } from './account-books.ts'

/** A strategy's long position less what its pending sells may still take. */
export function unsoldQuantity(books: AccountBooks, strategy: StrategyId, id: InstrumentId): Quantity {
  const held = strategyQuantity(books, strategy, id)
  if (held <= 0n) return ZERO_QUANTITY
  const selling = books.totals.byStrategy.get(strategy)?.byInstrument.get(id)?.sellQuantity ?? 0n
  return (held > selling ? held - selling : 0n) as Quantity
}

/** In units of the base currency, over all strategies but this one. What nobody here has bought is anyone's to sell. */
export function bookedByOthers(
  books: AccountBooks,
  { strategyId, instrumentId }: { readonly strategyId: StrategyId; readonly instrumentId: InstrumentId },
): Money {
  let booked = 0n
  for (const other of books.ledger.byStrategy.keys()) {
    if (other === strategyId || other === EXTERNAL_STRATEGY) continue
    booked += unsoldQuantity(books, other, instrumentId)
  }
  return quantityAsAmount(booked as Quantity)
}
