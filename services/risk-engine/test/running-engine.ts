/** A risk engine over the embedded bus, in-process RPC and SQLite, in virtual time, with a fake order manager. */
import { createEmbeddedBus } from '@oasis/bus-embedded'
import { createMemoryCache } from '@oasis/cache-memory'
import {
  deadLetterRecord,
  type HaltReply,
  type HaltRequest,
  riskService,
  type SubmitOrderReply,
  type Topic,
  topicSpecs,
  topics,
} from '@oasis/contracts'
import type { Command, CommandAction, OrderIntent, Quote } from '@oasis/domain'
import type { CrashPoint, HaltLatch, HaltRecord, Logger } from '@oasis/ports'
import { createInProcessRpc } from '@oasis/rpc-inprocess'
import {
  consume,
  createNoMetrics,
  createSilentLogger,
  createVirtualScheduler,
  type Metrics,
  Secret,
} from '@oasis/runtime'
import {
  createRiskEngine,
  type RiskEngineSettings,
  riskEngineConfigSchema,
  type SigningKeys,
} from '../src/index.ts'
import { MemoryRiskStore } from './memory-risk-store.ts'
import { deadlyPoints, Life, mortal, mortalBus, mortalClient } from './mortal.ts'
import { OrderManagerFake, SECRET } from './order-manager-fake.ts'
import { ACCOUNT, BTC, BTC_QUOTE, ETH, instrument, NOW } from './risk-fixtures.ts'

const KEYS: SigningKeys = [{ id: 'k1', secret: new Secret(SECRET) }]

/** When an engine dies: at its n-th call, or at the n-th passing of a crash point. */
export interface Death {
  readonly diesAt?: number
  readonly point?: { readonly point: CrashPoint; readonly time: number }
}

export type Running = Awaited<ReturnType<typeof runEngine>>

const TEST_SETTINGS: RiskEngineSettings = {
  accounts: [{ id: ACCOUNT, venue: 'coinbase', takerFee: '0.01' }],
}

/** What every later engine reads of a halt, past the store. */
export class SharedLatch implements HaltLatch {
  record: HaltRecord | undefined
  fault: 'NONE' | 'AWAY' | 'UNREADABLE' = 'NONE'

  async read(): Promise<HaltRecord | undefined> {
    if (this.fault === 'UNREADABLE') throw new Error('it cannot be read')
    return this.record
  }

  async set(record: HaltRecord): Promise<void> {
    if (this.fault === 'AWAY') throw new Error('the bus is away')
    this.record = record
  }

  async clear(): Promise<void> {
    if (this.fault === 'AWAY') throw new Error('the bus is away')
    this.record = undefined
  }
}

export async function runEngine(
  settings: Partial<RiskEngineSettings> = {},
  signingKeys: SigningKeys = KEYS,
  sharedLatch?: SharedLatch,
) {
  const scheduler = createVirtualScheduler({ startAt: NOW })
  const warnings: { readonly fields: object; readonly message: string }[] = []
  const logger: Logger = {
    ...createSilentLogger(),
    warn: (fields: object, message: string) => {
      warnings.push({ fields, message })
    },
  }
  const gauges = new Map<string, number>()
  const metrics = { ...createNoMetrics(), set: gaugeSetter(gauges) }
  const bus = await createEmbeddedBus({ path: ':memory:', scheduler, durability: 'process' })
  await bus.createTopics(topicSpecs(['coinbase']))
  const orderRpc = createInProcessRpc({ scheduler })
  const orders = new OrderManagerFake(bus, orderRpc, scheduler)
  const store = new MemoryRiskStore()
  const cache = createMemoryCache()
  let config = riskEngineConfigSchema.parse({ ...TEST_SETTINGS, ...settings })
  const link = { down: false }
  const shared = { cache, scheduler, logger, metrics, signingKeys }

  const settled = <T>(work: Promise<T>): Promise<T> => scheduler.runUntilSettled(work)

  function newEngine({ diesAt, point }: Death = {}) {
    const life = new Life(diesAt)
    const crash = deadlyPoints(life, point)
    const own = mortalBus(bus, life, link)
    const rpc = createInProcessRpc({ scheduler })
    const ports = {
      ...shared,
      bus: own.bus,
      store: mortal(store, ['load', 'commit', 'findAnswer', 'pendingEntries', 'markPublished'], life),
      rpcClient: mortalClient(orderRpc, life),
      rpcServer: rpc,
      crashPoints: crash.points,
      ...(sharedLatch ? { sharedLatches: new Map([[ACCOUNT, sharedLatch]]) } : {}),
    }
    return { rpc, life, passed: crash.passed, end: own.end, engine: createRiskEngine(ports, config) }
  }
  let current = newEngine()

  /** Collects what a topic carries from now on. */
  async function collect<T>(topic: Topic<T>): Promise<T[]> {
    const seen: T[] = []
    await consume({
      ...shared,
      bus,
      group: `test.${topic.spec.name}`,
      topics: [topic],
      startAt: 'latest',
      commit: 'own',
      onEvent: (event) => {
        seen.push(event)
      },
      deadLetter: (record, reason) => deadLetterRecord(record, reason, scheduler.now()),
      onFatal: (error) => {
        throw error
      },
    })
    return seen
  }

  return {
    scheduler,
    bus,
    orders,
    store,
    cache,
    gauges,
    warnings,
    link,
    collect,
    settled,
    get engine() {
      return current.engine
    },
    get rpc() {
      return current.rpc
    },
    get life() {
      return current.life
    },
    get passed() {
      return current.passed
    },
    /** Ends this engine in good order, and starts the next on the same bus, store and order manager. */
    restart: async (changes: Partial<RiskEngineSettings> = {}) => {
      await settled(current.engine.stop())
      config = riskEngineConfigSchema.parse({ ...TEST_SETTINGS, ...settings, ...changes })
      current = newEngine()
      await settled(current.engine.start())
    },
    /** Ends this engine as a crash would, and makes the next, to die itself where told. */
    crash: (death: Death = {}) => {
      current.life.dead = true
      current.end()
      current = newEngine(death)
    },
    publishInstruments: () =>
      bus.publish([instrument(BTC), instrument(ETH)].map((each) => topics.instruments.record(each))),
    /** A live quote of now. */
    publishQuote: async (quote: Quote = BTC_QUOTE) => {
      const now = scheduler.now()
      await settled(bus.publish([topics.quotes.record({ ...quote, tsEvent: now, tsInit: now })]))
      await scheduler.settle()
    },
    submit: (intent: OrderIntent): Promise<SubmitOrderReply> =>
      settled(current.rpc.call(riskService.submitOrder, { intent }, { timeoutMs: 5_000 })),
    halt: (changes: Partial<HaltRequest> = {}): Promise<HaltReply> => {
      const request = {
        accountId: ACCOUNT,
        flatten: false,
        acceptStalePrices: false,
        reason: 'a test',
        by: 'ana',
      }
      return settled(current.rpc.call(riskService.halt, { ...request, ...changes }, { timeoutMs: 60_000 }))
    },
    /** Sends a command; it is applied while time passes. */
    command: async (commandId: string, action: CommandAction, changes: Partial<Command> = {}) => {
      const target = { kind: 'ACCOUNT', accountId: ACCOUNT } as const
      const issuedAt = scheduler.now()
      const command = { commandId, target, action, issuedBy: 'ana', reason: 'a test', issuedAt, ...changes }
      await settled(bus.publish([topics.commands.record(command)]))
      await scheduler.settle()
    },
    /** Lets virtual time pass. */
    wait: (ms: number) => scheduler.runUntil((scheduler.now() + BigInt(ms) * 1_000_000n) as typeof NOW),
    stop: async () => {
      if (current.life.dead) current.end()
      else await settled(current.engine.stop())
      await settled(bus.close())
    },
  }
}

/** By name and the labels' values: `ots_bot_status coinbase.main.paper PAPER`. */
const gaugeSetter =
  (gauges: Map<string, number>): Metrics['set'] =>
  (name, labels, value) => {
    gauges.set([name, ...Object.values(labels)].join(' '), value)
  }

/** Started, with 10,000 USD, both instruments, and a live BTC quote; two seconds into its epoch. */
export async function openEngine(
  settings: Partial<RiskEngineSettings> = {},
  keys?: SigningKeys,
  sharedLatch?: SharedLatch,
): Promise<Running> {
  const running = await runEngine(settings, keys, sharedLatch)
  await running.settled(running.publishInstruments())
  await running.settled(running.engine.start())
  await running.orders.deposit('10000')
  await running.wait(2_000)
  await running.publishQuote()
  return running
}
