/**
 * Running totals over all reservations, so that a check need not walk them. Invariant: equal to the sum over the
 * reservations, entries that come to nothing left out.
 */
import {
  addMoney,
  addQuantity,
  type Currency,
  type InstrumentId,
  type Money,
  negateMoney,
  negateQuantity,
  type Quantity,
  type StrategyId,
  ZERO_MONEY,
  ZERO_QUANTITY,
} from '@oasis/domain'
import type { Reservation } from './reservation.ts'

/** What open orders may still do to one position. */
export interface Pending {
  readonly buyQuantity: Quantity
  readonly sellQuantity: Quantity
  /** Buys sized in quote currency. */
  readonly buyAmount: Money
  readonly orders: number
  /** Orders among them whose outcome is unknown or under review. */
  readonly inDoubt: number
}

export const NOTHING_PENDING: Pending = {
  buyQuantity: ZERO_QUANTITY,
  sellQuantity: ZERO_QUANTITY,
  buyAmount: ZERO_MONEY,
  orders: 0,
  inDoubt: 0,
}

export interface PendingTotals {
  readonly orders: number
  readonly byInstrument: ReadonlyMap<InstrumentId, Pending>
  readonly byStrategy: ReadonlyMap<StrategyId, ReadonlyMap<InstrumentId, Pending>>
  readonly held: ReadonlyMap<Currency, Money>
}

export const NO_TOTALS: PendingTotals = {
  orders: 0,
  byInstrument: new Map(),
  byStrategy: new Map(),
  held: new Map(),
}

export const totalsWith = (totals: PendingTotals, added: Reservation): PendingTotals =>
  change(totals, added, pendingOf(added), added.hold, 1)

export const totalsWithout = (totals: PendingTotals, removed: Reservation): PendingTotals =>
  change(totals, removed, negated(pendingOf(removed)), negateMoney(removed.hold), -1)

/** One reservation as a total. */
export function pendingOf({ side, quantity, amount, inDoubt }: Reservation): Pending {
  return {
    buyQuantity: side === 'BUY' ? quantity : ZERO_QUANTITY,
    sellQuantity: side === 'SELL' ? quantity : ZERO_QUANTITY,
    buyAmount: amount,
    orders: 1,
    inDoubt: inDoubt ? 1 : 0,
  }
}

export function addPending(a: Pending, b: Pending): Pending {
  return {
    buyQuantity: addQuantity(a.buyQuantity, b.buyQuantity),
    sellQuantity: addQuantity(a.sellQuantity, b.sellQuantity),
    buyAmount: addMoney(a.buyAmount, b.buyAmount),
    orders: a.orders + b.orders,
    inDoubt: a.inDoubt + b.inDoubt,
  }
}

function negated(pending: Pending): Pending {
  return {
    buyQuantity: negateQuantity(pending.buyQuantity),
    sellQuantity: negateQuantity(pending.sellQuantity),
    buyAmount: negateMoney(pending.buyAmount),
    orders: -pending.orders,
    inDoubt: -pending.inDoubt,
  }
}

function change(
  totals: PendingTotals,
  { instrumentId, strategyId, holdCurrency }: Reservation,
  pending: Pending,
  hold: Money,
  orders: 1 | -1,
): PendingTotals {
  const ofStrategy = totals.byStrategy.get(strategyId) ?? new Map<InstrumentId, Pending>()
  const strategy = withPending(ofStrategy, instrumentId, pending)
  const held = addMoney(totals.held.get(holdCurrency) ?? ZERO_MONEY, hold)
  return {
    orders: totals.orders + orders,
    byInstrument: withPending(totals.byInstrument, instrumentId, pending),
    byStrategy: withEntry(totals.byStrategy, strategyId, strategy.size === 0 ? undefined : strategy),
    held: withEntry(totals.held, holdCurrency, held === 0n ? undefined : held),
  }
}

function withPending(
  map: ReadonlyMap<InstrumentId, Pending>,
  instrument: InstrumentId,
  pending: Pending,
): ReadonlyMap<InstrumentId, Pending> {
  const sum = addPending(map.get(instrument) ?? NOTHING_PENDING, pending)
  return withEntry(map, instrument, sum.orders === 0 ? undefined : sum)
}

/** A copy with the entry set, or removed when undefined. The maps are small: one entry per instrument in use. */
export function withEntry<K, V>(map: ReadonlyMap<K, V>, key: K, value: V | undefined): ReadonlyMap<K, V> {
  const copy = new Map(map)
  if (value === undefined) copy.delete(key)
  else copy.set(key, value)
  return copy
}
