/**
 * Judges everything that the connector and the normalizer publish, in the order of publishing. A quote with prices must be
 * the exchange's book at the frame it names, of a book that could be believed then; a problem is told of before the
 * book is taken away, the book is taken away before it comes back, and nothing has a price in between.
 */
import { type RawQuote, topics } from '@oasis/contracts'
import {
  type FeedStatus,
  formatPrice,
  formatQuantity,
  type InstrumentId,
  type Quote,
  symbolOf,
  type UnixNanos,
} from '@oasis/domain'
import type { Bus, NewRecord } from '@oasis/ports'
import { units } from '../naive-decimal.ts'
import type { BelievableBooks } from './believable-books.ts'
import { type BookLevels, DEPTH, type ExchangeBooks } from './exchange-books.ts'

/** BROKEN: a status has told of it, and the quote that ends the book is owed. GONE: that has come, too. */
type Phase = 'NEW' | 'LIVE' | 'BROKEN' | 'GONE' | 'RESUMED'

interface Published {
  phase: Phase
  brokenAt: UnixNanos
  /** What a consumer holds now: undefined without a book. */
  raw: BookLevels | undefined
  normalized: BookLevels | undefined
}

const VENUE = 'coinbase'
const MOST_TOLD = 20

export class PublishedBooks {
  /** The first of them. */
  readonly violations: string[] = []
  /** Judged, with prices. */
  quotes = 0
  normalized = 0
  /** Statuses that told of something lost. */
  gaps = 0
  readonly #exchange: ExchangeBooks
  readonly #believable: BelievableBooks
  readonly #instruments = new Map<InstrumentId, Published>()
  #digest = 0

  constructor(exchange: ExchangeBooks, believable: BelievableBooks) {
    this.#exchange = exchange
    this.#believable = believable
  }

  /** The same bus, read along. */
  watch(bus: Bus): Bus {
    return {
      createTopics: (specs) => bus.createTopics(specs),
      publish: (records) => {
        for (const record of records) this.#judge(record)
        return bus.publish(records)
      },
      subscribe: (options) => bus.subscribe(options),
      endPositions: (of) => bus.endPositions(of),
      close: () => bus.close(),
    }
  }

  /** The same for the same inputs. */
  get digest(): string {
    return `${this.#digest >>> 0}/${this.quotes}/${this.normalized}/${this.gaps}`
  }

  /** Some book is published as one that prices can be taken from. */
  get anyLive(): boolean {
    return [...this.#instruments.values()].some(({ phase }) => phase === 'LIVE' || phase === 'RESUMED')
  }

  /** Whether consumers hold the exchange's book of this moment, from either topic. */
  isCurrent(id: InstrumentId): boolean {
    const { raw, normalized } = this.#of(id)
    const now = this.#exchange.now(symbolOf(id), DEPTH)
    return raw !== undefined && normalized !== undefined && isSame(raw, now) && isSame(normalized, now)
  }

  #judge({ topic, value }: NewRecord): void {
    if (value === undefined) return
    for (let i = 0; i < value.length; i += 7) this.#digest = (this.#digest * 31 + (value[i] ?? 0)) | 0
    if (topic === topics.feedStatus.spec.name) this.#onStatus(topics.feedStatus.codec.decode(value))
    if (topic === topics.rawQuotes(VENUE).spec.name) {
      this.#onRaw(topics.rawQuotes(VENUE).codec.decode(value))
    }
    if (topic === topics.quotes.spec.name) this.#onNormalized(topics.quotes.codec.decode(value))
  }

  #onStatus(status: FeedStatus): void {
    if (status.state === 'CONNECTED') return
    if (status.state === 'GAP') this.gaps++
    for (const id of status.instruments) {
      const published = this.#of(id)
      if (status.state === 'RESYNCED') {
        if (published.phase !== 'GONE') this.#wrong(`${id} is back from ${published.phase}`)
        published.phase = 'RESUMED'
      } else {
        if (published.phase === 'LIVE') published.phase = 'BROKEN'
        published.brokenAt = status.tsInit
      }
    }
  }

  #onRaw(quote: RawQuote): void {
    const published = this.#of(quote.instrumentId)
    const where = `${quote.instrumentId} at ${quote.connection}/${quote.sequence}`
    const levels = levelsOf(quote.bids, quote.asks, ({ price, size }) => [units(price), units(size)])
    if (quote.state === 'QUARANTINED') {
      const told = published.phase === 'BROKEN' || published.phase === 'GONE' || published.phase === 'NEW'
      if (!told) this.#wrong(`${where} is taken away in ${published.phase}, and no status told why`)
      if (levels.bids.length + levels.asks.length > 0) this.#wrong(`${where} is broken and has prices`)
      published.phase = 'GONE'
      published.raw = undefined
      return
    }
    if (published.phase === 'BROKEN' || published.phase === 'GONE') {
      this.#wrong(`${where} has prices while the book is ${published.phase}`)
    }
    published.phase = 'LIVE'
    published.raw = levels
    this.quotes++
    this.#compare(quote, levels, where)
  }

  #onNormalized(quote: Quote): void {
    const published = this.#of(quote.instrumentId)
    const where = `${quote.instrumentId}, normalized, at ${quote.connection}/${quote.sequence}`
    if (quote.state === 'QUARANTINED') {
      if (quote.bids.length + quote.asks.length > 0) this.#wrong(`${where} is broken and has prices`)
      published.normalized = undefined
      return
    }
    const isBroken = published.phase === 'BROKEN' || published.phase === 'GONE'
    // What was on its way when the problem was seen is from before it.
    if (isBroken && quote.tsInit > published.brokenAt) this.#wrong(`${where} has prices of a broken book`)
    published.normalized = levelsOf(quote.bids, quote.asks, ({ price, quantity }) => [
      units(formatPrice(price)),
      units(formatQuantity(quantity)),
    ])
    this.normalized++
    this.#compare(quote, published.normalized, where)
  }

  #compare(quote: RawQuote | Quote, levels: BookLevels, where: string): void {
    const { connection, sequence } = quote
    const symbol = symbolOf(quote.instrumentId)
    if (!this.#believable.has(connection, symbol, sequence)) {
      this.#wrong(`${where} has prices, and frames before it were lost`)
    }
    const actual = this.#exchange.at(this.#believable.numberOf(connection), sequence, symbol)
    if (actual === undefined) this.#wrong(`${where} names a frame that was not sent`)
    else if (!isSame(levels, actual)) this.#wrong(`${where} is not the exchange's book`)
  }

  #of(id: InstrumentId): Published {
    const known = this.#instruments.get(id)
    if (known !== undefined) return known
    const published: Published = {
      ...{ phase: 'NEW', brokenAt: 0n as UnixNanos },
      ...{ raw: undefined, normalized: undefined },
    }
    this.#instruments.set(id, published)
    return published
  }

  #wrong(what: string): void {
    if (this.violations.length < MOST_TOLD) this.violations.push(what)
  }
}

const levelsOf = <T>(
  bids: readonly T[],
  asks: readonly T[],
  amounts: (level: T) => readonly [bigint, bigint],
): BookLevels => ({ bids: bids.map(amounts), asks: asks.map(amounts) })

const isSame = (a: BookLevels, b: BookLevels): boolean =>
  isSameSide(a.bids, b.bids) && isSameSide(a.asks, b.asks)

const isSameSide = (a: BookLevels['bids'], b: BookLevels['bids']): boolean =>
  a.length === b.length && a.every(([price, quantity], i) => price === b[i]?.[0] && quantity === b[i]?.[1])
