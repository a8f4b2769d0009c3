/** What is in the log: order, offsets, partitions, durability. */
import type { BusRecord } from '@oasis/ports'
import { MAX_RECORD_BYTES } from '@oasis/runtime'
import { expect, test } from 'vitest'
import { type BusContext, Inbox, record, textOf, topicSpec } from './bus-context.ts'

export function testLog(context: BusContext): void {
  test('hands over what was published, whole, in order and with gapless offsets', async () => {
    const topic = await context.create()
    const headers = {
      'content-type': 'application/x-protobuf',
      schema: 'oasis.trading.v1.Thing',
      'event-id': 'thing/1',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      other: 'söme/thing',
    }
    await context.bus.publish([
      record(topic, 'a', 'one', headers),
      record(topic, 'b'),
      record(topic, 'ключ', ''),
    ])
    const inbox = new Inbox()
    await context.subscribe([topic], inbox)
    const records = await inbox.until(3)
    expect(records.map((r) => r.offset)).toEqual([0, 1, 2])
    expect(records.map((r) => r.key)).toEqual(['a', 'b', 'ключ'])
    expect(inbox.values).toEqual(['one', undefined, ''])
    expect(records[0]?.headers).toEqual(headers)
    expect(records[1]?.headers).toEqual({})
    expect(records.every((r) => r.topic === topic && r.partition === 0 && r.timestamp > 0n)).toBe(true)
  })

  test('live records look exactly like those read again later', async () => {
    const topic = await context.create()
    const live = new Inbox()
    await (await context.subscribe([topic], live, { group: 'live' })).caughtUp
    await context.bus.publish([
      record(topic, 'a', 'one', { schema: 's', 'event-id': 'e' }),
      record(topic, 'b'),
    ])
    await live.until(2)
    const later = new Inbox()
    await context.subscribe([topic], later, { group: 'later' })
    await later.until(2)
    // Bytes may come as Uint8Array or Buffer.
    const plain = (records: readonly BusRecord[]) =>
      records.map((r) => ({ ...r, value: r.value === undefined ? undefined : [...r.value] }))
    expect(plain(later.records)).toEqual(plain(live.records))
  })

  test('keys choose the partition as in Kafka, and order holds within it', async () => {
    const topic = await context.create({ partitions: 8 })
    const inbox = new Inbox()
    await context.subscribe([topic], inbox)
    const keys = ['BTC-USD', 'ETH-USD', 'SOL-USD', 'foobar', '21']
    for (let n = 0; n < 20; n++) await context.bus.publish(keys.map((key) => record(topic, key, `${n}`)))
    const records = await inbox.until(100)
    for (const key of keys) {
      const own = records.filter((r) => r.key === key)
      expect(new Set(own.map((r) => r.partition)).size).toBe(1)
      expect(own.map(textOf)).toEqual(own.map((_, n) => `${n}`))
    }
    // murmur2('foobar') = -790332482 and murmur2('21') = -973932308, sign bit cleared, modulo 8.
    expect(records.find((r) => r.key === 'foobar')?.partition).toBe((-790332482 & 0x7fffffff) % 8)
    expect(records.find((r) => r.key === '21')?.partition).toBe((-973932308 & 0x7fffffff) % 8)
    const ends = await context.bus.endPositions([topic])
    expect(ends.length).toBe(8)
    expect(ends.reduce((sum, end) => sum + end.offset, 0)).toBe(100)
  })

  test('a NUL in a key, a header or a value is a character as any other', async () => {
    const topic = await context.create({ partitions: 4 })
    await context.bus.publish([record(topic, 'a\0b', 'x\0y', { 'event-id': '\0', other: 'a\0' })])
    await context.bus.publish([record(topic, 'a\0b', 'second'), record(topic, 'a', 'other')])
    await context.reopen()
    const inbox = new Inbox()
    await context.subscribe([topic], inbox)
    const records = await inbox.until(3)
    const own = records.filter(({ key }) => key === 'a\0b')
    expect(own.map(textOf)).toEqual(['x\0y', 'second'])
    expect(own[0]?.headers).toEqual({ 'event-id': '\0', other: 'a\0' })
  })

  test.each([
    ['a key that holds half a character', { key: 'a\ud800' }],
    ['a header that holds half a character', { headers: { 'event-id': '\udc00' } }],
    ['more bytes than a bus takes', { value: new Uint8Array(MAX_RECORD_BYTES + 1) }],
    ['headers longer than a bus takes', { headers: { other: 'x'.repeat(MAX_RECORD_BYTES) } }],
  ])('a record with %s is refused by its name, and with it its call alone', async (_what, fault) => {
    const topic = await context.create()
    const bad = { ...record(topic, 'k', 'bad'), ...fault }
    const refused = context.bus.publish([record(topic, 'k', 'lost'), bad])
    await expect(refused).rejects.toMatchObject({
      code: 'OTS_RECORD_REFUSED',
      message: expect.stringContaining(topic),
    })
    const large = new Uint8Array(MAX_RECORD_BYTES - 1_000).fill(7)
    await context.bus.publish([{ ...record(topic, 'k'), value: large }, record(topic, 'k', 'kept')])
    const inbox = new Inbox()
    await context.subscribe([topic], inbox)
    const records = await inbox.until(2)
    expect(records.map(({ value }) => value?.length)).toEqual([large.length, 4])
  })

  test('creating a topic again changes nothing; with other partitions it is refused', async () => {
    const spec = topicSpec({ partitions: 2 })
    await context.bus.createTopics([spec])
    await context.bus.publish([record(spec.name, 'k', 'kept')])
    await context.bus.createTopics([spec])
    const inbox = new Inbox()
    await context.subscribe([spec.name], inbox)
    await inbox.until(1)
    await expect(context.bus.createTopics([{ ...spec, partitions: 3 }])).rejects.toThrow()
  })

  test('records of one call are committed together or not at all', async () => {
    const topic = await context.create()
    await expect(
      context.bus.publish([record(topic, 'k', 'lost'), record('no.such.topic', 'k', 'x')]),
    ).rejects.toThrow()
    await context.bus.publish([record(topic, 'k', 'kept')])
    const inbox = new Inbox()
    await context.subscribe([topic], inbox)
    await inbox.until(1)
    expect(inbox.values).toEqual(['kept'])
  })

  test('everything acknowledged is there after a restart, and offsets go on', async () => {
    const topic = await context.create({ groupCommit: false })
    await context.bus.publish([record(topic, 'k', '0'), record(topic, 'k', '1')])
    await context.reopen()
    await context.bus.publish([record(topic, 'k', '2')])
    const inbox = new Inbox()
    await context.subscribe([topic], inbox)
    const records = await inbox.until(3)
    expect(records.map((r) => r.offset)).toEqual([0, 1, 2])
    expect(inbox.values).toEqual(['0', '1', '2'])
  })
}
