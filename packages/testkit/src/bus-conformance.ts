/**
 * What every `Bus` must do; each adapter's test file calls it with a way to open a bus. Topics have fresh names, so a
 * server may be shared between tests; waiting is by promises of what happens, since a broker takes its own time.
 */
import type { Bus, BusRecord, NewRecord, SubscribeOptions, Subscription, TopicSpec } from '@oasis/ports'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

export interface BusUnderTest {
  readonly bus: Bus
  /** Closes the bus and opens it again on the same log. */
  reopen(): Promise<Bus>
  dispose(): Promise<void>
}

const text = new TextEncoder()
let serial = 0

const record = (topic: string, key: string, value?: string, headers = {}): NewRecord => ({
  topic,
  key,
  value: value === undefined ? undefined : text.encode(value),
  headers,
})

const textOf = (received: BusRecord): string | undefined =>
  received.value === undefined ? undefined : new TextDecoder().decode(received.value)

export function topicSpec(changes: Partial<TopicSpec> = {}): TopicSpec {
  serial++
  return {
    name: `conformance.${process.pid}.${serial}`,
    partitions: 1,
    retentionMs: undefined,
    compacted: false,
    groupCommit: true,
    ...changes,
  }
}

/** Collects what a subscription hands over, and waits for as many as a test expects. */
class Inbox {
  readonly records: BusRecord[] = []
  readonly batches: (readonly BusRecord[])[] = []
  #wake: () => void = () => {}

  readonly onBatch = (records: readonly BusRecord[]): void => {
    this.batches.push(records)
    this.records.push(...records)
    this.#wake()
  }

  get values(): (string | undefined)[] {
    return this.records.map(textOf)
  }

  async until(count: number): Promise<readonly BusRecord[]> {
    while (this.records.length < count) await new Promise<void>((resolve) => (this.#wake = resolve))
    return this.records
  }
}

export function busConformance(name: string, open: () => Promise<BusUnderTest>): void {
  describe(name, () => {
    let under: BusUnderTest
    let bus: Bus
    beforeEach(async () => {
      under = await open()
      bus = under.bus
    })
    afterEach(() => under.dispose())

    const create = async (changes: Partial<TopicSpec> = {}): Promise<string> => {
      const spec = topicSpec(changes)
      await bus.createTopics([spec])
      return spec.name
    }
    const subscribe = (
      topics: readonly string[],
      inbox: Pick<Inbox, 'onBatch'>,
      options: Partial<SubscribeOptions> = {},
    ): Promise<Subscription> =>
      bus.subscribe({
        group: `group-${serial}`,
        topics,
        startAt: 'earliest',
        onBatch: inbox.onBatch,
        ...options,
      })

    test('hands over what was published, whole, in order and with gapless offsets', async () => {
      const topic = await create()
      const headers = {
        'content-type': 'application/x-protobuf',
        schema: 'oasis.trading.v1.Thing',
        'event-id': 'thing/1',
        traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
        other: 'söme/thing',
      }
      await bus.publish([record(topic, 'a', 'one', headers), record(topic, 'b'), record(topic, 'ключ', '')])
      const inbox = new Inbox()
      await subscribe([topic], inbox)
      const records = await inbox.until(3)
      expect(records.map((r) => r.offset)).toEqual([0, 1, 2])
      expect(records.map((r) => r.key)).toEqual(['a', 'b', 'ключ'])
      expect(inbox.values).toEqual(['one', undefined, ''])
      expect(records[0]?.headers).toEqual(headers)
      expect(records[1]?.headers).toEqual({})
      expect(records.every((r) => r.topic === topic && r.partition === 0 && r.timestamp > 0n)).toBe(true)
    })

    test('live records look exactly like those read again later', async () => {
      const topic = await create()
      const live = new Inbox()
      await (await subscribe([topic], live, { group: 'live' })).caughtUp
      await bus.publish([record(topic, 'a', 'one', { schema: 's', 'event-id': 'e' }), record(topic, 'b')])
      await live.until(2)
      const later = new Inbox()
      await subscribe([topic], later, { group: 'later' })
      await later.until(2)
      // Bytes may come as Uint8Array or Buffer.
      const plain = (records: readonly BusRecord[]) =>
        records.map((r) => ({ ...r, value: r.value === undefined ? undefined : [...r.value] }))
      expect(plain(later.records)).toEqual(plain(live.records))
    })

    test('keys choose the partition as in Kafka, and order holds within it', async () => {
      const topic = await create({ partitions: 8 })
      const inbox = new Inbox()
      await subscribe([topic], inbox)
      const keys = ['BTC-USD', 'ETH-USD', 'SOL-USD', 'foobar', '21']
      for (let n = 0; n < 20; n++) await bus.publish(keys.map((key) => record(topic, key, `${n}`)))
      const records = await inbox.until(100)
      for (const key of keys) {
        const own = records.filter((r) => r.key === key)
        expect(new Set(own.map((r) => r.partition)).size).toBe(1)
        expect(own.map(textOf)).toEqual(own.map((_, n) => `${n}`))
      }
      // murmur2('foobar') = -790332482 and murmur2('21') = -973932308, sign bit cleared, modulo 8.
      expect(records.find((r) => r.key === 'foobar')?.partition).toBe((-790332482 & 0x7fffffff) % 8)
      expect(records.find((r) => r.key === '21')?.partition).toBe((-973932308 & 0x7fffffff) % 8)
      const ends = await bus.endPositions([topic])
      expect(ends.length).toBe(8)
      expect(ends.reduce((sum, end) => sum + end.offset, 0)).toBe(100)
    })

    test('a group goes on from what it committed, after a restart too, and sees the rest again', async () => {
      const topic = await create()
      await bus.publish(['0', '1', '2', '3'].map((value) => record(topic, 'k', value)))
      const first = new Inbox()
      const subscription = await subscribe([topic], first, { group: 'g' })
      await first.until(4)
      await subscription.commit([{ topic, partition: 0, offset: 2 }])
      await subscription.close()
      bus = await under.reopen()
      const second = new Inbox()
      await subscribe([topic], second, { group: 'g' })
      await second.until(2)
      expect(second.values).toEqual(['2', '3'])
      const other = new Inbox()
      await subscribe([topic], other, { group: 'other' })
      await other.until(4)
      expect(other.values).toEqual(['0', '1', '2', '3'])
    })

    test('positions given by the consumer override what its group committed', async () => {
      const topic = await create()
      await bus.publish(['0', '1', '2', '3'].map((value) => record(topic, 'k', value)))
      const first = await subscribe([topic], new Inbox(), { group: 'g' })
      await first.commit([{ topic, partition: 0, offset: 4 }])
      await first.close()
      const inbox = new Inbox()
      await subscribe([topic], inbox, { group: 'g', positions: [{ topic, partition: 0, offset: 1 }] })
      await inbox.until(3)
      expect(inbox.values).toEqual(['1', '2', '3'])
    })

    test('a new group that starts at the latest sees only what comes after', async () => {
      const topic = await create()
      await bus.publish([record(topic, 'k', 'old')])
      const inbox = new Inbox()
      await (await subscribe([topic], inbox, { startAt: 'latest' })).caughtUp
      await bus.publish([record(topic, 'k', 'new')])
      await inbox.until(1)
      expect(inbox.values).toEqual(['new'])
    })

    test('catching up is told when everything of the beginning has been handled', async () => {
      const topic = await create()
      await bus.publish(Array.from({ length: 1_000 }, (_, n) => record(topic, 'k', `${n}`)))
      let handled = 0
      const subscription = await subscribe(
        [topic],
        {
          onBatch: async (records) => {
            await Promise.resolve()
            handled += records.length
          },
        },
        { maxBatch: 300 },
      )
      await subscription.caughtUp
      expect(handled).toBe(1_000)
      expect(subscription.lag()).toBe(0)
      const empty = await subscribe([await create()], new Inbox(), { group: 'empty' })
      await empty.caughtUp
    })

    test('one batch of a partition is in hand at a time, none longer than asked for', async () => {
      const topic = await create()
      const inbox = new Inbox()
      let inHand = 0
      let most = 0
      const onBatch = async (records: readonly BusRecord[]): Promise<void> => {
        most = Math.max(most, ++inHand)
        await new Promise((resolve) => setImmediate(resolve))
        inHand--
        inbox.onBatch(records)
      }
      await subscribe([topic], { onBatch: onBatch as Inbox['onBatch'] }, { maxBatch: 7 })
      for (let n = 0; n < 60; n++) void bus.publish([record(topic, 'k', `${n}`)])
      await inbox.until(60)
      expect(most).toBe(1)
      expect(Math.max(...inbox.batches.map((batch) => batch.length))).toBeLessThanOrEqual(7)
      expect(inbox.values).toEqual(Array.from({ length: 60 }, (_, n) => `${n}`))
    })

    test('a paused subscription gets nothing and goes on without a hole when resumed', async () => {
      const topic = await create()
      const inbox = new Inbox()
      const subscription = await subscribe([topic], inbox)
      await bus.publish([record(topic, 'k', '0')])
      await inbox.until(1)
      subscription.pause()
      for (let n = 1; n < 700; n++) void bus.publish([record(topic, 'k', `${n}`)])
      await bus.publish([record(topic, 'k', '700')])
      await expect.poll(() => subscription.lag()).toBe(700)
      expect(inbox.records.length).toBe(1)
      subscription.resume()
      await inbox.until(701)
      expect(inbox.values).toEqual(Array.from({ length: 701 }, (_, n) => `${n}`))
      expect(subscription.lag()).toBe(0)
    })

    test('a handler that fails ends its subscription with the cause, and no other', async () => {
      const topic = await create()
      const healthy = new Inbox()
      await subscribe([topic], healthy, { group: 'healthy' })
      for (const [group, onBatch] of [
        [
          'throws',
          () => {
            throw new Error('broken handler')
          },
        ],
        ['rejects', () => Promise.reject(new Error('broken handler'))],
      ] as const) {
        const failing = await subscribe([topic], { onBatch: onBatch as Inbox['onBatch'] }, { group })
        await bus.publish([record(topic, 'k', group)])
        expect(await failing.failed).toMatchObject({ message: 'broken handler' })
      }
      await healthy.until(2)
      expect(healthy.values).toEqual(['throws', 'rejects'])
    })

    test('closing waits for the batch in hand, and nothing comes after', async () => {
      const topic = await create()
      let finish: () => void = () => {}
      let begun: () => void = () => {}
      const began = new Promise<void>((resolve) => (begun = resolve))
      let batches = 0
      const subscription = await subscribe([topic], {
        onBatch: (() => {
          batches++
          begun()
          return new Promise<void>((resolve) => (finish = resolve))
        }) as Inbox['onBatch'],
      })
      await bus.publish([record(topic, 'k', '0')])
      await began
      await bus.publish([record(topic, 'k', '1')])
      let closed = false
      const closing = subscription.close().then(() => {
        closed = true
      })
      await new Promise((resolve) => setImmediate(resolve))
      expect(closed).toBe(false)
      finish()
      await closing
      await bus.publish([record(topic, 'k', '2')])
      expect(batches).toBe(1)
    })

    test('members of a group share the partitions, and take over those of one that leaves', async () => {
      const topic = await create({ partitions: 4 })
      const seen = new Inbox()
      const members: Subscription[] = []
      for (let n = 0; n < 2; n++) {
        // A member commits what it has handled.
        const member: Subscription = await subscribe([topic], {
          onBatch: (async (records: readonly BusRecord[]) => {
            seen.onBatch(records)
            await members[n]?.commit(
              records.map((r) => ({ topic, partition: r.partition, offset: r.offset + 1 })),
            )
          }) as Inbox['onBatch'],
        })
        members.push(member)
      }
      await Promise.all(members.map((member) => member.caughtUp))
      const keys = Array.from({ length: 40 }, (_, n) => `key-${n}`)
      await bus.publish(keys.map((key) => record(topic, key, 'first')))
      await seen.until(40)
      await members[0]?.close()
      await bus.publish(keys.map((key) => record(topic, key, 'second')))
      await expect
        .poll(() => new Set(seen.records.filter((r) => textOf(r) === 'second').map((r) => r.key)).size)
        .toBe(40)
      const firsts = seen.records.filter((r) => textOf(r) === 'first')
      expect(new Set(firsts.map((r) => r.key)).size).toBe(40)
    })

    test('creating a topic again changes nothing; with other partitions it is refused', async () => {
      const spec = topicSpec({ partitions: 2 })
      await bus.createTopics([spec])
      await bus.publish([record(spec.name, 'k', 'kept')])
      await bus.createTopics([spec])
      const inbox = new Inbox()
      await subscribe([spec.name], inbox)
      await inbox.until(1)
      await expect(bus.createTopics([{ ...spec, partitions: 3 }])).rejects.toThrow()
    })

    test('records of one call are committed together or not at all', async () => {
      const topic = await create()
      await expect(
        bus.publish([record(topic, 'k', 'lost'), record('no.such.topic', 'k', 'x')]),
      ).rejects.toThrow()
      await bus.publish([record(topic, 'k', 'kept')])
      const inbox = new Inbox()
      await subscribe([topic], inbox)
      await inbox.until(1)
      expect(inbox.values).toEqual(['kept'])
    })

    test('everything acknowledged is there after a restart, and offsets go on', async () => {
      const topic = await create({ groupCommit: false })
      await bus.publish([record(topic, 'k', '0'), record(topic, 'k', '1')])
      bus = await under.reopen()
      await bus.publish([record(topic, 'k', '2')])
      const inbox = new Inbox()
      await subscribe([topic], inbox)
      const records = await inbox.until(3)
      expect(records.map((r) => r.offset)).toEqual([0, 1, 2])
      expect(inbox.values).toEqual(['0', '1', '2'])
    })
  })
}
