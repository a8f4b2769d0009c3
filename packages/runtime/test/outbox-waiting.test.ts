import type { UnixNanos } from '@oasis/domain'
import type { Bus, Outbox, OutboxEntry } from '@oasis/ports'
import { expect, test } from 'vitest'
import {
  createMetrics,
  createOutboxRelay,
  createSilentLogger,
  createVirtualScheduler,
  type OutboxRelayOptions,
} from '../src/index.ts'

const SECOND = 1_000_000_000n

const deadLetter: OutboxRelayOptions['deadLetter'] = ({ topic, offset }, reason) => ({
  topic: 'dead-letter',
  key: topic,
  value: Buffer.from(reason),
  headers: { 'event-id': `dead-letter/${topic}/0/${offset}` },
})

function setUp() {
  const pending: OutboxEntry[] = []
  const away = { bus: false }
  const outbox: Outbox = {
    pendingEntries: async (limit) => pending.slice(0, limit),
    markPublished: async (id) => {
      while (pending[0] !== undefined && pending[0].id <= id) pending.shift()
    },
  }
  const bus = {
    publish: async () => {
      if (away.bus) throw new Error('bus away')
    },
  } as unknown as Bus
  const scheduler = createVirtualScheduler({ startAt: (100n * SECOND) as UnixNanos })
  const metrics = createMetrics()
  const logger = createSilentLogger()
  const relay = createOutboxRelay({ name: 't', outbox, bus, scheduler, logger, metrics, deadLetter })
  const write = (id: number) => {
    pending.push({ id, topic: 't', key: 'k', value: new Uint8Array(), headers: {} })
    relay.notify()
  }
  const since = async () =>
    /^ots_outbox_waiting_since_timestamp_seconds\{service="t"\} (\S+)$/m.exec(await metrics.render())?.[1]
  const pass = (seconds: bigint) => scheduler.runUntil((scheduler.now() + seconds * SECOND) as UnixNanos)
  return { write, since, pass, away }
}

test('while the bus is away, records wait since the first of them was written', async () => {
  const { write, since, pass, away } = setUp()
  away.bus = true
  write(1)
  await pass(10n)
  write(2)
  await pass(10n)
  expect(await since()).toBe('100')
})

test('nothing waits once it is published, and what comes next waits anew', async () => {
  const { write, since, pass, away } = setUp()
  away.bus = true
  write(1)
  await pass(20n)
  away.bus = false
  await pass(10n)
  expect(await since()).toBe('0')
  away.bus = true
  write(2)
  await pass(5n)
  expect(await since()).toBe('130')
})
