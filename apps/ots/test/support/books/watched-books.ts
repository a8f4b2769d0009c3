/**
 * The market half of the system on one exchange, everything it publishes judged: feed adapter, connector, log, normalizer.
 * The same on virtual time over a simulated line, and in real time over a socket.
 */
import { createEmbeddedBus } from '@oasis/bus-embedded'
import {
  createSimulatedExchange,
  createSimulator,
  type SimulatorOptionsInput,
} from '@oasis/coinbase-simulator'
import { topicSpecs } from '@oasis/contracts'
import { createDataNormalizer, dataNormalizerConfigSchema } from '@oasis/data-normalizer'
import { addMillis, instrumentId, symbolOf, type UnixNanos } from '@oasis/domain'
import {
  type BookSummary,
  createMarketConnector,
  type MarketConnector,
  marketConnectorConfigSchema,
} from '@oasis/market-connector'
import type { MarketFeed, MarketReference, Scheduler } from '@oasis/ports'
import {
  createNoMetrics,
  createRealScheduler,
  createSilentLogger,
  createVirtualScheduler,
  seededRandom,
} from '@oasis/runtime'
import { createCoinbaseFeed, createCoinbaseReference } from '@oasis/venue-coinbase'
import { BelievableBooks } from './believable-books.ts'
import { ExchangeBooks } from './exchange-books.ts'
import { FrameFaults } from './frame-faults.ts'
import { PublishedBooks } from './published-books.ts'
import { simulatedLine } from './simulated-line.ts'
import { referenceOf } from './simulated-reference.ts'

export interface WatchedBooks {
  readonly faults: FrameFaults
  readonly published: PublishedBooks
  readonly believable: BelievableBooks
  readonly connector: MarketConnector
  /** Every book is live, and consumers hold what the exchange has at this moment, whole. */
  agree(): boolean
  pass(ms: number): Promise<void>
  stop(): Promise<void>
}

const START = 1_786_309_548_000_000_000n as UnixNanos

/** So shallow that a quote shows the whole book, and one with levels below what is published. */
const PRODUCTS: SimulatorOptionsInput['products'] = [
  { id: 'AAA-USD', startPrice: '250', levelsPerSide: 20, bookChangesPerSecond: 30, tradesPerSecond: 6 },
  { id: 'BBB-USD', startPrice: '40', levelsPerSide: 90, bookChangesPerSecond: 60, tradesPerSecond: 3 },
]
const SYMBOLS = ['AAA-USD', 'BBB-USD']

const simulatorOptions = (seed: string): SimulatorOptionsInput => ({
  ...{ seed, products: PRODUCTS, historyHours: 1, port: 0 },
})

/** Hours in seconds; the same for the same seed. */
export async function watchOnVirtualTime(seed: string): Promise<WatchedBooks> {
  const scheduler = createVirtualScheduler({ startAt: START })
  const faults = new FrameFaults(scheduler.now)
  const exchangeBooks = new ExchangeBooks(SYMBOLS, faults)
  const exchange = createSimulatedExchange(simulatorOptions(seed), scheduler, exchangeBooks.seams)
  exchangeBooks.watch(exchange)
  const random = seededRandom(`${seed} line`)
  const feed = createCoinbaseFeed({
    ...{ wsUrl: 'ws://simulated', scheduler, random, logger: createSilentLogger() },
    openSocket: simulatedLine({ exchange, scheduler, random }),
  })
  const reference = referenceOf(exchange, SYMBOLS, scheduler)
  const watched = await openBooks({ feed, reference, scheduler, seed, exchangeBooks, faults })
  return {
    ...watched,
    pass: (ms) => scheduler.runUntil(addMillis(scheduler.now(), ms)),
    stop: async () => {
      await scheduler.runUntilSettled(watched.stop())
      exchange.stop()
    },
  }
}

export async function watchOverSocket(seed: string): Promise<WatchedBooks> {
  const scheduler = createRealScheduler()
  const faults = new FrameFaults(scheduler.now)
  const exchangeBooks = new ExchangeBooks(SYMBOLS, faults)
  const simulator = await createSimulator(simulatorOptions(seed), scheduler, exchangeBooks.seams)
  exchangeBooks.watch(simulator.exchange)
  const network = { scheduler, random: seededRandom(`${seed} line`), logger: createSilentLogger() }
  const feed = createCoinbaseFeed({ ...network, wsUrl: simulator.wsUrl })
  const reference = createCoinbaseReference({ ...network, restUrl: simulator.restUrl })
  const watched = await openBooks({ feed, reference, scheduler, seed, exchangeBooks, faults })
  return {
    ...watched,
    pass: (ms) => scheduler.sleep(ms),
    stop: async () => {
      await watched.stop()
      await simulator.stop()
    },
  }
}

interface Parts {
  readonly feed: MarketFeed
  readonly reference: MarketReference
  readonly scheduler: Scheduler
  readonly seed: string
  readonly exchangeBooks: ExchangeBooks
  readonly faults: FrameFaults
}

async function openBooks({ feed, reference, scheduler, seed, exchangeBooks, faults }: Parts) {
  const believable = new BelievableBooks()
  const published = new PublishedBooks(exchangeBooks, believable)
  const log = await createEmbeddedBus({ path: ':memory:', scheduler, durability: 'process' })
  const bus = published.watch(log)
  await bus.createTopics(topicSpecs([feed.venue]))
  const instruments = SYMBOLS.map((symbol) => instrumentId(`${feed.venue}:${symbol}`))
  const common = { bus, scheduler, logger: createSilentLogger(), metrics: createNoMetrics() }
  const normalizer = createDataNormalizer(common, dataNormalizerConfigSchema.parse({ venues: [feed.venue] }))
  const connector = createMarketConnector(
    { ...common, reference, feed: believable.watch(feed), random: seededRandom(`${seed} connector`) },
    marketConnectorConfigSchema.parse({ instruments }),
  )
  await normalizer.start()
  await connector.start()
  const isWhole = ({ instrumentId: id, phase, bidLevels, askLevels }: BookSummary) => {
    if (phase !== 'LIVE' || !published.isCurrent(id)) return false
    const { bids, asks } = exchangeBooks.now(symbolOf(id))
    return bidLevels === bids.length && askLevels === asks.length
  }
  return {
    ...{ faults, published, believable, connector },
    agree: () => connector.books().every(isWhole),
    stop: async () => {
      await connector.stop()
      await normalizer.stop()
      await log.close()
    },
  }
}
