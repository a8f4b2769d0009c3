/** Prices that wander, and what a market connector and a normalizer would make of them: quotes, trades, feed status. */
import { type Topic, topics } from '@oasis/contracts'
import {
  type Quote as BookQuote,
  connectionId,
  type FeedStatus,
  type Price,
  parseQuantity,
  quoteEventId,
  type Trade,
  tradeEventId,
  type UnixNanos,
} from '@oasis/domain'
import type { Bus, NewRecord, Random, Scheduler } from '@oasis/ports'
import { type MarketSetup, VENUE } from './setup.ts'

export interface MarketPorts {
  readonly bus: Bus
  readonly scheduler: Scheduler
  readonly random: Random
  /** The venue's own view of a price. */
  readonly onPrice: (market: MarketSetup, bid: Price, ask: Price) => void
}

const TICK = 10_000_000_000n
const CONNECTION = connectionId('simulated-1')
const RETRY_MS = 20

export class Market {
  readonly #ports: MarketPorts
  readonly #setup: MarketSetup
  #price: Price
  #sequence = 0
  #trades = 0
  #stopped = false
  /** Prices are in doubt until then: quotes are quarantined. */
  #quarantinedUntil: UnixNanos

  constructor(setup: MarketSetup, ports: MarketPorts) {
    this.#setup = setup
    this.#ports = ports
    this.#price = setup.firstPrice
    this.#quarantinedUntil = ports.scheduler.now()
  }

  start(): void {
    this.#tick()
  }

  stop(): void {
    this.#stopped = true
  }

  #tick(): void {
    const { scheduler, random, onPrice } = this.#ports
    if (this.#stopped) return
    this.#move()
    const bid = (this.#price - TICK) as Price
    const ask = (this.#price + TICK) as Price
    onPrice(this.#setup, bid, ask)
    const records: NewRecord[] = []
    if (random() < 0.004) records.push(this.#loseFeed())
    records.push(this.#record(topics.quotes, this.#quote(bid, ask)))
    if (random() < 0.6) records.push(this.#record(topics.trades, this.#trade(random() < 0.5 ? bid : ask)))
    void this.#publish(records)
    scheduler.after(120 + Math.floor(random() * 500), () => this.#tick())
  }

  #move(): void {
    const { random } = this.#ports
    const step = (random() - 0.5) * 2 * this.#setup.volatility
    const moved = this.#price + (this.#price * BigInt(Math.round(step * 1_000_000))) / 1_000_000n
    const whole = moved - (moved % TICK)
    this.#price = (whole > 20n * TICK ? whole : 20n * TICK) as Price
  }

  /** What fails is published again, so that records come twice and in order. */
  async #publish(records: readonly NewRecord[]): Promise<void> {
    for (;;) {
      try {
        return await this.#ports.bus.publish(records)
      } catch {
        await this.#ports.scheduler.sleep(RETRY_MS)
      }
    }
  }

  #record<T>(topic: Topic<T>, value: T): NewRecord {
    return topic.record(value)
  }

  #loseFeed(): NewRecord {
    const { scheduler, random } = this.#ports
    const now = scheduler.now()
    this.#quarantinedUntil = (now + BigInt(Math.floor(random() * 4_000)) * 1_000_000n) as UnixNanos
    const status: FeedStatus = {
      venue: VENUE,
      connection: CONNECTION,
      state: random() < 0.5 ? 'GAP' : 'STALE',
      instruments: [this.#setup.instrument.id],
      detail: 'simulated',
      tsInit: now,
    }
    return this.#record(topics.feedStatus, status)
  }

  #quote(bid: Price, ask: Price): BookQuote {
    const { id } = this.#setup.instrument
    const now = this.#ports.scheduler.now()
    const state = now < this.#quarantinedUntil ? 'QUARANTINED' : 'LIVE'
    const sequence = ++this.#sequence
    const quantity = parseQuantity('500')
    const live = state === 'LIVE'
    return {
      eventId: quoteEventId(id, CONNECTION, sequence, state),
      instrumentId: id,
      state,
      bids: live ? [{ price: bid, quantity }] : [],
      asks: live ? [{ price: ask, quantity }] : [],
      connection: CONNECTION,
      sequence,
      tsEvent: now,
      tsInit: now,
    }
  }

  #trade(price: Price): Trade {
    const { id } = this.#setup.instrument
    const now = this.#ports.scheduler.now()
    const tradeId = String(++this.#trades)
    return {
      eventId: tradeEventId(id, tradeId),
      instrumentId: id,
      tradeId,
      price,
      quantity: parseQuantity('0.5'),
      takerSide: this.#ports.random() < 0.5 ? 'BUY' : 'SELL',
      origin: 'LIVE',
      connection: CONNECTION,
      sequence: ++this.#sequence,
      tsEvent: now,
      tsInit: now,
    }
  }
}
