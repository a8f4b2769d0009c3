/** The embedded system as `ots up` composes it, fed by a load process over a real socket. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { instrumentId, type OrderIntent, type UnixNanos } from '@oasis/domain'
import { createEmbeddedSystem, type EmbeddedSystem, parseConfig } from '@oasis/ots'
import type { MarketReference } from '@oasis/ports'
import {
  createLifecycle,
  createLogger,
  createNoMetrics,
  createRealScheduler,
  type Durability,
  seededRandom,
} from '@oasis/runtime'
import type { StrategyRegistry } from '@oasis/strategy-sdk'
import { createCoinbaseFeed } from '@oasis/venue-coinbase'
import { sampleInstrument } from '../samples.ts'
import { type LoadReport, startLoadSender } from './load-sender.ts'
import { type LoadedStrategy, loadSettings } from './load-settings.ts'
import { BIG_SYMBOL, type LoadPlan, symbolsOfLoad } from './plan.ts'

export interface LoadedSystem {
  readonly system: EmbeddedSystem
  /** Sends the whole load; resolves when the last frame has been sent. */
  run(onStart?: (monotonicNanos: bigint) => void): Promise<LoadReport>
  stop(): Promise<void>
}

export interface LoadedSystemOptions {
  readonly plan: LoadPlan
  readonly durability?: Durability
  readonly strategy: Pick<LoadedStrategy, 'type' | 'params'>
  readonly strategyTypes?: StrategyRegistry
  readonly onHandedToVenue?: (intent: OrderIntent, at: UnixNanos) => void
}

export async function startLoadedSystem(options: LoadedSystemOptions): Promise<LoadedSystem> {
  const { plan } = options
  const symbols = symbolsOfLoad(plan)
  const sender = await startLoadSender(plan)
  const folder = mkdtempSync(join(tmpdir(), 'ots-bench-'))
  const scheduler = createRealScheduler()
  const logger = createLogger({ level: 'warn', pretty: false })
  const random = seededRandom('bench')
  const fail = (error: unknown) => {
    throw error
  }
  const system = await createEmbeddedSystem(
    {
      feed: createCoinbaseFeed({ wsUrl: sender.wsUrl, scheduler, random, logger }),
      reference: reference([...symbols, BIG_SYMBOL]),
      scheduler,
      random,
      logger,
      metrics: createNoMetrics(),
      onFatal: fail,
      ...(options.strategyTypes ? { strategyTypes: options.strategyTypes } : {}),
      ...(options.onHandedToVenue ? { onHandedToVenue: options.onHandedToVenue } : {}),
    },
    loadConfig(symbols, options),
    { folder, durability: options.durability ?? 'process' },
  )
  const lifecycle = createLifecycle({ services: system.services, scheduler, logger, stopTimeoutMs: 30_000 })
  await lifecycle.start()
  return {
    system,
    run: sender.run,
    stop: async () => {
      await lifecycle.stop()
      await system.close()
      sender.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** One instance on each instrument, and one of the big snapshot, which never trades on it. */
function loadConfig(symbols: readonly string[], { strategy, strategyTypes }: LoadedSystemOptions) {
  const big = { type: 'every-n-ticks', params: { n: 1e9, quantity: '1' } }
  const settings = loadSettings([
    { id: 'load', symbols, ...strategy },
    { id: 'big', symbols: [BIG_SYMBOL], ...big },
  ])
  return parseConfig(settings, 'the load', strategyTypes)
}

function reference(symbols: readonly string[]): MarketReference {
  const none = async () => []
  return {
    instruments: async () => symbols.map((symbol) => sampleInstrument(instrumentId(`coinbase:${symbol}`))),
    recentTrades: none,
    candles: none,
    book: async (symbol) => ({ symbol, bids: [], asks: [], time: createRealScheduler().now() }),
    time: async () => createRealScheduler().now(),
  }
}
