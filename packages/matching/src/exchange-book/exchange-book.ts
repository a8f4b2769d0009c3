/**
 * An exchange's order book: order by order, price-time priority, deterministic. The price of a fill is the resting
 * order's. Invariants: the book never stands crossed; an order's fills and remainder add up to its quantity; a level's
 * total is the sum of its orders. Balances, fees and the prevention of self-trades are the caller's.
 */
import {
  minQuantity,
  oppositeSide,
  type Price,
  type Quantity,
  type Side,
  subtractQuantity,
} from '@oasis/domain'
import { PriceLadder, type RestingOrder } from './price-ladder.ts'

export interface BookOrder {
  readonly id: string
  readonly side: Side
  /** More than zero. */
  readonly quantity: Quantity
  /** Undefined for a market order, which never rests. */
  readonly price: Price | undefined
  readonly timeInForce: 'GTC' | 'IOC' | 'FOK'
  readonly postOnly: boolean
}

export interface BookFill {
  readonly makerId: string
  readonly price: Price
  readonly quantity: Quantity
  readonly makerRemaining: Quantity
}

export type BookRefusal = 'DUPLICATE_ID' | 'POST_ONLY_WOULD_CROSS'

export interface BookResult {
  /** RESTING: `remaining` is in the book. CANCELED: `remaining` is given up. */
  readonly outcome: 'RESTING' | 'FILLED' | 'CANCELED' | 'REJECTED'
  readonly refusal?: BookRefusal
  readonly fills: readonly BookFill[]
  readonly remaining: Quantity
}

export interface BookLevel {
  readonly price: Price
  readonly quantity: Quantity
}

export interface BookEntry {
  readonly id: string
  readonly side: Side
  readonly price: Price
  readonly remaining: Quantity
}

export class ExchangeBook {
  readonly #bids = new PriceLadder('BUY')
  readonly #asks = new PriceLadder('SELL')
  readonly #orders = new Map<string, RestingOrder>()

  submit(order: BookOrder): BookResult {
    if (this.#orders.has(order.id)) return refused(order, 'DUPLICATE_ID')
    if (order.postOnly && this.#crosses(order)) return refused(order, 'POST_ONLY_WOULD_CROSS')
    if (order.timeInForce === 'FOK' && !this.#canFill(order)) {
      return { outcome: 'CANCELED', fills: [], remaining: order.quantity }
    }
    const fills = this.#match(order)
    const remaining = fills.reduce((left, fill) => subtractQuantity(left, fill.quantity), order.quantity)
    if (remaining === 0n) return { outcome: 'FILLED', fills, remaining }
    if (order.price === undefined || order.timeInForce !== 'GTC')
      return { outcome: 'CANCELED', fills, remaining }
    this.#orders.set(order.id, this.#ladder(order.side).add(order.id, order.price, remaining))
    return { outcome: 'RESTING', fills, remaining }
  }

  /** What was left of it; undefined when it is not in the book. */
  cancel(id: string): Quantity | undefined {
    const order = this.#orders.get(id)
    if (!order) return undefined
    const { remaining } = order
    this.#orders.delete(id)
    this.#ladder(order.side).reduce(order, remaining)
    return remaining
  }

  find(id: string): BookEntry | undefined {
    const order = this.#orders.get(id)
    return order && entryOf(order)
  }

  /** Best price of the orders of this side. */
  best(side: Side): Price | undefined {
    return this.#ladder(side).best?.price
  }

  /** Aggregated, best first. */
  levels(side: Side, depth: number): readonly BookLevel[] {
    const levels: BookLevel[] = []
    for (const { price, total } of this.#ladder(side).levels()) {
      if (levels.length === depth) break
      levels.push({ price, quantity: total })
    }
    return levels
  }

  /** Every order in priority, bids before asks: two books are the same if these are. */
  *entries(): Generator<BookEntry> {
    for (const ladder of [this.#bids, this.#asks]) {
      for (const level of ladder.levels()) {
        for (let order = level.first; order; order = order.behind) yield entryOf(order)
      }
    }
  }

  #match(order: BookOrder): readonly BookFill[] {
    const opposite = this.#ladder(oppositeSide(order.side))
    const fills: BookFill[] = []
    let left = order.quantity
    while (left > 0n) {
      const level = opposite.best
      const maker = level?.first
      if (!level || !maker || !isWithin(order, level.price)) break
      const quantity = minQuantity(left, maker.remaining)
      opposite.reduce(maker, quantity)
      if (maker.remaining === 0n) this.#orders.delete(maker.id)
      fills.push({ makerId: maker.id, price: level.price, quantity, makerRemaining: maker.remaining })
      left = subtractQuantity(left, quantity)
    }
    return fills
  }

  #canFill(order: BookOrder): boolean {
    let left: bigint = order.quantity
    for (const { price, total } of this.#ladder(oppositeSide(order.side)).levels()) {
      if (!isWithin(order, price)) return false
      left -= total
      if (left <= 0n) return true
    }
    return false
  }

  #crosses(order: BookOrder): boolean {
    const best = this.best(oppositeSide(order.side))
    return best !== undefined && isWithin(order, best)
  }

  #ladder(side: Side): PriceLadder {
    return side === 'BUY' ? this.#bids : this.#asks
  }
}

const isWithin = ({ side, price }: BookOrder, offered: Price): boolean =>
  price === undefined || (side === 'BUY' ? offered <= price : offered >= price)

const refused = (order: BookOrder, refusal: BookRefusal): BookResult => ({
  outcome: 'REJECTED',
  refusal,
  fills: [],
  remaining: order.quantity,
})

const entryOf = ({ id, side, level, remaining }: RestingOrder): BookEntry => ({
  id,
  side,
  price: level.price,
  remaining,
})
