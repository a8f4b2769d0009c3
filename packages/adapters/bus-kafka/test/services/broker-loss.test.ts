/** Brokers killed, held up and lost while records are published and consumed. */
import type { Bus } from '@oasis/ports'
import { createRealScheduler, createSilentLogger } from '@oasis/runtime'
import { afterEach, expect, test } from 'vitest'
import { type Kafka, startKafka } from '../../../../../tools/services/src/index.ts'
import { createKafkaAdmin, type TopicDrift } from '../../src/index.ts'
import { Counting, createTopic, joinGroup, memoryLogger, openBus, sleep, Tally } from './workload.ts'

let kafka: Kafka | undefined
afterEach(async () => {
  await kafka?.stop()
})

/** Sees every record of the log once: what it sees again was written twice. */
async function readAll(bus: Bus, topic: string): Promise<Tally> {
  const tally = new Tally()
  await bus.subscribe({
    group: 'all',
    topics: [topic],
    assignment: 'ALL',
    startAt: 'earliest',
    onBatch: (records) => {
      for (const record of records) tally.note(record)
    },
  })
  return tally
}

const KEYS = Array.from({ length: 12 }, (_, n) => `key-${n}`)
const PATIENTLY = { timeout: 60_000, interval: 200 }

function expectAllInOrder(counting: Counting, tally: Tally): void {
  for (const [key, count] of counting.published) {
    expect(tally.firsts.get(key)?.slice(0, count)).toEqual(Array.from({ length: count }, (_, n) => n))
  }
}

async function driftsOf({ brokers }: Kafka, name: string): Promise<readonly TopicDrift[]> {
  const admin = await createKafkaAdmin({
    ...{ brokers, clientId: 'drift', scheduler: createRealScheduler(), logger: createSilentLogger() },
  })
  try {
    return await admin.topicDrifts([
      { name, partitions: 6, retentionMs: undefined, compacted: false, groupCommit: true },
    ])
  } finally {
    await admin.close()
  }
}

/** Though requests were repeated: the broker knows them by their sequence. */
async function expectWrittenOnce(counting: Counting, all: Tally): Promise<void> {
  await expect.poll(() => all.total, PATIENTLY).toBe(counting.total)
  expectAllInOrder(counting, all)
  expect(counting.transients).toBe(0)
  expect(all.again).toBe(0)
}

test('a broker that is killed and comes back: publishers hear of it, consumers wait, nothing is lost', async () => {
  kafka = await startKafka()
  const logger = memoryLogger()
  // Short, so that publishers give up while the broker is away.
  const bus = await openBus(kafka.brokers, { deliveryTimeoutMs: 1_500, logger })
  const topic = await createTopic(bus, 4)
  const tally = new Tally()
  const member = await joinGroup(bus, topic, 'killed', tally)
  const all = await readAll(bus, topic)
  const counting = new Counting(bus, topic, KEYS, 5)
  await expect.poll(() => tally.total, PATIENTLY).toBeGreaterThan(200)
  for (let round = 0; round < 2; round++) {
    await kafka.kill()
    await sleep(4_000)
    const before = counting.total
    await kafka.restart()
    await expect.poll(() => counting.total, PATIENTLY).toBeGreaterThan(before + 200)
  }
  await counting.stop()
  await expect.poll(() => tally.total, PATIENTLY).toBeGreaterThanOrEqual(counting.total)
  await expect.poll(() => all.total, PATIENTLY).toBeGreaterThanOrEqual(counting.total)
  expectAllInOrder(counting, tally)
  expectAllInOrder(counting, all)
  expect(counting.transients).toBeGreaterThan(0)
  expect(logger.messages).toContain('records cannot be written to Kafka, trying again')
  expect(logger.messages).toContain('Kafka takes records again')
  await member.close()
  await bus.close()
}, 180_000)

test('a broker that is held up for longer than a request may take loses and reorders nothing', async () => {
  kafka = await startKafka()
  const bus = await openBus(kafka.brokers)
  const topic = await createTopic(bus, 4)
  const tally = new Tally()
  const member = await joinGroup(bus, topic, 'held', tally)
  const all = await readAll(bus, topic)
  const counting = new Counting(bus, topic, KEYS, 5)
  await expect.poll(() => tally.total, PATIENTLY).toBeGreaterThan(200)
  kafka.pause()
  await sleep(13_000)
  kafka.resume()
  const before = counting.total
  await expect.poll(() => counting.total, PATIENTLY).toBeGreaterThan(before + 200)
  await counting.stop()
  await expect.poll(() => tally.total, PATIENTLY).toBeGreaterThanOrEqual(counting.total)
  expectAllInOrder(counting, tally)
  await expectWrittenOnce(counting, all)
  await member.close()
  await bus.close()
}, 180_000)

test('one of three brokers lost: leaders change, records flow on, none is lost or out of order', async () => {
  kafka = await startKafka({ nodes: 3 })
  const bus = await openBus(kafka.brokers)
  const topic = await createTopic(bus, 6)
  const tally = new Tally()
  const member = await joinGroup(bus, topic, 'three', tally)
  const all = await readAll(bus, topic)
  const counting = new Counting(bus, topic, KEYS, 5)
  await expect.poll(() => tally.total, PATIENTLY).toBeGreaterThan(200)
  for (const broker of kafka.nodes.slice(0, 2)) {
    await broker.kill()
    const before = tally.total
    // With the broker still away.
    await expect.poll(() => tally.total, PATIENTLY).toBeGreaterThan(before + 1_000)
    expect(await driftsOf(kafka, topic)).toEqual([])
    await broker.restart()
    await sleep(3_000)
  }
  await counting.stop()
  await expect.poll(() => tally.total, PATIENTLY).toBeGreaterThanOrEqual(counting.total)
  expectAllInOrder(counting, tally)
  await expectWrittenOnce(counting, all)
  await member.close()
  await bus.close()
}, 240_000)

test('closing while the broker answers nothing tells publishers, and ends', async () => {
  kafka = await startKafka()
  const bus = await openBus(kafka.brokers)
  const topic = await createTopic(bus, 1)
  const member = await joinGroup(bus, topic, 'closing', new Tally())
  await bus.publish([{ topic, key: 'k', value: new Uint8Array(1), headers: {} }])
  await member.subscription.caughtUp
  kafka.pause()
  const publishing = expect(
    bus.publish([{ topic, key: 'k', value: undefined, headers: {} }]),
  ).rejects.toMatchObject({ name: 'TransientError' })
  await member.close()
  await bus.close()
  await publishing
  kafka.resume()
}, 60_000)
