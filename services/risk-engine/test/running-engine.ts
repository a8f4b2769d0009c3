/** A risk engine over the embedded bus, in-process RPC and SQLite, in virtual time, with a fake order manager. */
import { createEmbeddedBus } from '@oasis/bus-embedded'
import { createMemoryCache } from '@oasis/cache-memory'
import {
  deadLetterRecord,
  riskService,
  type SubmitOrderReply,
  type Topic,
  topicSpecs,
  topics,
} from '@oasis/contracts'
import type { OrderIntent, Quote } from '@oasis/domain'
import { createInProcessRpc } from '@oasis/rpc-inprocess'
import { consume, createNoMetrics, createSilentLogger, createVirtualScheduler, Secret } from '@oasis/runtime'
import { openRiskStore } from '@oasis/store-sql'
import { createRiskEngine, type RiskEngineSettings, riskEngineConfigSchema } from '../src/index.ts'
import { OrderManagerFake, SECRET } from './order-manager-fake.ts'
import { ACCOUNT, BTC, BTC_QUOTE, ETH, instrument, NOW } from './risk-fixtures.ts'

export type Running = Awaited<ReturnType<typeof runEngine>>

const TEST_SETTINGS: RiskEngineSettings = {
  accounts: [{ id: ACCOUNT, venue: 'coinbase', takerFee: '0.01' }],
}

export async function runEngine(settings: Partial<RiskEngineSettings> = {}) {
  const scheduler = createVirtualScheduler({ startAt: NOW })
  const logger = createSilentLogger()
  const metrics = createNoMetrics()
  const bus = await createEmbeddedBus({ path: ':memory:', scheduler, durability: 'process' })
  await bus.createTopics(topicSpecs(['coinbase']))
  const orderRpc = createInProcessRpc({ scheduler })
  const orders = new OrderManagerFake(bus, orderRpc, scheduler)
  const store = await openRiskStore({ path: ':memory:', durability: 'process' })
  const cache = createMemoryCache()
  const config = riskEngineConfigSchema.parse({ ...TEST_SETTINGS, ...settings })
  const signingKey = { id: 'k1', secret: new Secret(SECRET) }
  const shared = { bus, rpcClient: orderRpc, store, cache, scheduler, logger, metrics, signingKey }

  const settled = <T>(work: Promise<T>): Promise<T> => scheduler.runUntilSettled(work)

  function newEngine() {
    const rpc = createInProcessRpc({ scheduler })
    return { rpc, engine: createRiskEngine({ ...shared, rpcServer: rpc }, config) }
  }
  let current = newEngine()

  /** Collects what a topic carries from now on. */
  async function collect<T>(topic: Topic<T>): Promise<T[]> {
    const seen: T[] = []
    await consume({
      ...shared,
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
    collect,
    settled,
    get engine() {
      return current.engine
    },
    get rpc() {
      return current.rpc
    },
    /** Ends this engine as a crash would, and starts the next on the same bus, store and order manager. */
    restart: async () => {
      await settled(current.engine.stop())
      current = newEngine()
      await settled(current.engine.start())
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
    /** Lets virtual time pass. */
    wait: (ms: number) => scheduler.runUntil((scheduler.now() + BigInt(ms) * 1_000_000n) as typeof NOW),
    stop: async () => {
      await settled(current.engine.stop())
      await settled(bus.close())
      await store.close()
    },
  }
}

/** Started, with 10,000 USD, both instruments, and a live BTC quote; two seconds into its epoch. */
export async function openEngine(settings: Partial<RiskEngineSettings> = {}): Promise<Running> {
  const running = await runEngine(settings)
  await running.settled(running.publishInstruments())
  await running.settled(running.engine.start())
  await running.orders.deposit('10000')
  await running.wait(2_000)
  await running.publishQuote()
  return running
}
