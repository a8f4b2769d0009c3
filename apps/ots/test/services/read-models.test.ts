/** `ots read-models rebuild` of a distributed system: from Kafka to PostgreSQL, and not while control-center-api leads. */
import { createKafkaBus } from '@oasis/bus-kafka'
import { topicSpecs, topics } from '@oasis/contracts'
import { Projector } from '@oasis/control-center-api'
import { orderEventId } from '@oasis/domain'
import type { Bus, ReadModelStore } from '@oasis/ports'
import { createNoMetrics, createRealScheduler, createSilentLogger } from '@oasis/runtime'
import { createPostgresLeases, openOrderStore, openReadModelStore } from '@oasis/store-sql'
import { buildDecision, buildExecution, buildOrder, buildSignal, denied, TEST_ACCOUNT } from '@oasis/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Kafka, type Postgres, startKafka, startPostgres } from '../../../../tools/services/src/index.ts'
import { controlCenterLease } from '../../src/control-center/control-center-lease.ts'
import { SCHEMAS } from '../../src/distributed/schemas.ts'
import { runOts } from '../support/ots-process.ts'

const shared = { scheduler: createRealScheduler(), logger: createSilentLogger(), metrics: createNoMetrics() }
const ORDERS = 300

let [kafka, postgres, bus]: [Kafka?, Postgres?, Bus?] = []
const url = () => postgres?.url ?? ''

beforeAll(async () => {
  ;[kafka, postgres] = await Promise.all([startKafka(), startPostgres()])
  bus = await createKafkaBus({ brokers: kafka.brokers, clientId: 'test', ...shared })
  await bus.createTopics(topicSpecs(['coinbase']))
  // The order manager makes its tables at its first start.
  await (await openOrderStore({ url: url(), schema: SCHEMAS.orders })).close()
}, 120_000)
afterAll(async () => {
  await bus?.close()
  await kafka?.stop()
  await postgres?.stop()
})

/** Each signalled, decided, written down and filled; every tenth denied. */
async function live(on: Bus): Promise<void> {
  let accountSeq = 0
  for (let n = 1; n <= ORDERS; n++) {
    const created = buildOrder(n)
    const execution = buildExecution(created, n)
    const filled = { ...created, state: 'FILLED', version: 2, filledQuantity: execution.quantity } as const
    const event = (order: typeof created, body: object) => {
      accountSeq += 1
      const eventId = orderEventId(order.clientOrderId, order.version)
      return topics.orderEvents.record({
        ...{ eventId, accountId: TEST_ACCOUNT, accountSeq, ts: order.updatedAt },
        // Of one of the kinds below.
        body: { ...body, order } as never,
      })
    }
    const isDenied = n % 10 === 0
    await on.publish([
      topics.signals.record(buildSignal(n)),
      topics.riskDecisions.record(isDenied ? denied(n) : buildDecision(n)),
      ...(isDenied
        ? []
        : [
            event(created, { kind: 'ORDER', trigger: 'CREATE' }),
            event(filled, { kind: 'EXECUTION', execution }),
          ]),
    ])
  }
}

async function onStore<T>(use: (store: ReadModelStore) => Promise<T>): Promise<T> {
  const store = await openReadModelStore({ url: url(), schema: SCHEMAS.readModels })
  try {
    return await use(store)
  } finally {
    await store.close()
  }
}

const everything = (store: ReadModelStore) =>
  Promise.all([
    store.listOrders({}, { limit: 1_000 }).then((rows) => rows.map(({ value, fills }) => ({ value, fills }))),
    store.listFills({}, { limit: 1_000 }).then((rows) => rows.map(({ value }) => value)),
    store.listDenials({}, { limit: 1_000 }).then((rows) => rows.map(({ value }) => value)),
    store.listSignals({}, { limit: 1_000 }).then((rows) => rows.map(({ value }) => value)),
    store.holes(),
  ])

const rebuild = () =>
  runOts(['read-models', 'rebuild', '--json'], {
    env: { OTS_KAFKA_BROKERS: kafka?.brokers ?? '', OTS_POSTGRES_URL: url(), OTS_LEASE_TTL_MS: '2000' },
  })

test('is refused while control-center-api leads, and then makes the very rows that were projected', async () => {
  if (bus === undefined) throw new Error('there is no bus')
  const source = bus
  await live(source)
  const projected = await onStore(async (store) => {
    const orders = { openOrders: async () => [], findByClientOrderId: async () => undefined }
    const projector = new Projector({ ...shared, bus: source, store, orders })
    await projector.start()
    await projector.caughtUp
    await projector.stop()
    return everything(store)
  })
  expect(projected.map(({ length }) => length)).toEqual([270, 270, 30, 300, 0])
  const before = await onStore((store) => store.load())

  const leases = createPostgresLeases({ url: url(), holder: 'control-center-api' })
  const signal = AbortSignal.timeout(20_000)
  const lease = await leases.acquire(controlCenterLease(TEST_ACCOUNT), { ttlMs: 2_000, graceMs: 0, signal })
  const refused = await rebuild()
  expect(refused).toMatchObject({ code: 1, stdout: '' })
  expect(refused.stderr).toMatch(/OTS_LEASE_LOST: control-center-api runs[\s\S]*Stop every process/)
  await lease.release()
  await leases.close()
  expect(await onStore(everything)).toEqual(projected)

  const rebuilt = await rebuild()
  expect(rebuilt.stderr).toBe('')
  expect(JSON.parse(rebuilt.stdout)).toMatchObject({ holes: 0, resumed: false })
  expect(await onStore(everything)).toEqual(projected)
  const after = await onStore((store) => store.load())
  expect(after).toMatchObject({ isRebuilding: false, accountSeqs: before.accountSeqs })
  expect(after.epoch).not.toBe(before.epoch)
}, 120_000)
