import type { UnixNanos } from '@oasis/domain'
import type { Bus, BusRecord, TopicSpec } from '@oasis/ports'
import { createVirtualScheduler, type VirtualScheduler } from '@oasis/runtime'
import { beforeEach, expect, test } from 'vitest'
import { createEmbeddedBus } from '../src/index.ts'

const start = 1_700_000_000_000_000_000n as UnixNanos
let scheduler: VirtualScheduler
let bus: Bus

beforeEach(async () => {
  scheduler = createVirtualScheduler({ startAt: start })
  bus = await createEmbeddedBus({
    path: ':memory:',
    scheduler,
    durability: 'process',
    sweepIntervalMs: 100,
    tombstoneMs: 5_000,
  })
})

const spec = (changes: Partial<TopicSpec>): TopicSpec => ({
  name: 't',
  partitions: 1,
  retentionMs: undefined,
  compacted: false,
  groupCommit: true,
  ...changes,
})

/** In virtual time a publication is done once everything deferred has run. */
async function publish(...entries: readonly [key: string, value?: string | undefined][]): Promise<void> {
  const done = bus.publish(
    entries.map(([key, value]) => ({
      topic: 't',
      key,
      value: value === undefined ? undefined : new TextEncoder().encode(value),
      headers: {},
    })),
  )
  await scheduler.settle()
  await done
}

const advance = (ms: number) => scheduler.runUntil((scheduler.now() + BigInt(ms) * 1_000_000n) as UnixNanos)

async function kept(): Promise<string[]> {
  const records: BusRecord[] = []
  const subscription = await bus.subscribe({
    group: `${Math.random()}`,
    topics: ['t'],
    startAt: 'earliest',
    onBatch: (batch) => {
      records.push(...batch)
    },
  })
  await scheduler.settle()
  await subscription.caughtUp
  await subscription.close()
  return records.map(
    ({ offset, key, value }) => `${offset} ${key}=${value ? new TextDecoder().decode(value) : ''}`,
  )
}

test('records are dropped once they are older than the topic keeps, and never the newest', async () => {
  await bus.createTopics([spec({ retentionMs: 1_000 })])
  for (let n = 0; n < 1_500; n++) await publish(['k', `${n}`])
  await advance(950)
  await publish(['k', 'young'])
  await advance(500)
  expect(await kept()).toEqual(['1500 k=young'])
  await advance(5_000)
  await publish(['k', 'next'])
  await advance(5_000)
  await publish(['k', 'last'])
  await advance(500)
  expect(await kept()).toEqual(['1502 k=last'])
  expect(await bus.endPositions(['t'])).toEqual([{ topic: 't', partition: 0, offset: 1_503 }])
})

test('a consumer that waited longer than records are kept goes on with the oldest there is', async () => {
  await bus.createTopics([spec({ retentionMs: 1_000 })])
  await publish(['k', '0'], ['k', '1'], ['k', '2'])
  const seen: number[] = []
  const subscription = await bus.subscribe({
    group: 'slow',
    topics: ['t'],
    startAt: 'earliest',
    onBatch: (records) => {
      for (const { offset } of records) seen.push(offset)
    },
  })
  subscription.pause()
  for (let n = 0; n < 1_000; n++) await publish(['k', `${n}`])
  await advance(2_000)
  await publish(['k', 'new'])
  await advance(500)
  subscription.resume()
  await scheduler.settle()
  expect(seen.at(-1)).toBe(1_003)
  expect(subscription.lag()).toBe(0)
})

test('a compacted topic keeps the last record of each key, in place and whatever its age', async () => {
  await bus.createTopics([spec({ compacted: true, retentionMs: 10 })])
  await publish(['a', '1'], ['b', '1'], ['a', '2'])
  await advance(1_000)
  expect(await kept()).toEqual(['1 b=1', '2 a=2'])
  await publish(['b', '2'], ['c', '1'])
  await advance(1_000)
  expect(await kept()).toEqual(['2 a=2', '3 b=2', '4 c=1'])
})

test('a tombstone removes its key at once and itself after a while', async () => {
  await bus.createTopics([spec({ compacted: true })])
  await publish(['a', '1'], ['b', '1'], ['a', undefined])
  await advance(1_000)
  expect(await kept()).toEqual(['1 b=1', '2 a='])
  await advance(10_000)
  await publish(['b', '2'])
  await advance(1_000)
  expect(await kept()).toEqual(['3 b=2'])
})

test('an idle bus leaves no timer, so virtual time can end', async () => {
  await bus.createTopics([spec({ retentionMs: 1_000 })])
  await publish(['k', '0'])
  await scheduler.runUntilIdle()
  expect(await kept()).toEqual(['0 k=0'])
})
