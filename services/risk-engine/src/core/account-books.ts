/** What an account has and has open, and the market that prices it: the part of its state that its numbers come from. */
import {
  type AccountId,
  type AccountLedger,
  amountAsQuantity,
  type Currency,
  type Instrument,
  type InstrumentId,
  type Money,
  type Quantity,
  type Rate,
  type StrategyId,
  type TradingMode,
  type VenueId,
  ZERO_MONEY,
  ZERO_QUANTITY,
} from '@oasis/domain'
import type { MarketBoard } from './market-board.ts'
import type { PendingTotals } from './pending-totals.ts'

export interface AccountTerms {
  readonly id: AccountId
  readonly venue: VenueId
  readonly mode: TradingMode
  readonly valuationCurrency: Currency
  /** What every fill is assumed to pay; the venue's own fees are booked. */
  readonly takerFee: Rate
}

export interface AccountBooks {
  readonly account: AccountTerms
  readonly market: MarketBoard
  readonly ledger: AccountLedger
  readonly totals: PendingTotals
}

/** Total of a currency, holds included. */
export const balanceOf = ({ ledger }: AccountBooks, currency: Currency): Money =>
  ledger.balances.get(currency) ?? ZERO_MONEY

/** What no open order may still take. */
export const freeBalance = (books: AccountBooks, currency: Currency): Money =>
  (balanceOf(books, currency) - (books.totals.held.get(currency) ?? ZERO_MONEY)) as Money

/**
 * The account's position: its whole balance of the base currency, so that external holdings count. Instruments that
 * are traded quote in the valuation currency and are of one venue; so each base currency belongs to one of them.
 */
export const accountQuantity = (books: AccountBooks, { base }: Pick<Instrument, 'base'>): Quantity =>
  amountAsQuantity(balanceOf(books, base), 'UP')

export const strategyQuantity = (
  { ledger }: AccountBooks,
  strategyId: StrategyId,
  instrumentId: InstrumentId,
): Quantity => ledger.byStrategy.get(strategyId)?.get(instrumentId)?.quantity ?? ZERO_QUANTITY
