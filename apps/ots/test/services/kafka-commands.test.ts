/** `ots topics` and `ots dead-letter` on a Kafka of their own. */
import { createKafkaBus } from '@oasis/bus-kafka'
import { deadLetterRecord, topicSpecs, topics } from '@oasis/contracts'
import { connectionId, venueId } from '@oasis/domain'
import type { Bus, BusRecord } from '@oasis/ports'
import { createRealScheduler, createSilentLogger } from '@oasis/runtime'
import { Admin, ConfigResourceTypes } from '@platformatic/kafka'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Kafka, startKafka } from '../../../../tools/services/src/index.ts'
import { runOts } from '../support/ots-process.ts'

let kafka: Kafka
let bus: Bus
const scheduler = createRealScheduler()

beforeAll(async () => {
  kafka = await startKafka()
  bus = await createKafkaBus({
    brokers: kafka.brokers,
    clientId: 'test',
    scheduler,
    logger: createSilentLogger(),
  })
}, 120_000)
afterAll(async () => {
  await bus.close()
  await kafka.stop()
})

const ots = (args: readonly string[]) => runOts(args, { env: { OTS_KAFKA_BROKERS: kafka.brokers } })

async function recordsOf(topic: string): Promise<BusRecord[]> {
  const records: BusRecord[] = []
  const subscription = await bus.subscribe({
    group: 'reader',
    topics: [topic],
    assignment: 'ALL',
    startAt: 'earliest',
    onBatch: (batch) => {
      records.push(...batch)
    },
  })
  await subscription.caughtUp
  await subscription.close()
  return records
}

test('topics are created once, and what is not as wanted is told with exit code 1', async () => {
  const specs = topicSpecs(['coinbase'])
  const first = await ots(['topics', 'create'])
  expect(first).toMatchObject({ code: 0, stderr: '' })
  expect(first.stdout).toContain(`Created ${specs.length}: market-data.trades.coinbase`)
  const second = await ots(['topics', 'create', '--json'])
  expect(second).toMatchObject({ code: 0 })
  expect(JSON.parse(second.stdout)).toEqual({ created: [], drifts: [] })

  const admin = new Admin({ clientId: 'drift', bootstrapBrokers: [kafka.brokers] })
  await admin.incrementalAlterConfigs({
    resources: [
      {
        resourceType: ConfigResourceTypes.TOPIC,
        resourceName: 'trading.order-events',
        configs: [
          { name: 'retention.ms', configOperation: 0, value: '1000' },
          { name: 'cleanup.policy', configOperation: 0, value: 'compact' },
        ],
      },
    ],
  })
  await admin.createPartitions({ topics: [{ name: 'dead-letter', count: 2, assignments: null }] })
  await admin.close()
  const drifted = await ots(['topics', 'create', '--json'])
  expect(drifted.code).toBe(1)
  expect(JSON.parse(drifted.stdout).drifts).toEqual([
    { topic: 'trading.order-events', setting: 'cleanup.policy', wanted: 'delete', found: 'compact' },
    { topic: 'trading.order-events', setting: 'retention.ms', wanted: '15552000000', found: '1000' },
    { topic: 'dead-letter', setting: 'partitions', wanted: '1', found: '2' },
  ])
  expect((await ots(['topics', 'create'])).stdout).toMatch(/dead-letter +partitions +1 +2/)
}, 60_000)

test('lag is told by group, topic and partition', async () => {
  expect((await ots(['topics', 'lag'])).stdout).toContain('No group has committed anything yet.')
  const topic = 'trading.signals'
  await bus.publish([1, 2, 3].map((n) => ({ topic, key: 'k', value: Uint8Array.of(n), headers: {} })))
  const subscription = await bus.subscribe({
    group: 'slow-reader',
    topics: [topic],
    startAt: 'earliest',
    onBatch: () => {},
  })
  await subscription.caughtUp
  await subscription.commit([{ topic, partition: 0, offset: 1 }])
  await subscription.close()
  expect(JSON.parse((await ots(['topics', 'lag', '--json'])).stdout)).toEqual([
    { group: 'slow-reader', topic, partition: 0, committed: 1, end: 3, lag: 2 },
  ])
  expect((await ots(['topics', 'lag'])).stdout).toMatch(/slow-reader +trading\.signals +0 +1 +3 +2/)
}, 60_000)

test('dead letters are listed with their reasons, and redriven once, where they can be read', async () => {
  expect((await ots(['dead-letter', 'list'])).stdout).toContain('No dead letters.')
  const source = 'market-data.feed-status'
  const readable = topics.feedStatus.record({
    venue: venueId('coinbase'),
    connection: connectionId('c-1'),
    state: 'CONNECTED',
    instruments: [],
    detail: '',
    tsInit: scheduler.now(),
  })
  const letter = (value: Uint8Array, offset: number, reason: string) =>
    deadLetterRecord({ topic: source, partition: 0, offset, key: 'coinbase', value }, reason, scheduler.now())
  await bus.publish([letter(readable.value, 11, 'made by a newer version')])
  await bus.publish([letter(Uint8Array.of(255, 255), 12, 'garbage')])
  const listed = JSON.parse((await ots(['dead-letter', 'list', '--json'])).stdout)
  expect(listed).toMatchObject([
    { topic: source, offset: 12, key: 'coinbase', reason: 'garbage', bytes: 2, redriven: false },
    { topic: source, offset: 11, reason: 'made by a newer version', redriven: false },
  ])
  expect((await ots(['dead-letter', 'list'])).stdout).toMatch(/coinbase +2 +no +garbage/)
  const [garbage, newer] = listed.map(({ id }: { id: string }) => id)

  expect(await ots(['dead-letter', 'redrive'])).toMatchObject({ code: 2, stderr: /OTS_USAGE/ })
  expect(await ots(['dead-letter', 'redrive', 'seventeen'])).toMatchObject({ code: 2 })
  const all = await ots(['dead-letter', 'redrive', '--yes'])
  expect(all.code).toBe(1)
  expect(all.stdout).toContain(`${newer}: published to ${source}`)
  expect(all.stdout).toMatch(new RegExp(`${garbage}: skipped, it cannot be read by this version either`))
  const [published] = await recordsOf(source)
  expect(published).toMatchObject({
    key: 'coinbase',
    headers: { ...readable.headers, 'redriven-from': newer },
  })
  expect([...(published?.value ?? [])]).toEqual([...readable.value])

  const again = await ots(['dead-letter', 'redrive', newer, '9/9'])
  expect(again).toMatchObject({ code: 1 })
  expect(again.stdout).toContain(`${newer}: skipped, it was redriven before`)
  expect(again.stdout).toContain('9/9: skipped, there is no such record')
  expect((await recordsOf(source)).length).toBe(1)
}, 60_000)

test('a wrong address is told as such', async () => {
  const { code, stderr } = await ots(['topics', 'create', '--brokers', '127.0.0.1:9'])
  expect(code).toBe(1)
  expect(stderr).toMatch(/OTS_BUS_UNREACHABLE/)
  expect((await runOts(['topics', 'lag'], { env: { OTS_KAFKA_BROKERS: '' } })).stderr).toMatch(
    /OTS_CONFIG_INVALID.*\n.*OTS_KAFKA_BROKERS is not set/,
  )
}, 60_000)
