/** The embedded system in this process, on a simulated exchange in this process, over a real socket in real time. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSimulator, type Simulator } from '@oasis/coinbase-simulator'
import { deadLetterRecord, type RawQuote, type Topic, topics } from '@oasis/contracts'
import type { FeedStatus, OrderIntent, Quote, RiskDecision, UnixNanos } from '@oasis/domain'
import {
  consume,
  createLifecycle,
  createNoMetrics,
  createRealScheduler,
  createSilentLogger,
  seededRandom,
} from '@oasis/runtime'
import { createCoinbaseFeed, createCoinbaseReference } from '@oasis/venue-coinbase'
import { createEmbeddedSystem, type EmbeddedSystem } from '../../src/composition/embedded-system.ts'
import { parseConfig } from '../../src/config/load-config.ts'

export interface SimulatedSystem {
  readonly simulator: Simulator
  readonly system: EmbeddedSystem
  readonly feeds: readonly FeedStatus[]
  readonly rawQuotes: readonly RawQuote[]
  readonly quotes: readonly Quote[]
  readonly decisions: readonly RiskDecision[]
  readonly handedToVenue: readonly { readonly intent: OrderIntent; readonly at: UnixNanos }[]
  now(): UnixNanos
  stop(): Promise<void>
}

export async function startSimulatedSystem(symbols: readonly string[]): Promise<SimulatedSystem> {
  const folder = mkdtempSync(join(tmpdir(), 'ots-simulated-'))
  const scheduler = createRealScheduler()
  const logger = createSilentLogger()
  const metrics = createNoMetrics()
  const random = seededRandom('faults')
  const simulator = await createSimulator({ port: 0, historyHours: 1, products: ['BTC-USD', 'ETH-USD'] })
  const network = { scheduler, random, logger }
  const handedToVenue: { intent: OrderIntent; at: UnixNanos }[] = []
  const ports = {
    ...{ scheduler, random, logger, metrics },
    feed: createCoinbaseFeed({ ...network, wsUrl: simulator.wsUrl }),
    reference: createCoinbaseReference({ ...network, restUrl: simulator.restUrl }),
    onFatal: (error: unknown) => {
      throw error
    },
    onHandedToVenue: (intent: OrderIntent, at: UnixNanos) => void handedToVenue.push({ intent, at }),
  }
  const params = { n: 2, quantity: '0.001' }
  const instruments = symbols.map((symbol) => `coinbase:${symbol}`)
  const strategies = [{ id: 'ticks', type: 'every-n-ticks', instruments, params }]
  const config = parseConfig({ strategies }, 'the test')
  const system = await createEmbeddedSystem(ports, config, { folder, durability: 'process' })

  async function record<T>(topic: Topic<T>, events: T[]): Promise<void> {
    await consume({
      ...{ bus: system.bus, scheduler, logger, metrics, topics: [topic] },
      ...{ group: `test-${topic.spec.name}`, startAt: 'earliest', commit: 'own', onFatal: ports.onFatal },
      onEvent: (event) => void events.push(event),
      deadLetter: (put, reason) => deadLetterRecord(put, reason, scheduler.now()),
    })
  }
  const seen = {
    feeds: [] as FeedStatus[],
    rawQuotes: [] as RawQuote[],
    quotes: [] as Quote[],
    decisions: [] as RiskDecision[],
  }
  await record(topics.feedStatus, seen.feeds)
  await record(topics.rawQuotes(ports.feed.venue), seen.rawQuotes)
  await record(topics.quotes, seen.quotes)
  await record(topics.riskDecisions, seen.decisions)
  const services = [...system.services]
  const lifecycle = createLifecycle({ services, scheduler, logger, stopTimeoutMs: 5_000 })
  await lifecycle.start()
  return {
    ...{ simulator, system, handedToVenue, ...seen },
    now: () => scheduler.now(),
    stop: async () => {
      await lifecycle.stop()
      await system.close()
      await simulator.stop()
      rmSync(folder, { recursive: true })
    },
  }
}
