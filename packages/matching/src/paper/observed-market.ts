/**
 * What can be seen of one instrument's market: the levels of the last quote less what we took of them, and the last
 * trade. Our orders do not move the real book, so displayed size that we took is remembered until the next quote
 * shows the book anew; the same quote again changes nothing.
 */
import {
  type EventId,
  type Price,
  type PriceLevel,
  type Quantity,
  type Quote,
  type Side,
  subtractQuantity,
  type UnixNanos,
  ZERO_QUANTITY,
} from '@oasis/domain'

/** NONE: no quote has ever been seen. QUARANTINED: the book is broken, or feared to be. */
export type BookVisibility = 'NONE' | 'LIVE' | 'QUARANTINED'

export interface LastTrade {
  readonly price: Price
  readonly tsInit: UnixNanos
}

const NO_LEVELS: readonly PriceLevel[] = []

export class ObservedMarket {
  visibility: BookVisibility = 'NONE'
  lastTrade: LastTrade | undefined
  #quoteId: EventId | undefined
  #bids = NO_LEVELS
  #asks = NO_LEVELS
  readonly #takenBids = new Map<Price, Quantity>()
  readonly #takenAsks = new Map<Price, Quantity>()

  /** False when it is the quote that is already known. */
  show(quote: Quote): boolean {
    if (quote.eventId === this.#quoteId) return false
    this.#quoteId = quote.eventId
    this.visibility = quote.state
    this.#bids = quote.state === 'LIVE' ? quote.bids : NO_LEVELS
    this.#asks = quote.state === 'LIVE' ? quote.asks : NO_LEVELS
    this.#takenBids.clear()
    this.#takenAsks.clear()
    return true
  }

  /** As after a quarantined quote. */
  lose(): void {
    this.visibility = 'QUARANTINED'
    this.#quoteId = undefined
    this.#bids = NO_LEVELS
    this.#asks = NO_LEVELS
  }

  /** Levels that an order of `side` trades against, best first, as displayed. */
  opposite(side: Side): readonly PriceLevel[] {
    return side === 'BUY' ? this.#asks : this.#bids
  }

  /** What of such a level is still there for us. */
  left(side: Side, level: PriceLevel): Quantity {
    const taken = this.#taken(side).get(level.price)
    if (taken === undefined) return level.quantity
    return level.quantity > taken ? subtractQuantity(level.quantity, taken) : ZERO_QUANTITY
  }

  take(side: Side, price: Price, quantity: Quantity): void {
    const taken = this.#taken(side)
    taken.set(price, ((taken.get(price) ?? 0n) + quantity) as Quantity)
  }

  /**
   * Size displayed at `price` on the order's own side: zero where the book is visible down to there and has none,
   * undefined where it cannot be seen (no live book, or beyond its last level).
   */
  displayed(side: Side, price: Price): Quantity | undefined {
    if (this.visibility !== 'LIVE') return undefined
    const levels = side === 'BUY' ? this.#bids : this.#asks
    for (const level of levels) {
      if (level.price === price) return level.quantity
      if (side === 'BUY' ? level.price < price : level.price > price) return ZERO_QUANTITY
    }
    return undefined
  }

  #taken(side: Side): Map<Price, Quantity> {
    return side === 'BUY' ? this.#takenAsks : this.#takenBids
  }
}
