/**
 * Running totals and indexes over all reservations, so that a check need not walk them. Invariant: equal to what the
 * reservations give when they are walked, entries that come to nothing left out.
 */
import {
  addMoney,
  addQuantity,
  type ClientOrderId,
  type Currency,
  type InstrumentId,
  type IntentId,
  type Money,
  negateMoney,
  negateQuantity,
  type Quantity,
  type StrategyId,
  type UnixNanos,
  ZERO_MONEY,
  ZERO_QUANTITY,
} from '@oasis/domain'
import { NO_OWN_PRICES, type OwnPricesByInstrument, withOwnPrice, withoutOwnPrice } from './own-prices.ts'
import { PersistentMap } from './persistent-map.ts'
import type { Reservation } from './reservation.ts'

/** What open orders may still do to one position. */
export interface Pending {
  readonly buyQuantity: Quantity
  readonly sellQuantity: Quantity
  /** Buys sized in quote currency. */
  readonly buyAmount: Money
  /** What all buys may spend at most: the only worth of those that no price values. */
  readonly buyHold: Money
  readonly orders: number
  /** Orders among them whose outcome is unknown or under review. */
  readonly inDoubt: number
}

export const NOTHING_PENDING: Pending = {
  buyQuantity: ZERO_QUANTITY,
  sellQuantity: ZERO_QUANTITY,
  buyAmount: ZERO_MONEY,
  buyHold: ZERO_MONEY,
  orders: 0,
  inDoubt: 0,
}

export interface StrategyPending {
  readonly orders: number
  readonly byInstrument: PersistentMap<InstrumentId, Pending>
}

export interface PendingTotals {
  readonly orders: number
  readonly byInstrument: PersistentMap<InstrumentId, Pending>
  readonly byStrategy: PersistentMap<StrategyId, StrategyPending>
  readonly held: PersistentMap<Currency, Money>
  /** Where own orders rest, or may come to rest. */
  readonly ownPrices: OwnPricesByInstrument
  /** How far those reach that never rest. One declared absent is none of them: it would be on its way no more. */
  readonly ownReaches: OwnPricesByInstrument
  /** Until when orders declared absent count. */
  readonly absent: PersistentMap<IntentId, UnixNanos>
  /** Orders that the order manager knows, by what they are called there. */
  readonly byOrder: PersistentMap<ClientOrderId, IntentId>
}

const NO_STRATEGY_PENDING: StrategyPending = { orders: 0, byInstrument: PersistentMap.empty() }

export const NO_TOTALS: PendingTotals = {
  orders: 0,
  byInstrument: PersistentMap.empty(),
  byStrategy: PersistentMap.empty(),
  held: PersistentMap.empty(),
  ownPrices: NO_OWN_PRICES,
  ownReaches: NO_OWN_PRICES,
  absent: PersistentMap.empty(),
  byOrder: PersistentMap.empty(),
}

export function totalsWith(totals: PendingTotals, added: Reservation): PendingTotals {
  const { intentId, instrumentId, side, restsAt, keptUntil, clientOrderId } = added
  const reaches = keptUntil === undefined ? added.reaches : undefined
  return {
    ...changedSums(totals, added, pendingOf(added), added.hold),
    ownPrices:
      restsAt === undefined ? totals.ownPrices : withOwnPrice(totals.ownPrices, instrumentId, side, restsAt),
    ownReaches:
      reaches === undefined
        ? totals.ownReaches
        : withOwnPrice(totals.ownReaches, instrumentId, side, reaches),
    absent: keptUntil === undefined ? totals.absent : totals.absent.with(intentId, keptUntil),
    byOrder: clientOrderId === undefined ? totals.byOrder : totals.byOrder.with(clientOrderId, intentId),
  }
}

export function totalsWithout(totals: PendingTotals, removed: Reservation): PendingTotals {
  const { intentId, instrumentId, side, restsAt, keptUntil, clientOrderId } = removed
  const reaches = keptUntil === undefined ? removed.reaches : undefined
  return {
    ...changedSums(totals, removed, negated(pendingOf(removed)), negateMoney(removed.hold)),
    ownPrices:
      restsAt === undefined
        ? totals.ownPrices
        : withoutOwnPrice(totals.ownPrices, instrumentId, side, restsAt),
    ownReaches:
      reaches === undefined
        ? totals.ownReaches
        : withoutOwnPrice(totals.ownReaches, instrumentId, side, reaches),
    absent: totals.absent.without(intentId),
    byOrder: clientOrderId === undefined ? totals.byOrder : totals.byOrder.without(clientOrderId),
  }
}

/** One reservation as a total. */
export function pendingOf({ side, quantity, amount, hold, inDoubt }: Reservation): Pending {
  return {
    buyQuantity: side === 'BUY' ? quantity : ZERO_QUANTITY,
    sellQuantity: side === 'SELL' ? quantity : ZERO_QUANTITY,
    buyAmount: amount,
    buyHold: side === 'BUY' ? hold : ZERO_MONEY,
    orders: 1,
    inDoubt: inDoubt ? 1 : 0,
  }
}

export function addPending(a: Pending, b: Pending): Pending {
  return {
    buyQuantity: addQuantity(a.buyQuantity, b.buyQuantity),
    sellQuantity: addQuantity(a.sellQuantity, b.sellQuantity),
    buyAmount: addMoney(a.buyAmount, b.buyAmount),
    buyHold: addMoney(a.buyHold, b.buyHold),
    orders: a.orders + b.orders,
    inDoubt: a.inDoubt + b.inDoubt,
  }
}

function negated(pending: Pending): Pending {
  return {
    buyQuantity: negateQuantity(pending.buyQuantity),
    sellQuantity: negateQuantity(pending.sellQuantity),
    buyAmount: negateMoney(pending.buyAmount),
    buyHold: negateMoney(pending.buyHold),
    orders: -pending.orders,
    inDoubt: -pending.inDoubt,
  }
}

type Sums = Pick<PendingTotals, 'orders' | 'byInstrument' | 'byStrategy' | 'held'>

function changedSums(
  totals: PendingTotals,
  { instrumentId, strategyId, holdCurrency }: Reservation,
  pending: Pending,
  hold: Money,
): Sums {
  const ofStrategy = totals.byStrategy.get(strategyId) ?? NO_STRATEGY_PENDING
  const strategy = {
    orders: ofStrategy.orders + pending.orders,
    byInstrument: withPending(ofStrategy.byInstrument, instrumentId, pending),
  }
  const held = addMoney(totals.held.get(holdCurrency) ?? ZERO_MONEY, hold)
  return {
    orders: totals.orders + pending.orders,
    byInstrument: withPending(totals.byInstrument, instrumentId, pending),
    byStrategy: totals.byStrategy.put(strategyId, strategy.orders === 0 ? undefined : strategy),
    held: totals.held.put(holdCurrency, held === 0n ? undefined : held),
  }
}

function withPending(
  map: PersistentMap<InstrumentId, Pending>,
  instrument: InstrumentId,
  pending: Pending,
): PersistentMap<InstrumentId, Pending> {
  const sum = addPending(map.get(instrument) ?? NOTHING_PENDING, pending)
  return map.put(instrument, sum.orders === 0 ? undefined : sum)
}

/** A copy with the entry set, for maps that change seldom. */
export const withEntry = <K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> =>
  new Map(map).set(key, value)
