/**
 * A market published into Kafka as a connector would: raw trades at an even rate, numbered from 1 on each instrument, so
 * that how many there are before one is told by its id; books whose price never moves; reference data once.
 */
import { type RawQuote, type RawTrade, type TopicRecord, topics } from '@oasis/contracts'
import {
  connectionId,
  currency,
  formatRfc3339,
  type InstrumentId,
  instrumentId,
  parseMoney,
  parsePrice,
  parseQuantity,
  symbolOf,
  venueId,
  venueOf,
} from '@oasis/domain'
import type { Bus } from '@oasis/ports'
import { createRealScheduler } from '@oasis/runtime'

const VENUE = venueId('coinbase')
const CONNECTION = connectionId('scaling-1')
const TURN_MS = 20
const BOOKS_EVERY_MS = 1_000
/** More calls under way than that: the broker does not keep up, and what is measured would be our queue. */
const MOST_UNDER_WAY = 500

export const instrumentsOf = (count: number): readonly InstrumentId[] =>
  Array.from({ length: count }, (_, i) => instrumentId(`${VENUE}:S${String(i).padStart(2, '0')}-USD`))

export class PublishedMarket {
  readonly #bus: Bus
  readonly #instruments: readonly InstrumentId[]
  readonly #tradesPerSecond: number
  readonly #scheduler = createRealScheduler()
  readonly #lastIds = new Map<InstrumentId, number>()
  readonly #underWay = new Set<Promise<void>>()
  readonly #timers: NodeJS.Timeout[] = []
  #sequence = 0
  #published = 0
  #failure: unknown

  constructor(bus: Bus, instruments: readonly InstrumentId[], tradesPerSecond: number) {
    this.#bus = bus
    this.#instruments = instruments
    this.#tradesPerSecond = tradesPerSecond
  }

  /** Of trades, all instruments together. */
  get published(): number {
    return this.#published
  }

  /** The id of the last trade of each instrument, which is how many there were. */
  get lastIds(): ReadonlyMap<InstrumentId, number> {
    return this.#lastIds
  }

  /** What is there before any trade: services wait for reference data, and for a price. */
  async open(): Promise<void> {
    await this.#bus.publish(this.#instruments.map((id) => this.#instrument(id)))
    await this.#bus.publish(this.#instruments.map((id) => this.#book(id)))
    this.#every(BOOKS_EVERY_MS, () => this.#instruments.map((id) => this.#book(id)))
  }

  startTrades(): void {
    const began = performance.now()
    this.#every(TURN_MS, () => {
      const due = Math.floor(((performance.now() - began) / 1_000) * this.#tradesPerSecond)
      return Array.from({ length: due - this.#published }, () => this.#nextTrade())
    })
  }

  /** Resolves when everything that was published is in the log. */
  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer)
    await Promise.all(this.#underWay)
    if (this.#failure !== undefined) throw this.#failure
  }

  #every(ms: number, records: () => readonly TopicRecord[]): void {
    this.#timers.push(setInterval(() => this.#publish(records()), ms))
  }

  #publish(records: readonly TopicRecord[]): void {
    if (this.#underWay.size >= MOST_UNDER_WAY) this.#failure ??= new Error('the broker does not keep up')
    if (records.length === 0 || this.#failure !== undefined) return
    const call = this.#bus
      .publish(records)
      .catch((error) => {
        this.#failure ??= error
      })
      .finally(() => this.#underWay.delete(call))
    this.#underWay.add(call)
  }

  #nextTrade(): TopicRecord {
    const id = this.#instruments[this.#published++ % this.#instruments.length]
    if (id === undefined) throw new Error('a market has instruments')
    const tradeId = (this.#lastIds.get(id) ?? 0) + 1
    this.#lastIds.set(id, tradeId)
    const now = this.#scheduler.now()
    const trade: RawTrade = {
      ...{ instrumentId: id, tradeId: String(tradeId), price: '1000.00', size: '0.01' },
      ...{ side: 'BUY', time: formatRfc3339(now), origin: 'LIVE' },
      ...{ connection: CONNECTION, sequence: ++this.#sequence, tsInit: now },
    }
    return topics.rawTrades(VENUE).record(trade)
  }

  #book(id: InstrumentId): TopicRecord {
    const now = this.#scheduler.now()
    const quote: RawQuote = {
      ...{ instrumentId: id, state: 'LIVE', connection: CONNECTION, sequence: ++this.#sequence },
      ...{ bids: [{ price: '999.99', size: '1000' }], asks: [{ price: '1000.01', size: '1000' }] },
      ...{ tsEvent: now, tsInit: now },
    }
    return topics.rawQuotes(VENUE).record(quote)
  }

  #instrument(id: InstrumentId): TopicRecord {
    const symbol = symbolOf(id)
    const [base = '', quote = ''] = symbol.split('-')
    return topics.instruments.record({
      ...{ id, venue: venueOf(id), symbol, base: currency(base), quote: currency(quote) },
      ...{ priceIncrement: parsePrice('0.01'), quantityIncrement: parseQuantity('0.00000001') },
      ...{ minQuantity: parseQuantity('0.00000001'), maxQuantity: parseQuantity('1000000') },
      ...{ minNotional: parseMoney('0.01'), maxNotional: parseMoney('1000000000') },
      ...{ status: 'TRADING', tsEvent: this.#scheduler.now() },
    })
  }
}
