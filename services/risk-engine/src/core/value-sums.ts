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

export const valueRange = (quantity: Quantity, pending: Pending, mid: Price): ValueRange => ({
  low: lowValue(quantity, pending, mid),
  high: highValue(quantity, pending, mid),
})

const lowValue = (quantity: Quantity, { sellQuantity }: Pending, mid: Price): Money =>
  notionalRounded(mid, (quantity - sellQuantity) as Quantity, 'FLOOR')

const highValue = (quantity: Quantity, { buyQuantity, buyAmount }: Pending, mid: Price): Money =>
  (notionalRounded(mid, (quantity + buyQuantity) as Quantity, 'CEILING') + buyAmount) as Money

export const worstValue = ({ low, high }: ValueRange): Money => largerOf(absMoney(low), absMoney(high))

/** A position as it enters the sums. */
export interface Holding {
  readonly quantity: Quantity
  readonly pending: Pending
  /** The last mid, even in doubt; undefined when there never was one. */
  readonly mid: Price | undefined
  /** The same, while its book may be used. */
  readonly mark: Price | undefined
  /**
   * No instrument that is followed values it: nothing that is held counts, and of what is open what buys may SPEND of
   * the valuation currency, or NOTHING where they spend another one.
   */
  readonly unfollowed?: 'SPEND' | 'NOTHING' | undefined
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
  readonly holding: Holding | undefined
  readonly low: Money
  readonly high: Money
  readonly worst: Money
  readonly valued: Money
  readonly marked: Money
}

export class ValueSums {
  readonly #rows = new Map<InstrumentId, Row>()
  readonly #unpriced = new Set<InstrumentId>()
  readonly #unmarked = new Set<InstrumentId>()
  #gross = 0n
  #low = 0n
  #high = 0n
  #valued = 0n
  #marked = 0n

  /** Replaces the instrument's row; a position of nothing with nothing open has none. */
  set(id: InstrumentId, holding: Holding): void {
    const { quantity, pending, mark } = holding
    const known = this.#rows.get(id)
    const row = quantity === 0n && pending.orders === 0 ? undefined : rowOf(holding, known)
    if (!known && !row) return
    if (row) this.#rows.set(id, row)
    else this.#rows.delete(id)
    this.#replace(known ?? NO_ROW, row ?? NO_ROW)
    setMember(this.#unpriced, id, row !== undefined && isUnpriced(holding))
    setMember(this.#unmarked, id, row !== undefined && quantity !== 0n && mark === undefined)
  }

  /** What was set, where it is something. */
  find(id: InstrumentId): Holding | undefined {
    return this.#rows.get(id)?.holding
  }

  /** With `changed` in place of the instrument's own row. */
  exposure(changed?: { readonly id: InstrumentId; readonly holding: Holding }): Exposure {
    const known = changed && this.#rows.get(changed.id)
    const row = changed && rowOf(changed.holding, known)
    const low = this.#low - (known?.low ?? 0n) + (row?.low ?? 0n)
    const high = this.#high - (known?.high ?? 0n) + (row?.high ?? 0n)
    const [unpriced] = this.#unpriced
    return {
      gross: (this.#gross - (known?.worst ?? 0n) + (row?.worst ?? 0n)) as Money,
      net: largerOf(absMoney(low as Money), absMoney(high as Money)),
      unpriced: unpriced ?? (changed && isUnpriced(changed.holding) ? changed.id : undefined),
    }
  }

  /** Undefined while something that is held has no price that may be used. */
  get marked(): Money | undefined {
    return this.#unmarked.size === 0 ? (this.#marked as Money) : undefined
  }

  /** At the last mids, even in doubt, of all that is held and ever had one. */
  get valued(): Money {
    return this.#valued as Money
  }

  #replace(known: Row, row: Row): void {
    this.#gross += row.worst - known.worst
    this.#low += row.low - known.low
    this.#high += row.high - known.high
    this.#valued += row.valued - known.valued
    this.#marked += row.marked - known.marked
  }
}

/** What never had a price, of an instrument that is followed, or booked by OTS itself. */
const isUnpriced = ({ mid, quantity, unfollowed }: Holding): boolean =>
  mid === undefined && (unfollowed === undefined || quantity !== 0n)

function setMember(ids: Set<InstrumentId>, id: InstrumentId, on: boolean): void {
  if (on) ids.add(id)
  else if (ids.size > 0) ids.delete(id)
}

/** Of one position alone. */
export function exposureOfOne(id: InstrumentId, holding: Holding): Exposure {
  const sums = new ValueSums()
  sums.set(id, holding)
  return sums.exposure()
}

const NOTHING = { low: ZERO_MONEY, high: ZERO_MONEY, worst: ZERO_MONEY }
const NO_VALUE = { ...NOTHING, valued: ZERO_MONEY, marked: ZERO_MONEY }
const NO_ROW: Row = { holding: undefined, ...NO_VALUE }

/** Takes over from the row before what has not changed: divisions of big numbers are most of its cost. */
function rowOf(holding: Holding, before: Row | undefined): Row {
  const { quantity, pending, mid, mark, unfollowed } = holding
  const known = before?.holding
  const samePrice = known?.mid === mid && known?.quantity === quantity
  if (unfollowed === 'SPEND') return { holding, ...NO_VALUE, high: pending.buyHold, worst: pending.buyHold }
  if (mid === undefined) return { holding, ...NO_VALUE }
  const low =
    before && samePrice && known?.pending.sellQuantity === pending.sellQuantity
      ? before.low
      : lowValue(quantity, pending, mid)
  const high =
    before &&
    samePrice &&
    known?.pending.buyQuantity === pending.buyQuantity &&
    known.pending.buyAmount === pending.buyAmount
      ? before.high
      : highValue(quantity, pending, mid)
  const valued = before && samePrice ? before.valued : notionalRounded(mid, quantity, 'HALF_EVEN')
  const marked = mark === undefined ? ZERO_MONEY : valued
  return { holding, low, high, worst: worstValue({ low, high }), valued, marked }
}
