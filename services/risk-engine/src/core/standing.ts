/** Where an order finds the account and its own strategy: what each holds of the instrument, and has open on it. */
import type { Instrument, OrderIntent, Quantity } from '@oasis/domain'
import { type AccountBooks, accountQuantity, strategyQuantity } from './account-books.ts'
import { NOTHING_PENDING, type Pending } from './pending-totals.ts'

export interface Standing {
  readonly held: Quantity
  readonly pending: Pending
}

/** Looked up once for all rules: they ask for it over and over. */
export interface Standings {
  readonly account: Standing
  readonly strategy: Standing
}

export function standingsOf(
  books: AccountBooks,
  { strategyId, instrumentId }: Pick<OrderIntent, 'strategyId' | 'instrumentId'>,
  instrument: Pick<Instrument, 'base'>,
): Standings {
  const { byStrategy, byInstrument } = books.totals
  return {
    account: {
      held: accountQuantity(books, instrument),
      pending: byInstrument.get(instrumentId) ?? NOTHING_PENDING,
    },
    strategy: {
      held: strategyQuantity(books, strategyId, instrumentId),
      pending: byStrategy.get(strategyId)?.byInstrument.get(instrumentId) ?? NOTHING_PENDING,
    },
  }
}
