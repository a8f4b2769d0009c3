/**
 * One instrument's whole level-2 book. Invariants: prices of a side are distinct, quantities are positive. Changed in
 * place: it is the one mutable value of the domain, because a snapshot has tens of thousands of levels and changes
 * come by the thousand a second.
 */
import type { Price, Quantity } from '../values/amounts.ts'
import { BookSide } from './book-side.ts'
import type { PriceLevel } from './quote.ts'

export type BookSideName = 'BID' | 'ASK'

export interface BookChange {
  readonly side: BookSideName
  readonly price: Price
  /** Absolute; zero removes the level. */
  readonly quantity: Quantity
}

export class LevelBook {
  readonly #bids = new BookSide('BID')
  readonly #asks = new BookSide('ASK')

  clear(): void {
    this.#bids.clear()
    this.#asks.clear()
  }

  /**
   * Replaces everything by a snapshot. Venues send both sides best first: read backwards, every level is then an
   * appending at the end. Another order costs more and gives the same book, a price named twice the last quantity.
   */
  replace(levels: readonly BookChange[]): void {
    this.clear()
    if (isBestFirst(levels)) {
      for (let i = levels.length - 1; i >= 0; i--) this.#set(levels[i] as BookChange)
    } else {
      for (const level of worstFirst(levels)) this.#set(level)
    }
  }

  /** In order; the last word on a price counts. */
  apply(changes: readonly BookChange[]): void {
    for (let i = 0; i < changes.length; i++) this.#set(changes[i] as BookChange)
  }

  bestBid(): PriceLevel | undefined {
    return this.#bids.top(1)[0]
  }

  bestAsk(): PriceLevel | undefined {
    return this.#asks.top(1)[0]
  }

  /** Up to `depth` levels, best first. */
  top(side: BookSideName, depth: number): PriceLevel[] {
    return (side === 'BID' ? this.#bids : this.#asks).top(depth)
  }

  levelCount(side: BookSideName): number {
    return side === 'BID' ? this.#bids.size : this.#asks.size
  }

  /** A bid at or above an ask: no venue holds such a book, so it is broken. */
  isCrossed(): boolean {
    const bid = this.#bids.bestPrice()
    const ask = this.#asks.bestPrice()
    return bid !== undefined && ask !== undefined && bid >= ask
  }

  #set({ side, price, quantity }: BookChange): void {
    if (side === 'BID') this.#bids.set(price, quantity)
    else this.#asks.set(price, quantity)
  }
}

function isBestFirst(levels: readonly BookChange[]): boolean {
  let bid: Price | undefined
  let ask: Price | undefined
  for (const { side, price, quantity } of levels) {
    if (quantity === 0n) return false
    if (side === 'BID') {
      if (bid !== undefined && price >= bid) return false
      bid = price
    } else {
      if (ask !== undefined && price <= ask) return false
      ask = price
    }
  }
  return true
}

function worstFirst(levels: readonly BookChange[]): BookChange[] {
  const bids = new Map<Price, BookChange>()
  const asks = new Map<Price, BookChange>()
  for (const level of levels) (level.side === 'BID' ? bids : asks).set(level.price, level)
  const ascending = (a: BookChange, b: BookChange) => (a.price < b.price ? -1 : 1)
  return [...[...bids.values()].sort(ascending), ...[...asks.values()].sort(ascending).reverse()]
}
