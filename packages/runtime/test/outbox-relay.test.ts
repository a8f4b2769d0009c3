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
import {
  createOutboxRelay,
  createSilentLogger,
  createVirtualScheduler,
  MAX_RECORD_BYTES,
  type OutboxRelayOptions,
} from '../src/index.ts'

const deadLetter: OutboxRelayOptions['deadLetter'] = ({ topic, offset }, reason) => ({
  topic: 'dead-letter',
  key: topic,
  value: Buffer.from(reason),
  headers: { 'event-id': `dead-letter/${topic}/0/${offset}` },
})

function setUp(failures: { publish?: number; mark?: number } = {}, crashPoints = NO_CRASH_POINTS) {
  const pending: OutboxEntry[] = []
  const published: string[] = []
  const records: NewRecord[] = []
  const left = { publish: failures.publish ?? 0, mark: failures.mark ?? 0 }
  const outbox: Outbox = {
    pendingEntries: async (limit) => pending.slice(0, limit),
    markPublished: async (id) => {
      if (left.mark-- > 0) throw new Error('store away')
      while (pending[0] !== undefined && pending[0].id <= id) pending.shift()
    },
  }
  const bus = {
    publish: async (given: readonly NewRecord[]) => {
      if (left.publish-- > 0) throw new Error('bus away')
      published.push(...given.map((r) => r.key))
      records.push(...given)
    },
  } as Bus
  const scheduler = createVirtualScheduler({ startAt: 0n as UnixNanos })
  const relay = createOutboxRelay({
    name: 't',
    outbox,
    bus,
    scheduler,
    logger: createSilentLogger(),
    deadLetter,
    batchSize: 2,
    crashPoints,
  })
  const write = (...keys: string[]) => {
    for (const key of keys) {
      pending.push({ id: Number(key), topic: 't', key, value: new Uint8Array(), headers: {} })
    }
  }
  const writeRecord = (id: number, record: Partial<NewRecord>) => {
    pending.push({ id, topic: 't', key: String(id), value: new Uint8Array(), headers: {}, ...record })
  }
  return { relay, scheduler, write, writeRecord, published, pending, records }
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

test.each([
  ['larger than a bus takes', { value: new Uint8Array(MAX_RECORD_BYTES + 1) }],
  ['named by half a character', { key: '\ud800' }],
])('what is %s is put aside in its place, and nothing waits behind it', async (_what, record) => {
  const { relay, scheduler, write, writeRecord, records, pending } = setUp()
  write('1')
  writeRecord(2, { ...record, headers: { 'event-id': 'order/2/7' } })
  write('3')
  relay.start()
  await scheduler.runUntilIdle()
  expect(pending).toEqual([])
  expect(records.map(({ topic }) => topic)).toEqual(['t', 'dead-letter', 't'])
  const [, letter] = records
  expect(letter?.headers['event-id']).toBe('dead-letter/outbox/t/2')
  expect(new TextDecoder().decode(letter?.value)).toContain('order/2/7')
})
