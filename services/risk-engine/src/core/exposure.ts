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
import { heldInstruments } from './holdings.ts'
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

/**
 * Of all the account holds (bought by OTS or not) and has open, or of one instrument alone. A balance without any
 * instrument that values it cannot be part of it.
 */
export function accountExposure(state: RiskState, candidate?: Candidate, only?: InstrumentId): Exposure {
  const { byInstrument } = state.ledger
  const pending = state.totals.byInstrument
  const quantityOf = (id: InstrumentId): Quantity => {
    const instrument = state.market.instruments.get(id)
    return instrument ? accountQuantity(state, instrument) : (byInstrument.get(id)?.quantity ?? ZERO_QUANTITY)
  }
  if (only !== undefined) return measure(state, [only], pending, quantityOf, candidate)
  const ids = [...byInstrument.keys()]
  for (const held of heldInstruments(state)) if (held && !byInstrument.has(held.id)) ids.push(held.id)
  return measure(state, idsWithPending(ids, pending), pending, quantityOf, candidate)
}

const NOTHING: ReadonlyMap<InstrumentId, Pending> = new Map()

export function strategyExposure(state: RiskState, strategy: StrategyId, candidate?: Candidate): Exposure {
  const pending = state.totals.byStrategy.get(strategy) ?? NOTHING
  const ids = [...(state.ledger.byStrategy.get(strategy)?.keys() ?? [])]
  const quantityOf = (id: InstrumentId) => strategyQuantity(state, strategy, id)
  return measure(state, idsWithPending(ids, pending), pending, quantityOf, candidate)
}

/** Lists, not sets: they are short, and made anew at each check. */
function idsWithPending(
  ids: InstrumentId[],
  pending: ReadonlyMap<InstrumentId, Pending>,
): readonly InstrumentId[] {
  for (const id of pending.keys()) if (!ids.includes(id)) ids.push(id)
  return ids
}

function measure(
  state: RiskState,
  ids: readonly InstrumentId[],
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
  for (const id of ids) add(id)
  if (candidate && !ids.includes(candidate.instrumentId)) add(candidate.instrumentId)
  const net = largerOf(absMoney(low as Money), absMoney(high as Money))
  return { gross: gross as Money, net, unpriced }
}
