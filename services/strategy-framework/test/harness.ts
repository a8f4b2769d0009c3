/** The whole service over the embedded bus, in-process RPC and SQLite in memory, on virtual time. */
import { createEmbeddedBus } from '@oasis/bus-embedded'
import { type DeadLetter, topicSpecs, topics } from '@oasis/contracts'
import {
  type AccountControlState,
  accountId,
  addMillis,
  type BotStatus,
  type Command,
  type CommandAction,
  type CommandEvent,
  type ControlState,
  type Signal,
  type StrategyId,
} from '@oasis/domain'
import type { Bus, CandleSource, CrashPoint, NewRecord, StrategyRunners, StrategyStore } from '@oasis/ports'
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
  type UserStrategy,
} from '../src/index.ts'
import { KillSwitch, killableBus, killableRpc, killableScheduler, killableStore } from './killable-ports.ts'
import { BTC, buildQuote, NOON, type TradeShape, tradeRecord } from './market-data.ts'
import { createTradingBackend, type TradingBackend } from './trading-backend.ts'

export const ACCOUNT = accountId('coinbase.main.paper')

export interface HarnessOptions {
  readonly strategies: readonly Record<string, unknown>[]
  /** Beside the built-in ones. */
  readonly types?: readonly AnyStrategy[]
  readonly users?: readonly UserStrategy[]
  readonly runners?: StrategyRunners
  readonly candles?: CandleSource
  /** Dies at the n-th passing of that point. */
  readonly crashAt?: { readonly point: CrashPoint; readonly nth: number }
  readonly config?: Record<string, unknown>
}

export interface Harness {
  readonly bus: Bus
  readonly scheduler: VirtualScheduler
  readonly backend: TradingBackend
  readonly store: StrategyStore
  readonly fatal: unknown[]
  readonly warnings: string[]
  /** Crash points passed by the running service, in order. */
  readonly passed: CrashPoint[]
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
  /** Everything that was put aside. */
  deadLetters(): Promise<readonly DeadLetter[]>
  /** For the strategy, by `ops`, with an id of its own unless one is given. */
  command(strategy: string, action: CommandAction, commandId?: string): Promise<void>
  /** Everything on `control.events` that has an id of its own, as text: `APPLIED RUNNING, generation 1`. */
  answers(): Promise<readonly string[]>
  /** Everything on `control.state` of that strategy, oldest first. */
  controls(strategy: string): Promise<readonly (ControlState & { kind: 'STRATEGY' })[]>
  /** As the risk engine tells it. */
  account(status: BotStatus, resets?: number): Promise<void>
  /** Another log in place of the one there: what it holds comes from `from`, at other offsets. */
  rebuildLog(from: (records: readonly NewRecord[]) => readonly NewRecord[]): Promise<void>
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
  const openLog = async (): Promise<Bus> => {
    const log = await createEmbeddedBus({ path: ':memory:', scheduler, durability: 'process' })
    await log.createTopics(topicSpecs(['coinbase']))
    return log
  }
  let log = await openLog()
  const bus: Bus = {
    createTopics: (specs) => log.createTopics(specs),
    publish: (records) => log.publish(records),
    subscribe: (options) => log.subscribe(options),
    endPositions: (names) => log.endPositions(names),
    close: () => log.close(),
  }
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
  const passed: CrashPoint[] = []
  let kill = new KillSwitch()
  let commands = 0
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
        userStrategies: options.users ?? [],
        ...(options.runners ? { runners: options.runners } : {}),
        crashPoints: crashPointsOf(kill, passed),
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
    passed,
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
      kill.crashAt = options.crashAt && { ...options.crashAt }
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
    signals: () => readAll(bus, scheduler, topics.signals),
    deadLetters: () => readAll(bus, scheduler, topics.deadLetters),
    command: async (strategy, action, commandId = `command-${++commands}`) => {
      const target = { kind: 'STRATEGY', strategyId: strategy as StrategyId } as const
      const command: Command = {
        commandId,
        target,
        action,
        issuedBy: 'ops',
        reason: '',
        issuedAt: scheduler.now(),
      }
      await settled(bus.publish([topics.commands.record(command)]))
    },
    answers: async () => {
      const events: readonly CommandEvent[] = await readAll(bus, scheduler, topics.commandEvents)
      const byId = new Map(events.map((event) => [event.eventId, event]))
      return [...byId.values()].map(({ outcome, reason }) => `${outcome} ${reason}`)
    },
    controls: async (strategy) => {
      const states: readonly ControlState[] = await readAll(bus, scheduler, topics.controlState)
      return states
        .filter((state) => state.kind === 'STRATEGY')
        .filter((state) => state.strategyId === strategy)
    },
    account: async (status, resets = 0) => {
      const state = accountControl(status, resets, scheduler.now())
      await settled(bus.publish([topics.controlState.record(state)]))
    },
    rebuildLog: async (from) => {
      const names = [topics.trades, topics.quotes, topics.orderEvents, topics.commands, topics.controlState]
      const records = await readRecords(
        bus,
        scheduler,
        names.map((topic) => topic.spec.name),
      )
      log = await openLog()
      await settled(bus.publish(from(records)))
    },
  }
}

const accountControl = (status: BotStatus, resets: number, ts: Signal['ts']): AccountControlState => ({
  kind: 'ACCOUNT',
  accountId: ACCOUNT,
  version: 1,
  status,
  haltEpoch: 0,
  reason: '',
  changedBy: 'ops',
  limits: [],
  marks: undefined,
  resets,
  ts,
})

const crashPointsOf = (kill: KillSwitch, passed: CrashPoint[]) => ({
  pass: (point: CrashPoint) => {
    if (kill.dead) throw new Error('dead already')
    passed.push(point)
    if (kill.crashAt?.point !== point || --kill.crashAt.nth > 0) return
    kill.kill()
    throw new Error(`crashed at ${point}`)
  },
})

async function readAll<T>(
  bus: Bus,
  scheduler: VirtualScheduler,
  topic: { readonly spec: { readonly name: string }; readonly codec: { decode(bytes: Uint8Array): T } },
): Promise<readonly T[]> {
  const records = await readRecords(bus, scheduler, [topic.spec.name])
  return records.flatMap(({ value }) => (value ? [topic.codec.decode(value)] : []))
}

async function readRecords(
  bus: Bus,
  scheduler: VirtualScheduler,
  names: readonly string[],
): Promise<readonly NewRecord[]> {
  const found: NewRecord[] = []
  const subscription = await bus.subscribe({
    group: 'test',
    topics: names,
    startAt: 'earliest',
    onBatch: (records) => {
      for (const { topic, key, value, headers } of records) found.push({ topic, key, value, headers })
    },
  })
  // What was written last lingers in the outbox for a moment.
  await scheduler.runUntil(addMillis(scheduler.now(), 5))
  const closed = subscription.close()
  await scheduler.settle()
  await closed
  return found
}
