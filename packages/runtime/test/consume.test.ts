import type { UnixNanos } from '@oasis/domain'
import type { Bus, BusRecord, NewRecord, SubscribeOptions, TopicPosition } from '@oasis/ports'
import { expect, test } from 'vitest'
import {
  type ConsumedTopic,
  type ConsumeOptions,
  consume,
  consumedAs,
  createMetrics,
  createNoMetrics,
  createSilentLogger,
  createVirtualScheduler,
  TransientError,
} from '../src/index.ts'

/** A bus that hands over what the test says, and remembers what was committed and published. */
function scriptedBus() {
  const committed: TopicPosition[] = []
  const published: NewRecord[] = []
  let options: SubscribeOptions | undefined
  let fail: (cause: unknown) => void = () => {}
  const bus: Bus = {
    createTopics: async () => {},
    publish: async (records) => {
      published.push(...records)
    },
    subscribe: async (given) => {
      options = given
      return {
        commit: async (positions) => {
          committed.push(...positions)
        },
        caughtUp: Promise.resolve(),
        failed: new Promise((resolve) => {
          fail = resolve
        }),
        pause() {},
        resume() {},
        lag: (topic) => (topic === 'texts' ? 7 : 0),
        close: async () => {},
      }
    },
    endPositions: async () => [],
    close: async () => {},
  }
  const deliver = (records: readonly BusRecord[]) => options?.onBatch(records)
  return { bus, committed, published, deliver, fail: (cause: unknown) => fail(cause) }
}

const texts: ConsumedTopic<string> = {
  spec: { name: 'texts' },
  codec: {
    schema: 'test.Text',
    decode: (bytes) => {
      const text = Buffer.from(bytes).toString()
      if (text.startsWith('!')) throw new Error('not a text')
      return text
    },
  },
  onUndecodable: 'DEAD_LETTER',
}

const record = (offset: number, text: string, key = 'k'): BusRecord => ({
  topic: 'texts',
  partition: 0,
  offset,
  key,
  value: Buffer.from(text),
  headers: {},
  timestamp: 0n as UnixNanos,
})

async function start(overrides: Partial<ConsumeOptions<string>> = {}) {
  const scheduler = createVirtualScheduler({ startAt: 0n as UnixNanos })
  const scripted = scriptedBus()
  const seen: string[] = []
  const fatal: unknown[] = []
  const consumer = await consume({
    bus: scripted.bus,
    scheduler,
    logger: createSilentLogger(),
    metrics: createNoMetrics(),
    group: 'g',
    topics: [texts],
    startAt: 'earliest',
    commit: 'auto',
    onEvent: (text) => {
      seen.push(text)
    },
    deadLetter: (undecodable, reason) => ({ ...undecodable, topic: 'dead-letter', headers: { reason } }),
    onFatal: (error) => fatal.push(error),
    ...overrides,
  })
  return { ...scripted, scheduler, seen, fatal, consumer }
}

test('synchronous handlers are run without giving up the turn, and offsets are committed behind them', async () => {
  const { deliver, seen, committed, consumer } = await start()
  expect(deliver([record(0, 'a'), record(1, 'b')])).toBeUndefined()
  expect(seen).toEqual(['a', 'b'])
  expect(committed).toEqual([])
  await consumer.close()
  expect(committed).toEqual([{ topic: 'texts', partition: 0, offset: 2 }])
})

test('records count as consumed once they are processed, whoever keeps their positions', async () => {
  const metrics = createMetrics()
  const { deliver } = await start({ metrics, commit: 'own' })
  await deliver([record(0, 'a'), record(1, '!bad'), record(2, 'c')])
  expect(await metrics.render()).toContain('ots_bus_consumed_total{topic="texts",group="g"} 3')
})

test('an undecodable record is put aside whole with its reason, and the others go on in order', async () => {
  const { deliver, seen, published, fatal } = await start()
  await deliver([record(0, 'a'), record(1, '!bad'), record(2, 'c')])
  expect(seen).toEqual(['a', 'c'])
  expect(published).toMatchObject([{ topic: 'dead-letter', headers: { reason: 'not a text' } }])
  expect(fatal).toEqual([])
})

test('where skipping would corrupt state, an undecodable record stops the consumer and nothing is committed', async () => {
  const { deliver, fatal, committed, consumer } = await start({
    topics: [{ ...texts, onUndecodable: 'STOP' }],
  })
  expect(() => deliver([record(0, '!bad')])).toThrow('not a text')
  expect(fatal).toHaveLength(1)
  await consumer.close()
  expect(committed).toEqual([])
})

const foreign = (offset: number): BusRecord => ({
  ...record(offset, 'well-formed'),
  headers: { schema: 'test.Other' },
})

test('a record of another schema is undecodable, though its bytes would decode; one that tells none is read', async () => {
  const own = { ...record(2, 'own'), headers: { schema: 'test.Text' } }
  const { deliver, seen, published } = await start()
  await deliver([record(0, 'untold'), foreign(1), own])
  expect(seen).toEqual(['untold', 'own'])
  expect(published.map(({ headers }) => headers)).toEqual([
    { reason: 'its schema is test.Other instead of test.Text' },
  ])
})

test('where skipping would corrupt state, a record of another schema stops the consumer', async () => {
  const { deliver, seen, fatal } = await start({ topics: [{ ...texts, onUndecodable: 'STOP' }] })
  expect(() => deliver([foreign(0)])).toThrow('its schema is test.Other')
  expect([seen, fatal.length]).toEqual([[], 1])
})

test('the lag of each topic is told by itself', async () => {
  const metrics = createMetrics()
  const { scheduler } = await start({
    metrics,
    topics: [texts, { ...texts, spec: { name: 'others' } }],
  })
  await scheduler.runUntil(1_000_000_000n as UnixNanos)
  const told = await metrics.render()
  expect(told).toContain('ots_bus_consumer_lag{topic="texts",group="g"} 7')
  expect(told).toContain('ots_bus_consumer_lag{topic="others",group="g"} 0')
})

test('a transient failure is tried again with growing delays, and order is kept', async () => {
  let failures = 3
  const seen: string[] = []
  const { deliver, scheduler, fatal } = await start({
    onEvent: (text) => {
      if (text === 'a' && failures-- > 0) throw new TransientError('store is busy')
      seen.push(text)
    },
  })
  const done = deliver([record(0, 'a'), record(1, 'b')])
  await scheduler.runUntilSettled(Promise.resolve(done))
  expect(seen).toEqual(['a', 'b'])
  expect(scheduler.now()).toBe(140_000_000n)
  expect(fatal).toEqual([])
})

test('any other error is fatal: the batch fails and its offsets stay uncommitted', async () => {
  const { deliver, fatal, committed, consumer } = await start({
    onEvent: async (text) => {
      if (text === 'b') throw new Error('corrupt state')
    },
  })
  await expect(deliver([record(0, 'a'), record(1, 'b')])).rejects.toThrow('corrupt state')
  expect(fatal).toEqual([new Error('corrupt state')])
  await consumer.close()
  expect(committed).toEqual([])
})

test('records of other keys are passed over undecoded, and count as processed', async () => {
  const { deliver, seen, published, committed, consumer } = await start({ keys: new Set(['k']) })
  await deliver([record(0, 'a'), record(1, '!bad', 'other')])
  expect([seen, published]).toEqual([['a'], []])
  await consumer.close()
  expect(committed).toEqual([{ topic: 'texts', partition: 0, offset: 2 }])
})

test('the end of a batch is told once, after its last record and before its offsets count', async () => {
  const ends: number[] = []
  const { deliver } = await start({ onBatchEnd: (last) => void ends.push(last.offset) })
  await deliver([record(0, 'a'), record(1, 'b')])
  expect(ends).toEqual([1])
})

test('a record is decoded once for all consumers of a process, whatever form each wants it in', async () => {
  let decoded = 0
  const topic: ConsumedTopic<string> = {
    ...texts,
    codec: {
      ...texts.codec,
      decode: (bytes) => {
        decoded++
        return texts.codec.decode(bytes)
      },
    },
  }
  const plain = await start({ topics: [topic] })
  const shouting = await start({ topics: [consumedAs(topic, (text) => text.toUpperCase())] })
  const records = [record(0, 'a'), record(1, 'b')]
  await plain.deliver(records)
  await shouting.deliver(records)
  expect([plain.seen, shouting.seen, decoded]).toEqual([['a', 'b'], ['A', 'B'], 2])
})

test('another record at the same offset is another record: its own value is read', async () => {
  const one = await start()
  const other = await start()
  await one.deliver([record(0, 'a')])
  await other.deliver([record(0, 'z')])
  expect([one.seen, other.seen]).toEqual([['a'], ['z']])
})

test('a subscription that the bus itself has ended is told as fatal, once, and not after closing', async () => {
  const { fail, fatal } = await start()
  fail(new Error('records are damaged'))
  await Promise.resolve()
  await Promise.resolve()
  expect(fatal).toMatchObject([{ message: 'records are damaged' }])
  const closed = await start()
  await closed.consumer.close()
  closed.fail(new Error('too late'))
  await Promise.resolve()
  await Promise.resolve()
  expect(closed.fatal).toEqual([])
})
