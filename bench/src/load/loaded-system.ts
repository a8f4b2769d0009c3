/** The embedded system as `ots up` composes it, fed by a load process over a real socket. */
import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
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
import type { FromLoad, ToLoad } from './load-process.ts'
import { BIG_SYMBOL, type LoadPlan, symbolOfLoad } from './plan.ts'

const LOAD_PROCESS = fileURLToPath(new URL('./load-process.ts', import.meta.url))

export interface LoadedSystem {
  readonly system: EmbeddedSystem
  /** Sends the whole load; resolves when the last frame has been sent. */
  run(onStart?: (monotonicNanos: bigint) => void): Promise<LoadReport>
  stop(): Promise<void>
}

export interface LoadReport {
  /** On the machine's monotonic clock, which both processes share. */
  readonly startNanos: bigint
  readonly senderLatestMs: number
}

export interface LoadedSystemOptions {
  readonly plan: LoadPlan
  readonly durability?: Durability
  readonly strategy: { readonly type: string; readonly params: Readonly<Record<string, unknown>> }
  readonly strategyTypes?: StrategyRegistry
  readonly onHandedToVenue?: (intent: OrderIntent, at: UnixNanos) => void
}

const BOUNDLESS = '1000000000000'

export async function startLoadedSystem(options: LoadedSystemOptions): Promise<LoadedSystem> {
  const { plan } = options
  const symbols = Array.from({ length: plan.instruments }, (_, i) => symbolOfLoad(i))
  const child = fork(LOAD_PROCESS, { execArgv: [] })
  const port = await heard(child, 'LISTENING').then((message) => message.port)
  child.send({ kind: 'PLAN', plan } satisfies ToLoad)
  const folder = mkdtempSync(join(tmpdir(), 'ots-bench-'))
  const scheduler = createRealScheduler()
  const logger = createLogger({ level: 'warn', pretty: false })
  const random = seededRandom('bench')
  const fail = (error: unknown) => {
    throw error
  }
  const system = await createEmbeddedSystem(
    {
      feed: createCoinbaseFeed({ wsUrl: `ws://127.0.0.1:${port}`, scheduler, random, logger }),
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
    run: async (onStart) => {
      const started = heard(child, 'STARTED')
      const sent = heard(child, 'SENT')
      child.send({ kind: 'START' } satisfies ToLoad)
      const startNanos = BigInt((await started).monotonicNanos)
      onStart?.(startNanos)
      return { startNanos, senderLatestMs: (await sent).latestMs }
    },
    stop: async () => {
      await lifecycle.stop()
      await system.close()
      child.disconnect()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function heard<Kind extends FromLoad['kind']>(
  child: ChildProcess,
  kind: Kind,
): Promise<Extract<FromLoad, { kind: Kind }>> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the load process ended with code ${code}`)))
    const onMessage = (message: FromLoad) => {
      if (message.kind !== kind) return
      child.off('message', onMessage)
      // The kind was compared just above.
      resolve(message as Extract<FromLoad, { kind: Kind }>)
    }
    child.on('message', onMessage)
  })
}

/** One strategy instance on each instrument, a paper venue without latency, and limits that do not bind. */
function loadConfig(symbols: readonly string[], { strategy, strategyTypes }: LoadedSystemOptions) {
  const account = 'coinbase.main.paper'
  return parseConfig(
    {
      strategies: [
        {
          id: 'load',
          type: strategy.type,
          instruments: symbols.map((symbol) => `coinbase:${symbol}`),
          params: strategy.params,
        },
        // Subscribes the instrument of the big snapshot and never trades on it.
        {
          id: 'big',
          type: 'every-n-ticks',
          instruments: [`coinbase:${BIG_SYMBOL}`],
          params: { n: 1e9, quantity: '1' },
        },
      ],
      limits: {
        account: {
          [account]: {
            maxOrderNotional: BOUNDLESS,
            maxPositionNotional: BOUNDLESS,
            maxGrossExposure: BOUNDLESS,
            maxNetExposure: BOUNDLESS,
            maxOpenOrders: 10_000,
            maxOrdersPerSecond: 10_000,
            maxReferenceAgeMs: 60_000,
          },
        },
      },
      venues: { paper: { latencyMs: [0], openingBalances: { USD: '1000000000' } } },
    },
    'the load',
    strategyTypes,
  )
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
