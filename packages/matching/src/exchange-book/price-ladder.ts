/**
 * One side of a book: price levels in order, each a queue in order of arrival. Levels lie in an array with the best
 * last, so that what happens near the best price, which is most of it, moves few elements; orders of a level are a
 * linked list, so that any one leaves in constant time.
 */
import {
  addQuantity,
  type Price,
  type Quantity,
  type Side,
  subtractQuantity,
  ZERO_QUANTITY,
} from '@oasis/domain'

export interface RestingOrder {
  readonly id: string
  readonly side: Side
  readonly level: PriceLadderLevel
  remaining: Quantity
  before: RestingOrder | undefined
  behind: RestingOrder | undefined
}

export interface PriceLadderLevel {
  readonly price: Price
  /** Sum of its orders' remainders. */
  total: Quantity
  first: RestingOrder | undefined
  last: RestingOrder | undefined
}

export class PriceLadder {
  readonly #side: Side
  /** Worst first. */
  readonly #levels: PriceLadderLevel[] = []
  readonly #byPrice = new Map<Price, PriceLadderLevel>()

  constructor(side: Side) {
    this.#side = side
  }

  get best(): PriceLadderLevel | undefined {
    return this.#levels.at(-1)
  }

  /** To the end of its price's queue. */
  add(id: string, price: Price, quantity: Quantity): RestingOrder {
    const level = this.#byPrice.get(price) ?? this.#insert(price)
    const order: RestingOrder = {
      id,
      side: this.#side,
      level,
      remaining: quantity,
      before: level.last,
      behind: undefined,
    }
    if (level.last) level.last.behind = order
    else level.first = order
    level.last = order
    level.total = addQuantity(level.total, quantity)
    return order
  }

  /** Takes `quantity` off an order's remainder; at zero it leaves. */
  reduce(order: RestingOrder, quantity: Quantity): void {
    order.remaining = subtractQuantity(order.remaining, quantity)
    order.level.total = subtractQuantity(order.level.total, quantity)
    if (order.remaining === 0n) this.#unlink(order)
  }

  /** Best first. */
  *levels(): Generator<PriceLadderLevel> {
    for (let i = this.#levels.length - 1; i >= 0; i--) {
      const level = this.#levels[i]
      if (level) yield level
    }
  }

  #unlink(order: RestingOrder): void {
    const { level, before, behind } = order
    if (before) before.behind = behind
    else level.first = behind
    if (behind) behind.before = before
    else level.last = before
    if (level.first) return
    this.#byPrice.delete(level.price)
    this.#levels.splice(this.#positionOf(level.price), 1)
  }

  #insert(price: Price): PriceLadderLevel {
    const level: PriceLadderLevel = { price, total: ZERO_QUANTITY, first: undefined, last: undefined }
    this.#byPrice.set(price, level)
    this.#levels.splice(this.#positionOf(price), 0, level)
    return level
  }

  /** Of the level with this price, or where it belongs. */
  #positionOf(price: Price): number {
    let low = 0
    let high = this.#levels.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#isWorse(this.#levels[middle]?.price ?? price, price)) low = middle + 1
      else high = middle
    }
    return low
  }

  #isWorse(a: Price, b: Price): boolean {
    return this.#side === 'BUY' ? a < b : a > b
  }
}
