/** A venue in the test's hand: it sends what it is told, and remembers what it was asked. */

import { createEmbeddedBus } from '@oasis/bus-embedded'
import { topicSpecs, topics } from '@oasis/contracts'
import {
  connectionId,
  currency,
  type Instrument,
  instrumentId,
  type PriceLevel,
  parseMoney,
  parsePrice,
  parseQuantity,
  type UnixNanos,
  venueId,
} from '@oasis/domain'
import type {
  Bus,
  FeedFrame,
  FeedHandlers,
  FeedMessage,
  MarketFeed,
  MarketReference,
  VenueBook,
  VenueTrade,
} from '@oasis/ports'
import {
  createNoMetrics,
  createSilentLogger,
  createVirtualScheduler,
  type Metrics,
  seededRandom,
} from '@oasis/runtime'
import { createMarketConnector, marketConnectorConfigSchema } from '../src/index.ts'
import { collect } from './collected.ts'

const START = 1_786_309_548_000_000_000n as UnixNanos

export const BTC = 'BTC-USD'
export const ETH = 'ETH-USD'
export const btcId = instrumentId(`coinbase:${BTC}`)
export const ethId = instrumentId(`coinbase:${ETH}`)

export const level = (price: string, quantity: string): PriceLevel => ({
  price: parsePrice(price),
  quantity: parseQuantity(quantity),
})

type Changes = Readonly<Record<string, string>>

/** `{ '9': '1' }`: price to quantity. */
const changesOf = (bids: Changes, asks: Changes) => [
  ...Object.entries(bids).map(([price, quantity]) => ({ side: 'BID' as const, ...level(price, quantity) })),
  ...Object.entries(asks).map(([price, quantity]) => ({ side: 'ASK' as const, ...level(price, quantity) })),
]

export const snapshot = (symbol: string, bids: Changes, asks: Changes): FeedMessage => ({
  kind: 'BOOK_SNAPSHOT',
  symbol,
  changes: changesOf(bids, asks),
})
export const update = (symbol: string, bids: Changes, asks: Changes = {}): FeedMessage => ({
  kind: 'BOOK_UPDATE',
  symbol,
  changes: changesOf(bids, asks),
})
export const trade = (symbol: string, id: number | string): VenueTrade => ({
  symbol,
  tradeId: String(id),
  price: '10',
  size: '1',
  side: 'BUY',
  time: '2026-08-09T21:05:48Z',
})
export const trades = (
  symbol: string,
  ids: readonly (number | string)[],
  isSnapshot = false,
): FeedMessage => ({
  kind: 'TRADES',
  snapshot: isSnapshot,
  trades: ids.map((id) => trade(symbol, id)),
})
export const heartbeat: FeedMessage = { kind: 'HEARTBEAT', counter: 1 }

const instrument = (symbol: string): Instrument => ({
  id: instrumentId(`coinbase:${symbol}`),
  venue: venueId('coinbase'),
  symbol,
  base: currency(symbol.slice(0, 3)),
  quote: currency('USD'),
  priceIncrement: parsePrice('0.01'),
  quantityIncrement: parseQuantity('0.00000001'),
  minQuantity: parseQuantity('0.00000001'),
  maxQuantity: parseQuantity('1000'),
  minNotional: parseMoney('1'),
  maxNotional: parseMoney('1000000'),
  status: 'TRADING',
  tsEvent: START,
})

export interface WorldOptions {
  readonly config?: Record<string, unknown>
  /** Wraps the bus, to make it slow or failing. */
  readonly wrapBus?: (bus: Bus) => Bus
  readonly unknownSymbols?: readonly string[]
  readonly referenceDown?: boolean
  readonly metrics?: Metrics
}

export async function createWorld(options: WorldOptions = {}) {
  const scheduler = createVirtualScheduler({ startAt: START })
  const bus = await createEmbeddedBus({ path: ':memory:', scheduler, durability: 'process' })
  await bus.createTopics(topicSpecs(['coinbase']))
  const venue = new ScriptedVenue(() => scheduler.now())
  venue.referenceDown = options.referenceDown ?? false
  const config = marketConnectorConfigSchema.parse({
    instruments: [btcId, ethId],
    bookCheckIntervalMs: 0,
    ...options.config,
  })
  const reference: MarketReference = {
    instruments: async (symbols) => {
      venue.instrumentCalls++
      if (venue.referenceDown) throw new Error('REST is down')
      return (symbols ?? []).filter((symbol) => !options.unknownSymbols?.includes(symbol)).map(instrument)
    },
    recentTrades: async (symbol) => {
      venue.tradeCalls++
      if (venue.referenceDown) throw new Error('REST is down')
      return venue.restTrades.filter((each) => each.symbol === symbol)
    },
    book: async (symbol) => venue.restBook ?? { symbol, bids: [], asks: [], time: START },
    candles: async () => [],
    time: async () => scheduler.now(),
  }
  const connector = createMarketConnector(
    {
      feed: venue,
      reference,
      bus: options.wrapBus?.(bus) ?? bus,
      scheduler,
      random: seededRandom(3),
      logger: createSilentLogger(),
      metrics: options.metrics ?? createNoMetrics(),
    },
    config,
  )
  await connector.start()
  await scheduler.settle()
  return {
    scheduler,
    venue,
    connector,
    bus,
    /** Lets what was sent arrive, and `ms` pass. */
    pass: async (ms: number) => {
      await scheduler.runUntil((scheduler.now() + BigInt(ms) * 1_000_000n) as UnixNanos)
    },
    statuses: () => collect(bus, scheduler, topics.feedStatus),
    quotes: () => collect(bus, scheduler, topics.rawQuotes('coinbase')),
    rawTrades: () => collect(bus, scheduler, topics.rawTrades('coinbase')),
    instruments: () => collect(bus, scheduler, topics.instruments),
  }
}

export type World = Awaited<ReturnType<typeof createWorld>>

export class ScriptedVenue implements MarketFeed {
  readonly venue = venueId('coinbase')
  readonly source = 'LIVE'
  /** `subscribe book BTC-USD,ETH-USD`, in order, over all connections. */
  readonly requests: string[] = []
  connections = 0
  paused = false
  refuseConnections = false
  referenceDown = false
  instrumentCalls = 0
  tradeCalls = 0
  restTrades: VenueTrade[] = []
  restBook: VenueBook | undefined
  sequence = 0
  readonly #now: () => UnixNanos
  #handlers: FeedHandlers | undefined

  constructor(now: () => UnixNanos) {
    this.#now = now
  }

  async connect(handlers: FeedHandlers) {
    this.connections++
    if (this.refuseConnections) throw new Error('refused')
    this.sequence = 0
    this.#handlers = handlers
    return {
      id: connectionId(`connection-${this.connections}`),
      subscribe: (channel: string, symbols: readonly string[]) => this.#asked('subscribe', channel, symbols),
      unsubscribe: (channel: string, symbols: readonly string[]) =>
        this.#asked('unsubscribe', channel, symbols),
      pause: () => {
        this.paused = true
      },
      resume: () => {
        this.paused = false
      },
      close: () => {
        this.#handlers = undefined
        this.requests.push('close')
      },
    }
  }

  send(...messages: FeedMessage[]): void {
    this.sendAs(this.sequence++, ...messages)
  }

  sendAs(sequence: number | undefined, ...messages: FeedMessage[]): void {
    const now = this.#now()
    const frame: FeedFrame = { channel: 'test', sequence, tsEvent: now, tsInit: now, messages }
    this.#handlers?.onFrame(frame)
  }

  /** Frames that never arrive. */
  lose(count = 1): void {
    this.sequence += count
  }

  sendGarbage(): void {
    this.sequence++
    this.#handlers?.onMalformed('{', 'not JSON')
  }

  drop(reason = 'gone'): void {
    const handlers = this.#handlers
    this.#handlers = undefined
    handlers?.onClose(reason)
  }

  #asked(verb: string, channel: string, symbols: readonly string[]): void {
    this.requests.push(`${verb} ${channel} ${symbols.join(',')}`)
  }
}

export const asBook = (symbol: string, bid: string, ask: string, time: UnixNanos): VenueBook => ({
  symbol,
  bids: [level(bid, '1')],
  asks: [level(ask, '1')],
  time,
})
