/**
 * Brings market data to the matcher. With open orders on an instrument its trades and quotes are merged into one
 * order; without, trades only tell the last price, and of the quotes only the newest is kept until an order wants it.
 */
import {
  type InstrumentId,
  type Quote,
  type Trade,
  type UnixNanos,
  type VenueId,
  venueOf,
} from '@oasis/domain'
import type { PaperEvent, PaperMatcher } from '@oasis/matching'
import type { Scheduler, Timer } from '@oasis/ports'
import { type MarketEvent, MarketMerge } from './market-merge.ts'

export interface MarketInletOptions {
  readonly venue: VenueId
  readonly matcher: PaperMatcher
  readonly scheduler: Scheduler
  readonly mergeWaitMs: number
  /** What the market did to our orders; never empty. */
  readonly onEvents: (events: readonly PaperEvent[]) => void
}

interface InstrumentFeed {
  readonly id: InstrumentId
  readonly merge: MarketMerge
  unread: Quote | undefined
}

export class MarketInlet {
  readonly #options: MarketInletOptions
  /** Null for instruments of other venues. */
  readonly #feeds = new Map<InstrumentId, InstrumentFeed | null>()
  readonly #waitMs: number
  readonly #openedAt: UnixNanos
  #timer: Timer | undefined

  constructor(options: MarketInletOptions) {
    this.#options = options
    this.#waitMs = options.mergeWaitMs
    this.#openedAt = options.scheduler.now()
  }

  /** A trade received before this run may have met our orders in the last one: meeting them again would invent a fill. */
  onTrade(trade: Trade): void {
    const feed = this.#feedOf(trade.instrumentId)
    if (!feed || trade.tsInit < this.#openedAt) return
    if (this.#isActive(feed)) this.#merge(feed, { kind: 'TRADE', trade })
    else this.#apply([{ kind: 'TRADE', trade }])
  }

  onQuote(quote: Quote): void {
    const feed = this.#feedOf(quote.instrumentId)
    if (!feed) return
    if (this.#isActive(feed)) this.#merge(feed, { kind: 'QUOTE', quote })
    else feed.unread = quote
  }

  /** There was a quote that nobody can read: no order may meet the book before it. */
  loseBook(id: InstrumentId): void {
    const feed = this.#feedOf(id)
    if (!feed) return
    feed.unread = undefined
    this.#options.matcher.loseBook(id)
  }

  /** An order arrives: it meets the market as far as it has been received, in order. */
  catchUp(id: InstrumentId): void {
    const feed = this.#feedOf(id)
    if (!feed) return
    if (feed.unread) {
      this.#options.matcher.onQuote(feed.unread)
      feed.unread = undefined
    }
    this.#apply(feed.merge.flush())
  }

  close(): void {
    this.#timer?.cancel()
  }

  /** What waits keeps its place before what comes after it. */
  #isActive(feed: InstrumentFeed): boolean {
    return this.#options.matcher.hasOpenOrders(feed.id) || !feed.merge.isEmpty
  }

  #merge(feed: InstrumentFeed, event: MarketEvent): void {
    const now = this.#options.scheduler.now()
    feed.merge.push(event, now)
    this.#apply(feed.merge.release(now))
    if (!feed.merge.isEmpty) this.#arm()
  }

  #apply(events: readonly MarketEvent[]): void {
    if (events.length === 0) return
    const { matcher, scheduler, onEvents } = this.#options
    const now = scheduler.now()
    const happened: PaperEvent[] = []
    for (const event of events) {
      if (event.kind === 'QUOTE') matcher.onQuote(event.quote)
      else happened.push(...matcher.onTrade(event.trade, now))
    }
    if (happened.length > 0) onEvents(happened)
  }

  #arm(): void {
    if (this.#timer) return
    const next = this.#nextDeadline()
    if (next === undefined) return
    const { scheduler } = this.#options
    this.#timer = scheduler.at(next, () => {
      this.#timer = undefined
      const now = scheduler.now()
      for (const feed of this.#feeds.values()) if (feed) this.#apply(feed.merge.release(now))
      this.#arm()
    })
  }

  #nextDeadline(): UnixNanos | undefined {
    let next: UnixNanos | undefined
    for (const feed of this.#feeds.values()) {
      const deadline = feed?.merge.nextDeadline()
      if (deadline !== undefined && (next === undefined || deadline < next)) next = deadline
    }
    return next
  }

  #feedOf(id: InstrumentId): InstrumentFeed | null {
    const known = this.#feeds.get(id)
    if (known !== undefined) return known
    const ours = venueOf(id) === this.#options.venue
    const feed = ours ? { id, merge: new MarketMerge(this.#waitMs), unread: undefined } : null
    this.#feeds.set(id, feed)
    return feed
  }
}
