/** The hub with clients that read as they like. */
import { EventEmitter } from 'node:events'
import { addMillis, orderEventId } from '@oasis/domain'
import type { JournalEntry } from '@oasis/ports'
import { createSilentLogger, createVirtualScheduler } from '@oasis/runtime'
import { buildOrder, TEST_ACCOUNT, TEST_TIME } from '@oasis/testkit'
import { expect, test } from 'vitest'
import { LiveHub, type LiveSink } from '../src/live/live-hub.ts'

class Sink extends EventEmitter implements LiveSink {
  destroyed = false
  isSlow: boolean
  readonly got: string[] = []
  isEnded = false

  constructor(isSlow = false) {
    super()
    this.isSlow = isSlow
  }

  write(bytes: Uint8Array | string): boolean {
    this.got.push(typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString())
    return !this.isSlow
  }

  end(last = ''): void {
    this.got.push(last)
    this.isEnded = true
  }

  destroy(): void {
    this.destroyed = true
    this.emit('close')
  }

  get seqs(): number[] {
    return [...this.got.join('').matchAll(/"accountSeq":(\d+)/g)].map(([, seq]) => Number(seq))
  }
}

const entry = (n: number): JournalEntry => {
  const order = buildOrder(n)
  const body = { kind: 'ORDER', trigger: 'CREATE', order } as const
  const eventId = orderEventId(order.clientOrderId, 1)
  return {
    kind: 'ACCOUNT',
    seq: n,
    value: { eventId, accountId: TEST_ACCOUNT, accountSeq: n, ts: TEST_TIME, body },
  }
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)

function setUp(events = 100) {
  const scheduler = createVirtualScheduler({ startAt: TEST_TIME })
  const stored: JournalEntry[] = []
  const hub = new LiveHub({
    ...{ scheduler, logger: createSilentLogger(), heartbeatMs: 10_000, quotes: () => [] },
    ring: { events, bytes: 10_000_000 },
    store: {
      journal: async (after, limit) => {
        const entries = stored.filter(({ seq }) => seq > after).slice(0, limit)
        const isLast = entries.length < limit
        return { entries, upTo: entries.at(-1)?.seq ?? after, isLast }
      },
    },
  })
  hub.start('e', 0)
  const publish = (from: number, to: number) => {
    const entries = range(from, to).map(entry)
    stored.push(...entries)
    hub.publish(entries, to)
  }
  const attach = async (sink: Sink, id?: string) => {
    await hub.attach(sink, ['orders'], id, async () => true)
    return sink
  }
  const advance = (ms: number) => scheduler.runUntil(addMillis(scheduler.now(), ms))
  return { advance, hub, publish, attach }
}

test('a client that reads gets every event once, in order, however they come', async () => {
  const { advance, publish, attach } = setUp()
  const sink = await attach(new Sink())
  for (let n = 1; n <= 1_000; n += 10) {
    publish(n, n + 9)
    await advance(25)
  }
  expect(sink.seqs).toEqual(range(1, 1_000))
})

test('a client that stops reading is told to resync and closed, and a thousand of them take no more than one', async () => {
  const { advance, publish, attach, hub } = setUp(100)
  const slow = await Promise.all(range(1, 1_000).map(() => attach(new Sink(true))))
  const good = await attach(new Sink())
  for (let n = 1; n <= 500; n += 50) {
    publish(n, n + 49)
    await advance(25)
  }
  expect(good.seqs).toEqual(range(1, 500))
  expect(hub.clients).toBe(1)
  for (const sink of slow) {
    expect(sink.isEnded).toBe(true)
    expect(sink.got.at(-1)).toContain('event: resync')
    // Its greeting, and nothing but the farewell after it was full.
    expect(sink.got).toHaveLength(2)
  }
  await advance(5_000)
  expect(slow.every(({ destroyed }) => destroyed)).toBe(true)
})

test('a client that was slow for a while misses nothing that is still there', async () => {
  const { advance, publish, attach } = setUp(100)
  const sink = await attach(new Sink(true))
  publish(1, 60)
  await advance(25)
  sink.isSlow = false
  sink.emit('drain')
  publish(61, 70)
  await advance(25)
  expect(sink.seqs).toEqual(range(1, 70))
})

test('what is not in memory any more is read from the store', async () => {
  const { advance, publish, attach } = setUp(100)
  publish(1, 2_000)
  await advance(25)
  const sink = await attach(new Sink(), 'e.5')
  publish(2_001, 2_002)
  await advance(25)
  expect(sink.seqs).toEqual(range(6, 2_002))
})
