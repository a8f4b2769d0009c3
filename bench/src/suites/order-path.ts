/**
 * An intent from SubmitOrder to the venue's hands: the real risk engine, order manager and stores over the in-process
 * RPC, one order after the other, with a venue that acknowledges at once and cancels.
 */
import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEmbeddedBus } from '@oasis/bus-embedded'
import { createMemoryCache } from '@oasis/cache-memory'
import { orderIntentCodec, riskService, topicSpecs, topics } from '@oasis/contracts'
import {
  currency,
  type OrderIntent,
  parseMoney,
  parseQuantity,
  tradeEventId,
  venueId,
  venueOrderId,
} from '@oasis/domain'
import { createOrderManager, orderManagerConfigSchema } from '@oasis/order-manager'
import {
  type Bus,
  NO_CRASH_POINTS,
  type RpcClient,
  type Scheduler,
  type Venue,
  type VenueEvent,
} from '@oasis/ports'
import { createRiskEngine, riskEngineConfigSchema } from '@oasis/risk-engine'
import { createInProcessRpc } from '@oasis/rpc-inprocess'
import {
  createFileHaltLatch,
  createLifecycle,
  createLogger,
  createNoMetrics,
  createRealScheduler,
  createSqliteCheckpointer,
  type Metrics,
  Secret,
} from '@oasis/runtime'
import { openOrderStore, openRiskStore } from '@oasis/store-sql'
import { commitFloor } from '../commit-floor.ts'
import { type Measured, type Row, summarize } from '../harness.ts'
import { sampleInstrument, sampleIntent, sampleQuote } from '../samples.ts'
import type { SuiteOptions } from './suite.ts'

/** The order row, and SUBMITTED. */
const COMMITS = 2
const SECRET = 'a key for benchmarks, thirty-two bytes'

export async function orderPathSuite({ quick }: SuiteOptions): Promise<readonly Row[]> {
  const count = quick ? 500 : 5_000
  const checks: number[] = []
  const metrics: Metrics = {
    ...createNoMetrics(),
    observe: (name, _labels, seconds) => {
      if (name === 'ots_risk_check_seconds') checks.push(seconds * 1e6)
    },
  }
  const path = await openOrderPath(metrics)
  const toVenue: number[] = []
  const toReply: number[] = []
  for (let i = 0; i < count; i++) {
    const sample = await path.submit(i)
    toVenue.push(sample.toVenueMicros)
    toReply.push(sample.toReplyMicros)
  }
  await path.close()
  const warm = (values: readonly number[]) => summarize(values.slice(Math.floor(values.length / 5)), 'µs')
  const commits = commitFloor(COMMITS)
  const hmac = hmacFloor()
  return [
    besideFloor('risk check, the pure function', warm(checks), 'HMAC of one approval', hmac, {}),
    besideFloor('SubmitOrder to handed to the venue', warm(toVenue), `${COMMITS} bare commits`, commits, {
      'p99 µs': percentile(toVenue, 0.99),
      'to reply p50 µs': warm(toReply).median,
    }),
  ]
}

function besideFloor(
  name: string,
  subject: Measured,
  floorName: string,
  floor: Measured,
  extra: Readonly<Record<string, number>>,
): Row {
  const ratio = floor.median / subject.median
  return { name, unit: 'µs p50', subject, floor: { name: floorName, ...floor }, ratio, extra }
}

const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN

function hmacFloor(): Measured {
  const bytes = orderIntentCodec.encode(sampleIntent())
  const micros = Array.from({ length: 5_000 }, () => {
    const start = process.hrtime.bigint()
    createHmac('sha256', SECRET).update(bytes).digest()
    return Number(process.hrtime.bigint() - start) / 1_000
  })
  return summarize(micros.slice(1_000), 'µs')
}

async function openOrderPath(metrics: Metrics) {
  const folder = mkdtempSync(join(tmpdir(), 'ots-bench-orders-'))
  const checkpointer = createSqliteCheckpointer()
  const scheduler = createRealScheduler()
  const file = (name: string) => ({ path: join(folder, name), durability: 'process' as const, checkpointer })
  const bus = await createEmbeddedBus({ ...file('bus.sqlite'), scheduler })
  await bus.createTopics(topicSpecs(['coinbase']))
  const orders = await openOrderStore(file('orders.sqlite'))
  const risk = await openRiskStore(file('risk.sqlite'))
  const rpc = createInProcessRpc({ scheduler })
  const logger = createLogger({ level: 'warn', pretty: false })
  const onFatal = (error: unknown) => {
    throw error
  }
  const shared = { bus, scheduler, logger, metrics, onFatal, crashPoints: NO_CRASH_POINTS }
  const venue = createAcceptingVenue(scheduler)
  const account = sampleIntent().accountId

  const orderManager = createOrderManager(
    {
      ...shared,
      rpcServer: rpc,
      store: orders,
      venue: venue.port,
      haltLatch: createFileHaltLatch(join(folder, 'halt-latch.json')),
      keys: new Map([['k', Buffer.from(SECRET)]]),
    },
    orderManagerConfigSchema.parse({ accountId: account }),
  )
  const engine = createRiskEngine(
    {
      ...shared,
      rpcClient: rpc,
      rpcServer: rpc,
      store: risk,
      cache: createMemoryCache(),
      signingKeys: [{ id: 'k', secret: new Secret(SECRET) }],
    },
    riskEngineConfigSchema.parse({
      accounts: [{ id: account, venue: 'coinbase' }],
      limits: { account: { [account]: { maxOrdersPerSecond: 1_000_000, maxGrossExposure: '1000000000' } } },
    }),
  )
  const lifecycle = createLifecycle({
    services: [orderManager, engine],
    scheduler,
    logger,
    stopTimeoutMs: 10_000,
  })
  await bus.publish([topics.instruments.record(sampleInstrument())])
  await lifecycle.start()
  return {
    submit: createSubmitter(bus, rpc, venue, scheduler),
    close: async () => {
      await lifecycle.stop()
      for (const resource of [orders, risk, bus, checkpointer]) await resource.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function createSubmitter(bus: Bus, rpc: RpcClient, venue: AcceptingVenue, scheduler: Scheduler) {
  const quote = (sequence: number) => {
    const now = scheduler.now()
    return topics.quotes.record({ ...sampleQuote(), sequence, tsEvent: now, tsInit: now })
  }
  return async (i: number) => {
    if (i % 100 === 0) {
      await bus.publish([quote(i + 1)])
      // Durable is not yet delivered, and risk denies what it has no price of.
      await scheduler.sleep(50)
    }
    const now = scheduler.now()
    const sample = sampleIntent(i)
    const eventId = tradeEventId(sample.instrumentId, String(i))
    const intent: OrderIntent = { ...sample, cause: { eventId, tsEvent: now, tsInit: now } }
    const start = process.hrtime.bigint()
    const handed = venue.next()
    const reply = await rpc.call(riskService.submitOrder, { intent }, { timeoutMs: 1_000 })
    const toReplyMicros = Number(process.hrtime.bigint() - start) / 1_000
    if (reply.kind !== 'PLACED') throw new Error(JSON.stringify(reply))
    const toVenueMicros = Number((await handed) - start) / 1_000
    await scheduler.sleep(1)
    return { toVenueMicros, toReplyMicros }
  }
}

type AcceptingVenue = ReturnType<typeof createAcceptingVenue>

/** Acknowledges at once, and cancels what it acknowledged. */
function createAcceptingVenue(scheduler: Scheduler) {
  let onEvent: ((event: VenueEvent) => void) | undefined
  let onNext: ((at: bigint) => void) | undefined
  let count = 0
  const port: Venue = {
    id: venueId('coinbase'),
    traits: { lookupIsConclusive: true, submitIsIdempotent: true, goodTilDate: true },
    start: async (listener) => {
      onEvent = listener
    },
    stop: async () => {},
    submit: async ({ clientOrderId, instrumentId, side }) => {
      onNext?.(process.hrtime.bigint())
      const id = venueOrderId(`venue-${++count}`)
      const tsEvent = sampleIntent().cause.tsEvent
      queueMicrotask(() =>
        onEvent?.({
          kind: 'ORDER',
          report: {
            clientOrderId,
            venueOrderId: id,
            instrumentId,
            side,
            status: 'CANCELED',
            filledQuantity: parseQuantity('0'),
            tsEvent,
          },
        }),
      )
      return { kind: 'ACKNOWLEDGED', venueOrderId: id }
    },
    cancel: async () => ({ kind: 'REQUESTED' }),
    findOrder: async () => undefined,
    openOrders: async () => [],
    executionsSince: async () => [],
    time: async () => scheduler.now(),
    balances: async () => [
      { currency: currency('USD'), available: parseMoney('1000000000'), held: parseMoney('0') },
    ],
  }
  return { port, next: () => new Promise<bigint>((resolve) => (onNext = resolve)) }
}
