/**
 * Sums over the worth of positions, one row per instrument, each row replaced in place when something about it changes:
 * so that exposure and equity cost the same with one instrument and with hundreds.
 */
import {
  absMoney,
  type InstrumentId,
  type Money,
  notionalRounded,
  type Price,
  type Quantity,
  ZERO_MONEY,
} from '@oasis/domain'
import { largerOf } from './larger-of.ts'
import type { Pending } from './pending-totals.ts'

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

/** A position as it enters the sums. */
export interface Holding {
  readonly quantity: Quantity
  readonly pending: Pending
  /** The last mid, even in doubt; undefined when there never was one. */
  readonly mid: Price | undefined
  /** The mid of a book that may be used. */
  readonly mark: Price | undefined
}

export interface Exposure {
  /** All positions at their worst, long and short alike. */
  readonly gross: Money
  /** All positions against each other. */
  readonly net: Money
  /** An instrument that is held or ordered and never had a price: without it the sums say nothing. */
  readonly unpriced: InstrumentId | undefined
}

interface Row {
  readonly low: Money
  readonly high: Money
  readonly worst: Money
  readonly marked: Money
}

export class ValueSums {
  readonly #rows = new Map<InstrumentId, Row>()
  readonly #unpriced = new Set<InstrumentId>()
  readonly #unmarked = new Set<InstrumentId>()
  #gross = 0n
  #low = 0n
  #high = 0n
  #marked = 0n

  /** Replaces the instrument's row; a position of nothing with nothing open has none. */
  set(id: InstrumentId, holding: Holding): void {
    this.#add(this.#rows.get(id), -1n)
    this.#rows.delete(id)
    this.#unpriced.delete(id)
    this.#unmarked.delete(id)
    if (holding.quantity === 0n && holding.pending.orders === 0) return
    const row = rowOf(holding)
    this.#rows.set(id, row)
    this.#add(row, 1n)
    if (holding.mid === undefined) this.#unpriced.add(id)
    if (holding.quantity !== 0n && holding.mark === undefined) this.#unmarked.add(id)
  }

  /** With `changed` in place of the instrument's own row. */
  exposure(changed?: { readonly id: InstrumentId; readonly holding: Holding }): Exposure {
    const known = changed && this.#rows.get(changed.id)
    const row = changed && rowOf(changed.holding)
    const low = this.#low - (known?.low ?? 0n) + (row?.low ?? 0n)
    const high = this.#high - (known?.high ?? 0n) + (row?.high ?? 0n)
    const [unpriced] = this.#unpriced
    return {
      gross: (this.#gross - (known?.worst ?? 0n) + (row?.worst ?? 0n)) as Money,
      net: largerOf(absMoney(low as Money), absMoney(high as Money)),
      unpriced: unpriced ?? (changed && changed.holding.mid === undefined ? changed.id : undefined),
    }
  }

  /** Undefined while something that is held has no price that may be used. */
  get marked(): Money | undefined {
    return this.#unmarked.size === 0 ? (this.#marked as Money) : undefined
  }

  #add(row: Row | undefined, sign: 1n | -1n): void {
    if (!row) return
    this.#gross += sign * row.worst
    this.#low += sign * row.low
    this.#high += sign * row.high
    this.#marked += sign * row.marked
  }
}

/** Of one position alone. */
export function exposureOfOne(id: InstrumentId, holding: Holding): Exposure {
  const sums = new ValueSums()
  sums.set(id, holding)
  return sums.exposure()
}

const NOTHING = { low: ZERO_MONEY, high: ZERO_MONEY, worst: ZERO_MONEY }

function rowOf(holding: Holding): Row {
  const { quantity, pending, mid, mark } = holding
  const marked = mark === undefined ? ZERO_MONEY : notionalRounded(mark, quantity, 'HALF_EVEN')
  if (mid === undefined) return { ...NOTHING, marked }
  const range = valueRange(quantity, pending, mid)
  return { ...range, worst: worstValue(range), marked }
}
