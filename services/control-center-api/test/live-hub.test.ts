/** The hub with clients that read as they like. */
import { EventEmitter } from 'node:events'
import { addMillis, orderEventId } from '@oasis/domain'
import type { JournalEntry } from '@oasis/ports'
import { createSilentLogger, createVirtualScheduler } from '@oasis/runtime'
import { buildOrder, TEST_ACCOUNT, TEST_TIME } from '@oasis/testkit'
import { describe, expect, test } from 'vitest'
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
  /** Before the store answers. */
  let asked = async (): Promise<void> => {}
  const hub = new LiveHub({
    ...{ scheduler, logger: createSilentLogger(), heartbeatMs: 10_000, conflated: [] },
    ring: { events, bytes: 10_000_000 },
    store: {
      journal: async (after, limit) => {
        await asked()
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
  const attach = async (sink: Sink, id?: string, mayGoOn = async () => true) => {
    await hub.attach(sink, ['orders'], id, mayGoOn)
    return sink
  }
  const advance = (ms: number) => scheduler.runUntil(addMillis(scheduler.now(), ms))
  const onAsked = (wait: () => Promise<void>) => {
    asked = wait
  }
  return { advance, hub, publish, attach, onAsked }
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

test('where events are missing for good, whoever is there or comes from before is told to resync', async () => {
  const { advance, publish, attach, hub } = setUp()
  publish(1, 3)
  const there = await attach(new Sink())
  hub.breakOff()
  expect([there.isEnded, there.got.at(-1)]).toEqual([true, expect.stringContaining('event: resync')])
  const late = await attach(new Sink(), 'e.2')
  expect(late.got[0]).toContain('event: resync')
  const fresh = await attach(new Sink(), 'e.3')
  expect(fresh.got[0]).not.toContain('event: resync')
  publish(4, 5)
  await advance(25)
  expect([late.seqs, fresh.seqs]).toEqual([
    [4, 5],
    [4, 5],
  ])
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

describe('a client that is given what it missed', () => {
  test('counts as one of those that are open from its first moment to its last', async () => {
    const { advance, hub, publish, attach, onAsked } = setUp(100)
    publish(1, 2_000)
    await advance(25)
    const answer = Promise.withResolvers<void>()
    onAsked(() => answer.promise)
    const sinks = range(1, 3).map(() => new Sink())
    const attaching = sinks.map((sink) => attach(sink, 'e.5'))
    expect(hub.clients).toBe(3)
    sinks[0]?.destroy()
    expect(hub.clients).toBe(2)
    answer.resolve()
    await Promise.all(attaching)
    expect(hub.clients).toBe(2)
    expect(sinks[0]?.seqs).toEqual([])
    expect(sinks[1]?.seqs).toEqual(range(6, 2_000))
    for (const sink of sinks) sink.destroy()
    expect(hub.clients).toBe(0)
  })

  test('gets what happens meanwhile after it, once', async () => {
    const { advance, publish, attach, onAsked } = setUp(100)
    publish(1, 2_000)
    await advance(25)
    let asked = 0
    onAsked(async () => {
      asked += 1
      if (asked !== 2) return
      publish(2_001, 2_010)
      await advance(25)
    })
    const sink = await attach(new Sink(), 'e.5')
    publish(2_011, 2_012)
    await advance(25)
    expect(sink.seqs).toEqual(range(6, 2_012))
  })

  test('and is gone before it is attached, or never reads, leaves nothing behind', async () => {
    const { advance, hub, publish, attach } = setUp(100)
    publish(1, 2_000)
    const gone = new Sink()
    gone.destroy()
    await attach(gone)
    expect(hub.clients).toBe(0)
    const slow = new Sink(true)
    const attaching = attach(slow, 'e.5')
    await advance(80_000)
    await attaching
    expect(hub.clients).toBe(0)
    expect(slow.destroyed).toBe(true)
    expect(slow.got.length).toBeLessThan(4)
  })

  test('is ended when its token is no good any more', async () => {
    const { advance, hub, publish, attach, onAsked } = setUp(100)
    publish(1, 2_000)
    await advance(25)
    const never = Promise.withResolvers<void>()
    onAsked(() => never.promise)
    const sink = new Sink()
    const attaching = attach(sink, 'e.5', async () => false)
    await advance(10_001)
    expect(sink.got.at(-1)).toContain('event: expired')
    expect(hub.clients).toBe(0)
    never.resolve()
    await attaching
    expect(sink.seqs).toEqual([])
  })

  test('is let go when the store does not answer', async () => {
    const { advance, hub, publish, attach, onAsked } = setUp(100)
    publish(1, 2_000)
    await advance(25)
    onAsked(() => Promise.reject(new Error('away')))
    await expect(attach(new Sink(), 'e.5')).rejects.toThrow('away')
    expect(hub.clients).toBe(0)
  })
})

test('whoever comes with an event from too long ago is told to load anew, and gets no half of it as if it were all', async () => {
  const { advance, hub, publish, attach } = setUp(100)
  publish(1, 25_000)
  await advance(25)
  const sink = await attach(new Sink(), 'e.5')
  expect(sink.got.at(-1)).toMatch(/^event: resync\ndata: .*too much has happened since/)
  expect(sink.isEnded).toBe(true)
  expect(hub.clients).toBe(0)
})
