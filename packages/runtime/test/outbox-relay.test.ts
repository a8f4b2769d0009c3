import type { UnixNanos } from '@oasis/domain'
import {
  type Bus,
  type CrashPoint,
  type NewRecord,
  NO_CRASH_POINTS,
  type Outbox,
  type OutboxEntry,
} from '@oasis/ports'
import { expect, test } from 'vitest'
import { createOutboxRelay, createSilentLogger, createVirtualScheduler } from '../src/index.ts'

function setUp(failures: { publish?: number; mark?: number } = {}, crashPoints = NO_CRASH_POINTS) {
  const pending: OutboxEntry[] = []
  const published: string[] = []
  const left = { publish: failures.publish ?? 0, mark: failures.mark ?? 0 }
  const outbox: Outbox = {
    pendingEntries: async (limit) => pending.slice(0, limit),
    markPublished: async (id) => {
      if (left.mark-- > 0) throw new Error('store away')
      while (pending[0] !== undefined && pending[0].id <= id) pending.shift()
    },
  }
  const bus = {
    publish: async (records: readonly NewRecord[]) => {
      if (left.publish-- > 0) throw new Error('bus away')
      published.push(...records.map((r) => r.key))
    },
  } as Bus
  const scheduler = createVirtualScheduler({ startAt: 0n as UnixNanos })
  const relay = createOutboxRelay({
    name: 't',
    outbox,
    bus,
    scheduler,
    logger: createSilentLogger(),
    batchSize: 2,
    crashPoints,
  })
  const write = (...keys: string[]) => {
    for (const key of keys) {
      pending.push({ id: Number(key), topic: 't', key, value: new Uint8Array(), headers: {} })
    }
  }
  return { relay, scheduler, write, published, pending }
}

test('what a crash left is published at start, then what is written, in order and in batches', async () => {
  const { relay, scheduler, write, published, pending } = setUp()
  write('1', '2', '3')
  relay.start()
  await scheduler.runUntilIdle()
  write('4')
  relay.notify()
  await scheduler.runUntilIdle()
  expect(published).toEqual(['1', '2', '3', '4'])
  expect(pending).toEqual([])
})

test('a bus that is away delays and reorders nothing', async () => {
  const { relay, scheduler, write, published } = setUp({ publish: 3 })
  write('1', '2', '3')
  relay.start()
  await scheduler.runUntilIdle()
  expect(published).toEqual(['1', '2', '3'])
  expect(scheduler.now()).toBeGreaterThan(0n)
})

test('published and not marked is published again: at least once, still in order', async () => {
  const { relay, scheduler, write, published } = setUp({ mark: 1 })
  write('1', '2')
  relay.start()
  await scheduler.runUntilIdle()
  expect(published).toEqual(['1', '2', '1', '2'])
})

test('after each publication and before its mark the relay passes a crash point', async () => {
  const passed: [CrashPoint, string[], number][] = []
  const state: ReturnType<typeof setUp> = setUp(
    {},
    {
      pass: (point) => passed.push([point, [...state.published], state.pending.length]),
    },
  )
  state.write('1', '2', '3')
  state.relay.start()
  await state.scheduler.runUntilIdle()
  expect(passed).toEqual([
    ['published', ['1', '2'], 3],
    ['published', ['1', '2', '3'], 1],
  ])
})

test('stopping flushes what is there, and leaves the rest to the next start when the bus is away', async () => {
  const reachable = setUp()
  reachable.write('1')
  await reachable.relay.stop()
  expect(reachable.published).toEqual(['1'])
  const away = setUp({ publish: 1_000 })
  away.write('1')
  await away.relay.stop()
  expect(away.pending).toHaveLength(1)
})
