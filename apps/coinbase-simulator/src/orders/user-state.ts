/** What a user's book is made of again after a restart. */
import type { AccountId, Currency, Instrument, Money } from '@oasis/domain'
import { addMoney, notional, parseRate, quantityAsAmount, ZERO_MONEY } from '@oasis/domain'
import { type FeeSchedule, type PaperBalance, PaperMatcher } from '@oasis/matching'
import type { VenueExecution, VenueOrder, VenueTransfer } from './venue-order.ts'

export interface UserState {
  /** In order of acceptance. */
  readonly orders: readonly VenueOrder[]
  readonly executions: readonly VenueExecution[]
  readonly transfers: readonly VenueTransfer[]
}

export const EMPTY_STATE: UserState = { orders: [], executions: [], transfers: [] }

/** Without a book nothing trades here: the market is always seen. */
const NO_SYNTHETIC_FILLS = { syntheticSpread: parseRate('0'), lastTradeMaxAge: -1n }

export function matcherOf(
  fees: FeeSchedule,
  instruments: Iterable<Instrument>,
  state: UserState,
): PaperMatcher {
  const known = new Map([...instruments].map((instrument) => [instrument.id, instrument]))
  const matcher = new PaperMatcher({
    ...NO_SYNTHETIC_FILLS,
    fees,
    // Names executions within the core alone; the venue's own ids are given by the book.
    accountId: 'simulator' as AccountId,
    balances: balancesOf(state, (order) => known.get(order.paper.instrumentId)),
    lastArrival: state.orders.reduce(
      (last, order) => (arrived(order) ? Math.max(last, order.paper.arrival) : last),
      0,
    ),
  })
  for (const instrument of known.values()) matcher.setInstrument(instrument)
  for (const order of state.orders) {
    if (isInBook(order) && known.has(order.paper.instrumentId)) matcher.restore(order.paper)
  }
  return matcher
}

/** An order that was accepted and has not reached the book has no place in time. */
const arrived = ({ paper }: Pick<VenueOrder, 'paper'>): boolean => paper.arrival < Number.MAX_SAFE_INTEGER

/** FAILED and CANCELLED before arrival leave `paper` as it was. */
export const isInBook = (order: VenueOrder): boolean =>
  arrived(order) &&
  order.paper.status === 'OPEN' &&
  ['OPEN', 'CANCEL_QUEUED', 'EDIT_QUEUED'].includes(order.status)

/** What an execution does to the balances; a reversal the contrary of what it reverses. */
export function balanceChanges(
  execution: Omit<VenueExecution, 'entryId'>,
): readonly (readonly [Currency, Money])[] {
  const { side, price, quantity, fee, productId, reverses } = execution
  const [base = '', quote = ''] = productId.split('-') as Currency[]
  const [value, amount] = [notional(price, quantity), quantityAsAmount(quantity)]
  const sign = reverses === undefined ? 1n : -1n
  const [got, paid] = side === 'BUY' ? [amount, -(value + fee)] : [-amount, value - fee]
  return [
    [base as Currency, (sign * got) as Money],
    [quote as Currency, (sign * paid) as Money],
  ]
}

function balancesOf(
  state: UserState,
  instrumentOf: (order: VenueOrder) => Instrument | undefined,
): ReadonlyMap<Currency, PaperBalance> {
  const balances = new Map<Currency, PaperBalance>()
  const change = (currency: Currency, total: bigint, held: bigint): void => {
    const before = balances.get(currency) ?? { total: ZERO_MONEY, held: ZERO_MONEY }
    balances.set(currency, {
      total: addMoney(before.total, total as Money),
      held: addMoney(before.held, held as Money),
    })
  }
  for (const { currency, amount } of state.transfers) change(currency, amount, 0n)
  for (const execution of state.executions) {
    for (const [currency, amount] of balanceChanges(execution)) change(currency, amount, 0n)
  }
  for (const order of state.orders) {
    const instrument = isInBook(order) ? instrumentOf(order) : undefined
    if (!instrument) continue
    change(order.paper.side === 'BUY' ? instrument.quote : instrument.base, 0n, order.paper.held)
  }
  return balances
}
