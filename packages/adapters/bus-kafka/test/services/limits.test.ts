/** What a consumer that is slow, or late, or asks for something that is not there, gets. */
import { Admin } from '@platformatic/kafka'
import { expect, inject, test } from 'vitest'
import { createTopic, joinGroup, memoryLogger, openBus, sleep, Tally } from './workload.ts'

const MIB = 1_024 * 1_024

test('a slow consumer has a bounded part of the log in memory, and its lag is told all the same', async () => {
  const bus = await openBus(inject('kafka').brokers)
  const topic = await createTopic(bus, 1)
  let release: () => void = () => {}
  let handled = 0
  const subscription = await bus.subscribe({
    group: 'slow',
    topics: [topic],
    startAt: 'earliest',
    onBatch: async (records) => {
      await new Promise<void>((resolve) => {
        release = resolve
      })
      handled += records.length
    },
  })
  const value = new Uint8Array(10_000).fill(7)
  const bytesNow = () => {
    const { heapUsed, arrayBuffers } = process.memoryUsage()
    return heapUsed + arrayBuffers
  }
  const before = bytesNow()
  const records = Array.from({ length: 100 }, (_, n) => ({ topic, key: `${n}`, value, headers: {} }))
  for (let n = 0; n < 80; n++) await bus.publish(records)
  await expect.poll(() => subscription.lag(), { timeout: 20_000 }).toBe(8_000 - handled)
  await sleep(1_000)
  // 80 MB are in the log.
  expect(bytesNow() - before).toBeLessThan(40 * MIB)
  while (handled < 8_000) {
    release()
    await sleep(5)
  }
  expect(subscription.lag()).toBe(0)
  await subscription.close()
  await bus.close()
}, 60_000)

test('offsets whose records retention has deleted: a warning, and on with the oldest that is left', async () => {
  const { brokers } = inject('kafka')
  const logger = memoryLogger()
  const bus = await openBus(brokers, { logger })
  const topic = await createTopic(bus, 1)
  const numbers = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, n) => ({
      topic,
      key: 'k',
      value: new TextEncoder().encode(`${from + n}`),
      headers: {},
    }))
  await bus.publish(numbers(0, 10))
  const early = await joinGroup(bus, topic, 'late', new Tally())
  await early.subscription.caughtUp
  await sleep(500)
  await early.close()
  await bus.publish(numbers(10, 30))
  const admin = new Admin({ clientId: 'retention', bootstrapBrokers: brokers.split(',') })
  await admin.deleteRecords({ topics: [{ name: topic, partitions: [{ partition: 0, offset: 20n }] }] })
  await admin.close()
  const tally = new Tally()
  const late = await joinGroup(bus, topic, 'late', tally)
  await late.subscription.caughtUp
  expect(tally.firsts.get('k')).toEqual([20, 21, 22, 23, 24, 25, 26, 27, 28, 29])
  const positioned = new Tally()
  const asked = await bus.subscribe({
    group: 'asked',
    topics: [topic],
    assignment: 'ALL',
    startAt: 'earliest',
    positions: [{ topic, partition: 0, offset: 15 }],
    onBatch: (records) => {
      for (const record of records) positioned.note(record)
    },
  })
  await asked.caughtUp
  expect(positioned.firsts.get('k')?.at(0)).toBe(20)
  const deleted = 'records were deleted before they were read: going on with the oldest that is left'
  expect(logger.messages.filter((message) => message === deleted).length).toBe(2)
  await late.close()
  await asked.close()
  await bus.close()
})

test('a position beyond the end of a log that was begun anew starts over, with a warning', async () => {
  const logger = memoryLogger()
  const bus = await openBus(inject('kafka').brokers, { logger })
  const topic = await createTopic(bus, 1)
  await bus.publish([{ topic, key: 'k', value: new TextEncoder().encode('0'), headers: {} }])
  for (const assignment of ['ALL', 'GROUP'] as const) {
    const tally = new Tally()
    const subscription = await bus.subscribe({
      group: `beyond-${assignment}`,
      topics: [topic],
      assignment,
      startAt: 'earliest',
      positions: [{ topic, partition: 0, offset: 1_000 }],
      onBatch: (records) => {
        for (const record of records) tally.note(record)
      },
    })
    await expect.poll(() => tally.total, { timeout: 10_000 }).toBe(1)
    await subscription.close()
  }
  expect(logger.messages.filter((message) => message.startsWith('position is beyond')).length).toBe(2)
  await bus.close()
})

test('who reads all partitions reads those that are added, too', async () => {
  const { brokers } = inject('kafka')
  const bus = await openBus(brokers)
  const topic = await createTopic(bus, 1)
  const seen: string[] = []
  const subscription = await bus.subscribe({
    group: 'all',
    topics: [topic],
    assignment: 'ALL',
    startAt: 'latest',
    onBatch: (records) => {
      for (const { partition, key } of records) seen.push(`${partition} ${key}`)
    },
  })
  const admin = new Admin({ clientId: 'partitions', bootstrapBrokers: brokers.split(',') })
  await admin.createPartitions({ topics: [{ name: topic, count: 3, assignments: null }] })
  await admin.close()
  await sleep(500)
  // A process that starts now sees three.
  const later = await openBus(brokers)
  const keys = Array.from({ length: 30 }, (_, n) => `key-${n}`)
  await later.publish(keys.map((key) => ({ topic, key, value: undefined, headers: {} })))
  await expect.poll(() => seen.length, { timeout: 30_000 }).toBe(30)
  expect(new Set(seen.map((each) => each[0])).size).toBe(3)
  await subscription.close()
  await Promise.all([bus.close(), later.close()])
})

test('a record that is too large is refused by name, and those beside it are not', async () => {
  const bus = await openBus(inject('kafka').brokers)
  const topic = await createTopic(bus, 1)
  const large = { topic, key: 'k', value: new Uint8Array(1_000_001), headers: {} }
  await expect(bus.publish([large])).rejects.toMatchObject({ code: 'OTS_RECORD_REFUSED' })
  await bus.publish([{ ...large, value: new Uint8Array(900_000) }])
  expect(await bus.endPositions([topic])).toEqual([{ topic, partition: 0, offset: 1 }])
  await bus.close()
})

test('more than may wait in memory is refused as passing by itself', async () => {
  const bus = await openBus(inject('kafka').brokers, { maxPendingBytes: 100_000 })
  const topic = await createTopic(bus, 1)
  const record = { topic, key: 'k', value: new Uint8Array(60_000), headers: {} }
  await bus.publish([record])
  const outcomes = await Promise.allSettled(Array.from({ length: 4 }, () => bus.publish([record])))
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'rejected'])
  expect(outcomes[3]).toMatchObject({ reason: { name: 'TransientError' } })
  await bus.publish([record])
  await bus.close()
})
