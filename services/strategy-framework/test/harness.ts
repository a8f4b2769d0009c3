/** The whole service over the embedded bus, in-process RPC and SQLite in memory, on virtual time. */
import { createEmbeddedBus } from '@oasis/bus-embedded'
import { topicSpecs, topics } from '@oasis/contracts'
import { accountId, addMillis, type Signal } from '@oasis/domain'
import type { Bus, CandleSource, StrategyStore } from '@oasis/ports'
import { createInProcessRpc } from '@oasis/rpc-inprocess'
import {
  createNoMetrics,
  createSilentLogger,
  createVirtualScheduler,
  type VirtualScheduler,
} from '@oasis/runtime'
import { openStrategyStore } from '@oasis/store-sql'
import { type AnyStrategy, BUILT_IN_STRATEGIES, createStrategyRegistry } from '@oasis/strategy-sdk'
import {
  createStrategyFramework,
  type StrategyFramework,
  strategyFrameworkConfigSchema,
} from '../src/index.ts'
import { KillSwitch, killableBus, killableRpc, killableScheduler, killableStore } from './killable-ports.ts'
import { BTC, buildQuote, NOON, type TradeShape, tradeRecord } from './market-data.ts'
import { createTradingBackend, type TradingBackend } from './trading-backend.ts'

export const ACCOUNT = accountId('coinbase.main.paper')

export interface HarnessOptions {
  readonly strategies: readonly Record<string, unknown>[]
  /** Beside the built-in ones. */
  readonly types?: readonly AnyStrategy[]
  readonly candles?: CandleSource
  readonly config?: Record<string, unknown>
}

export interface Harness {
  readonly bus: Bus
  readonly scheduler: VirtualScheduler
  readonly backend: TradingBackend
  readonly store: StrategyStore
  readonly fatal: unknown[]
  readonly warnings: string[]
  readonly framework: StrategyFramework
  /** Of the running service; a new one with every start. */
  readonly kill: KillSwitch
  /** Starts the service, or the next one over the same bus, store and backend. */
  start(killAt?: KillSwitch['killAt'], options?: Partial<HarnessOptions>): Promise<void>
  /** Publishes each trade at its time and lets everything settle before the next. */
  trade(...shapes: readonly TradeShape[]): Promise<void>
  /** All at once, without waiting for what comes of it in between. */
  publish(...shapes: readonly TradeShape[]): Promise<void>
  quote(sequence: number, ms: number): Promise<void>
  stop(): Promise<void>
  /** Virtual time goes on to so many milliseconds after noon. */
  until(ms: number): Promise<void>
  /** Everything on `trading.signals`. */
  signals(): Promise<readonly Signal[]>
}

export const ticks = (n: number, changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  id: 'ticks',
  type: 'every-n-ticks',
  account: ACCOUNT,
  instruments: [BTC],
  params: { n, quantity: '0.001' },
  ...changes,
})

export async function createHarness(given: HarnessOptions): Promise<Harness> {
  const scheduler = createVirtualScheduler({ startAt: NOON })
  const bus = await createEmbeddedBus({ path: ':memory:', scheduler, durability: 'process' })
  await bus.createTopics(topicSpecs(['coinbase']))
  const rpc = createInProcessRpc({ scheduler })
  const backend = createTradingBackend(ACCOUNT, { bus, rpc, scheduler })
  const store = await openStrategyStore({ path: ':memory:', durability: 'process' })
  const fatal: unknown[] = []
  const warnings: string[] = []
  const logger = {
    ...createSilentLogger(),
    warn: (_fields: object, message: string) => warnings.push(message),
    child: () => logger,
  }
  let kill = new KillSwitch()
  let framework: StrategyFramework | undefined

  const build = (options: HarnessOptions): StrategyFramework =>
    createStrategyFramework(
      {
        bus: killableBus(bus, kill),
        rpc: killableRpc(rpc, kill),
        store: killableStore(store, kill),
        scheduler: killableScheduler(scheduler, kill),
        candles: options.candles,
        logger,
        metrics: createNoMetrics(),
        strategies: createStrategyRegistry([...BUILT_IN_STRATEGIES, ...(options.types ?? [])]),
        onFatal: (error) => fatal.push(error),
      },
      strategyFrameworkConfigSchema.parse({ strategies: options.strategies, ...options.config }),
    )
  const settled = async (work: Promise<void>): Promise<void> => {
    await scheduler.settle()
    await work
    await scheduler.settle()
  }
  const until = (ms: number) => scheduler.runUntil(addMillis(NOON, ms))

  return {
    bus,
    scheduler,
    backend,
    store,
    fatal,
    warnings,
    get framework() {
      if (!framework) throw new Error('not started')
      return framework
    },
    get kill() {
      return kill
    },
    until,
    start: async (killAt, options = {}) => {
      kill = new KillSwitch(killAt)
      framework = build({ ...given, ...options })
      // A service that is killed on its way never comes back with an answer.
      await settled(Promise.race([framework.start(), kill.died]))
    },
    stop: () => settled(framework?.stop() ?? Promise.resolve()),
    quote: async (sequence, ms) => {
      await until(ms)
      await settled(bus.publish([topics.quotes.record(buildQuote(sequence, ms))]))
    },
    publish: (...shapes) => settled(bus.publish(shapes.map(tradeRecord))),
    trade: async (...shapes) => {
      for (const shape of shapes) {
        await until(shape.ms)
        await settled(bus.publish([tradeRecord(shape)]))
      }
    },
    signals: () => readSignals(bus, scheduler),
  }
}

async function readSignals(bus: Bus, scheduler: VirtualScheduler): Promise<readonly Signal[]> {
  const signals: Signal[] = []
  const subscription = await bus.subscribe({
    group: 'test',
    topics: [topics.signals.spec.name],
    startAt: 'earliest',
    onBatch: (records) => {
      for (const { value } of records) if (value) signals.push(topics.signals.codec.decode(value))
    },
  })
  // Signals linger in the outbox for a moment.
  await scheduler.runUntil(addMillis(scheduler.now(), 5))
  const closed = subscription.close()
  await scheduler.settle()
  await closed
  return signals
}
