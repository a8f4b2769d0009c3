/** Normalized market data without the services that make it: cheaper, for the seeds that are about orders. */
import { topics } from '@oasis/contracts'
import {
  connectionId,
  type FeedStatus,
  parseQuantity,
  type Quote,
  quoteEventId,
  type Trade,
  tradeEventId,
  type UnixNanos,
} from '@oasis/domain'
import type { Bus, NewRecord, Random, Scheduler } from '@oasis/ports'
import { VENUE } from '../world/setup.ts'
import type { PriceMove } from './price-walk.ts'

export interface PublishedMarketDataPorts {
  readonly bus: Bus
  readonly scheduler: Scheduler
  readonly random: Random
}

const CONNECTION = connectionId('simulated-1')
const RETRY_MS = 20
const SIZE = parseQuantity('500')
const TRADED = parseQuantity('0.5')

export class PublishedMarketData {
  readonly #ports: PublishedMarketDataPorts
  #sequence = 0
  /** Until then the books of an instrument are in doubt. */
  readonly #doubtfulUntil = new Map<string, bigint>()

  constructor(ports: PublishedMarketDataPorts) {
    this.#ports = ports
  }

  readonly onMove = (move: PriceMove): void => {
    const records: NewRecord[] = []
    if (this.#ports.random() < 0.004) records.push(topics.feedStatus.record(this.#loseFeed(move)))
    records.push(topics.quotes.record(this.#quote(move)))
    if (move.trade) records.push(topics.trades.record(this.#trade(move, move.trade)))
    void this.#publish(records)
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

  #loseFeed({ market }: PriceMove): FeedStatus {
    const { scheduler, random } = this.#ports
    const now = scheduler.now()
    this.#doubtfulUntil.set(market.instrument.id, now + BigInt(Math.floor(random() * 4_000)) * 1_000_000n)
    return {
      venue: VENUE,
      connection: CONNECTION,
      state: random() < 0.5 ? 'GAP' : 'STALE',
      instruments: [market.instrument.id],
      detail: 'simulated',
      tsInit: now,
    }
  }

  #quote({ market, bid, ask }: PriceMove): Quote {
    const { id } = market.instrument
    const live = this.#ports.scheduler.now() >= (this.#doubtfulUntil.get(id) ?? 0n)
    const state = live ? 'LIVE' : 'QUARANTINED'
    const stamp = this.#stamp()
    return {
      eventId: quoteEventId(id, CONNECTION, stamp.sequence, state),
      instrumentId: id,
      state,
      bids: live ? [{ price: bid, quantity: SIZE }] : [],
      asks: live ? [{ price: ask, quantity: SIZE }] : [],
      ...stamp,
    }
  }

  #trade({ market }: PriceMove, { id, price, side }: NonNullable<PriceMove['trade']>): Trade {
    const instrumentId = market.instrument.id
    return {
      eventId: tradeEventId(instrumentId, String(id)),
      instrumentId,
      tradeId: String(id),
      price,
      quantity: TRADED,
      takerSide: side,
      origin: 'LIVE',
      ...this.#stamp(),
    }
  }

  #stamp(): {
    connection: typeof CONNECTION
    sequence: number
    tsEvent: UnixNanos
    tsInit: UnixNanos
  } {
    const now = this.#ports.scheduler.now()
    return { connection: CONNECTION, sequence: ++this.#sequence, tsEvent: now, tsInit: now }
  }
}
