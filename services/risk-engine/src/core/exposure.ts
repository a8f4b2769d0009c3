/**
 * Exposure at its worst: every open order may still fill, buys or sells, whichever is worse. Valued at mid; what is
 * held of other instruments at the last mid seen, even in doubt.
 */
import {
  absMoney,
  type InstrumentId,
  type Money,
  notionalRounded,
  type Price,
  type Quantity,
  type StrategyId,
  ZERO_QUANTITY,
} from '@oasis/domain'
import { largerOf } from './larger-of.ts'
import { lastMid } from './market-board.ts'
import { addPending, NOTHING_PENDING, type Pending } from './pending-totals.ts'
import { accountQuantity, type RiskState, strategyQuantity } from './risk-state.ts'

/** Value of a position after its pending sells alone, and after its pending buys alone. */
export interface ValueRange {
  readonly low: Money
  readonly high: Money
}

export function valueRange(quantity: Quantity, pending: Pending, mid: Price): ValueRange {
  const low = (quantity - pending.sellQuantity) as Quantity
  const high = (quantity + pending.buyQuantity) as Quantity
  return {
    low: notionalRounded(mid, low, 'FLOOR'),
    high: (notionalRounded(mid, high, 'CEILING') + pending.buyAmount) as Money,
  }
}

export const worstValue = ({ low, high }: ValueRange): Money => largerOf(absMoney(low), absMoney(high))

export interface Exposure {
  readonly gross: Money
  readonly net: Money
  /** An instrument that is held or ordered and never had a price: without it the sums say nothing. */
  readonly unpriced: InstrumentId | undefined
}

/** An order under check, counted as if it were open. */
export interface Candidate {
  readonly instrumentId: InstrumentId
  readonly pending: Pending
}

/** Of all the account holds and has open, or of one instrument alone. */
export function accountExposure(state: RiskState, candidate?: Candidate, only?: InstrumentId): Exposure {
  const { byInstrument } = state.ledger
  const quantityOf = (id: InstrumentId): Quantity => {
    const instrument = state.market.instruments.get(id)
    return instrument ? accountQuantity(state, instrument) : (byInstrument.get(id)?.quantity ?? ZERO_QUANTITY)
  }
  const held = only === undefined ? byInstrument : part(byInstrument, only)
  const pending = only === undefined ? state.totals.byInstrument : part(state.totals.byInstrument, only)
  return measure(state, held, pending, quantityOf, candidate)
}

function part<K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> {
  const value = map.get(key)
  return value === undefined ? new Map() : new Map([[key, value]])
}

const NOTHING: ReadonlyMap<InstrumentId, Pending> = new Map()

export function strategyExposure(state: RiskState, strategy: StrategyId, candidate?: Candidate): Exposure {
  const held: ReadonlyMap<InstrumentId, unknown> = state.ledger.byStrategy.get(strategy) ?? NOTHING
  const pending = state.totals.byStrategy.get(strategy) ?? NOTHING
  return measure(state, held, pending, (id) => strategyQuantity(state, strategy, id), candidate)
}

function measure(
  state: RiskState,
  held: ReadonlyMap<InstrumentId, unknown>,
  pending: ReadonlyMap<InstrumentId, Pending>,
  quantityOf: (id: InstrumentId) => Quantity,
  candidate: Candidate | undefined,
): Exposure {
  let gross = 0n
  let low = 0n
  let high = 0n
  let unpriced: InstrumentId | undefined
  const add = (id: InstrumentId) => {
    const open = pending.get(id) ?? NOTHING_PENDING
    const all = candidate?.instrumentId === id ? addPending(open, candidate.pending) : open
    const quantity = quantityOf(id)
    if (quantity === 0n && all.orders === 0) return
    const mid = lastMid(state.market, id)
    if (mid === undefined) {
      unpriced = id
      return
    }
    const range = valueRange(quantity, all, mid)
    gross += worstValue(range)
    low += range.low
    high += range.high
  }
  for (const id of held.keys()) add(id)
  for (const id of pending.keys()) if (!held.has(id)) add(id)
  const isNew = candidate && !held.has(candidate.instrumentId) && !pending.has(candidate.instrumentId)
  if (isNew) add(candidate.instrumentId)
  const net = largerOf(absMoney(low as Money), absMoney(high as Money))
  return { gross: gross as Money, net, unpriced }
}
