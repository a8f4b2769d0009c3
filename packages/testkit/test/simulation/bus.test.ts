import type { UnixNanos } from '@oasis/domain'
import type { BusRecord, SubscribeOptions } from '@oasis/ports'
import { createVirtualScheduler } from '@oasis/runtime'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Faults } from '../../src/simulation/faults.ts'
import { Broker } from '../../src/simulation/ports/broker.ts'
import { SimulatedBus } from '../../src/simulation/ports/simulated-bus.ts'
import { Life } from '../../src/simulation/process/life.ts'
import { Trace } from '../../src/simulation/trace.ts'

const TOPIC = { name: 'things', partitions: 3, retentionMs: undefined, compacted: false, groupCommit: false }
const KEYS = ['a', 'b', 'c', 'd', 'e']
const START = 1_000_000_000_000_000_000n as UnixNanos

function createBroker(seed: number) {
  const scheduler = createVirtualScheduler({ startAt: START })
  const faults = new Faults(String(seed))
  const broker = new Broker(() => scheduler.now())
  const trace = new Trace(() => scheduler.now(), false)
  broker.create(TOPIC)
  const connect = () => {
    const life = new Life({ name: 'x' })
    return { life, bus: new SimulatedBus({ broker, life, scheduler, faults, trace }) }
  }
  return { scheduler, faults, broker, connect }
}

const record = (n: number) => ({
  topic: TOPIC.name,
  key: KEYS[n % KEYS.length] ?? '',
  value: Uint8Array.of(n),
  headers: {},
})

/** Until it works, as every service does. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work()
    } catch {
      // The broker was away.
    }
  }
}

test('whatever is delayed, repeated or held back, everything comes at least once and in order of its key', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 60 }), async (seed, count) => {
      const { scheduler, connect } = createBroker(seed)
      const { bus } = connect()
      const received: BusRecord[] = []
      const onBatch: SubscribeOptions['onBatch'] = (records) => void received.push(...records)
      const options: SubscribeOptions = { group: 'g', topics: [TOPIC.name], startAt: 'earliest', onBatch }
      await scheduler.runUntilSettled(patiently(() => bus.subscribe(options)))
      for (let n = 0; n < count; n++) {
        await scheduler.runUntilSettled(patiently(() => bus.publish([record(n)])))
      }
      await scheduler.runUntilIdle()
      expect(new Set(received.map(({ value }) => value?.[0])).size).toBe(count)
      for (const partition of [0, 1, 2]) {
        const offsets = received.filter((one) => one.partition === partition).map(({ offset }) => offset)
        // Every record is the next one, or one that was there before.
        let newest = -1
        for (const offset of offsets) {
          expect(offset).toBeLessThanOrEqual(newest + 1)
          newest = Math.max(newest, offset)
        }
      }
    }),
    { numRuns: 60 },
  )
})

test('a service that has ended gets nothing and does nothing; the next one goes on from what was committed', async () => {
  const { scheduler, faults, broker, connect } = createBroker(1)
  faults.heal()
  const first = connect()
  const seen: number[][] = [[], []]
  const options = (who: number): SubscribeOptions => ({
    group: 'g',
    topics: [TOPIC.name],
    startAt: 'earliest',
    onBatch: (records) => void seen[who]?.push(...records.map(({ value }) => value?.[0] ?? -1)),
  })
  const subscription = await scheduler.runUntilSettled(first.bus.subscribe(options(0)))
  broker.append([record(0), record(5)])
  await scheduler.runUntilIdle()
  const partition = broker.partitions(TOPIC.name).find(({ end }) => end > 0)?.index ?? -1
  const committing = subscription.commit([{ topic: TOPIC.name, partition, offset: 1 }])
  await scheduler.runUntilSettled(committing)
  first.life.end('test')
  let answered = false
  void first.bus.publish([record(10)]).finally(() => {
    answered = true
  })
  broker.append([record(15)])
  await scheduler.runUntilIdle()
  expect([seen[0], answered]).toEqual([[0, 5], false])
  const second = connect()
  await scheduler.runUntilSettled(second.bus.subscribe(options(1)))
  await scheduler.runUntilIdle()
  expect(seen[1]).toEqual([5, 15])
})

test('a publication fails before its effect and after it', async () => {
  const { scheduler, broker, connect } = createBroker(3)
  const { bus } = connect()
  const outcomes = { before: 0, after: 0, done: 0 }
  for (let n = 0; n < 2_000; n++) {
    const end = () => broker.partitions(TOPIC.name).reduce((sum, each) => sum + each.end, 0)
    const was = end()
    try {
      await scheduler.runUntilSettled(bus.publish([record(1)]))
      outcomes.done++
    } catch {
      if (end() === was) outcomes.before++
      else outcomes.after++
    }
  }
  expect(Object.values(outcomes).every((count) => count > 5)).toBe(true)
})
