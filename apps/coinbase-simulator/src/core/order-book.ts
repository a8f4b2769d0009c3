/**
 * One product's resting liquidity by price level, in ticks and lots. Each side keeps its prices sorted with the best
 * last, so that taking from the top is a pop and a change deep in the book a binary search.
 */
export type Side = 'bid' | 'offer'

export interface LevelChange {
  readonly side: Side
  readonly ticks: number
  /** Absolute; zero removes the level. */
  readonly lots: number
}

export interface Fill {
  readonly ticks: number
  readonly lots: number
}

export class BookSide {
  readonly side: Side
  /** Bids as they are, offers negated: always ascending, the best last. */
  readonly #keys: number[] = []
  readonly #lotsByKey = new Map<number, number>()

  constructor(side: Side) {
    this.side = side
  }

  get count(): number {
    return this.#keys.length
  }

  best(): number | undefined {
    return this.ticksAt(0)
  }

  /** The price at a depth, 0 being the best. */
  ticksAt(depth: number): number | undefined {
    const key = this.#keys[this.#keys.length - 1 - depth]
    return key === undefined ? undefined : this.#toKey(key)
  }

  lotsAt(ticks: number): number {
    return this.#lotsByKey.get(this.#toKey(ticks)) ?? 0
  }

  set(ticks: number, lots: number): void {
    const key = this.#toKey(ticks)
    const known = this.#lotsByKey.has(key)
    if (lots > 0) {
      if (!known) this.#keys.splice(this.#position(key), 0, key)
      this.#lotsByKey.set(key, lots)
      return
    }
    if (!known) return
    this.#keys.splice(this.#position(key), 1)
    this.#lotsByKey.delete(key)
  }

  /** Whether `ticks` is a better price than `other` for whoever takes it from this side. */
  isBetter(ticks: number, other: number): boolean {
    return this.#toKey(ticks) > this.#toKey(other)
  }

  /** Best first. */
  levels(limit = this.#keys.length): Fill[] {
    const count = Math.min(limit, this.#keys.length)
    return Array.from({ length: count }, (_, depth) => {
      const ticks = this.ticksAt(depth) ?? 0
      return { ticks, lots: this.lotsAt(ticks) }
    })
  }

  /** Takes up to `lots` from the best prices, none of them worse than `worst`. */
  take(lots: number, worst: number): Fill[] {
    const fills: Fill[] = []
    let wanted = lots
    for (let best = this.best(); wanted > 0 && best !== undefined; best = this.best()) {
      if (this.isBetter(worst, best)) break
      const resting = this.lotsAt(best)
      const taken = Math.min(resting, wanted)
      this.set(best, resting - taken)
      fills.push({ ticks: best, lots: taken })
      wanted -= taken
    }
    return fills
  }

  #toKey(ticks: number): number {
    return this.side === 'bid' ? ticks : -ticks
  }

  #position(key: number): number {
    let low = 0
    let high = this.#keys.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#keys[middle] ?? Number.POSITIVE_INFINITY) < key) low = middle + 1
      else high = middle
    }
    return low
  }
}

export interface OrderBook {
  readonly bid: BookSide
  readonly offer: BookSide
}

export const createOrderBook = (): OrderBook => ({ bid: new BookSide('bid'), offer: new BookSide('offer') })

/** A locked or crossed book is a bug of the model. */
export function isCrossed(book: OrderBook): boolean {
  const bid = book.bid.best()
  const offer = book.offer.best()
  return bid !== undefined && offer !== undefined && bid >= offer
}
