import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Bus } from '@oasis/ports'
import { createRealScheduler } from '@oasis/runtime'
import { topicSpec } from '@oasis/testkit'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createEmbeddedBus } from '../src/index.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ots-bus-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const open = (name = 'bus.db') =>
  createEmbeddedBus({ path: join(folder, name), scheduler: createRealScheduler(), durability: 'process' })

test('a second bus on the same file is told that the first one lives', async () => {
  const bus = await open()
  await expect(open()).rejects.toMatchObject({
    code: 'OTS_DATA_DIR_LOCKED',
    hint: expect.stringContaining('OTS_DATA_DIR'),
  })
  await bus.close()
  await (await open()).close()
})

test('a file that is no log is refused with what to do', async () => {
  writeFileSync(join(folder, 'bus.db'), 'x'.repeat(10_000))
  await expect(open()).rejects.toMatchObject({
    code: 'OTS_STORE_CORRUPT',
    hint: expect.stringContaining('backup'),
  })
})

test('what one turn publishes is one transaction: promises settle and readers see it together', async () => {
  const bus = await open()
  const spec = topicSpec({ partitions: 1 })
  await bus.createTopics([spec])
  const batches: number[] = []
  await (
    await bus.subscribe({
      group: 'g',
      topics: [spec.name],
      startAt: 'latest',
      onBatch: (records) => {
        batches.push(records.length)
      },
    })
  ).caughtUp
  const publications = Array.from({ length: 100 }, (_, n) =>
    bus.publish([{ topic: spec.name, key: `${n}`, value: undefined, headers: {} }]),
  )
  expect(batches).toEqual([])
  await Promise.all(publications)
  expect(batches).toEqual([100])
  await bus.close()
})

test('closing commits what was published just before, and refuses what comes after', async () => {
  let bus: Bus = await open()
  const spec = topicSpec()
  await bus.createTopics([spec])
  const record = { topic: spec.name, key: 'k', value: Uint8Array.of(1), headers: {} }
  const publishing = bus.publish([record])
  await bus.close()
  await publishing
  await expect(bus.publish([record])).rejects.toThrow('closed')
  bus = await open()
  expect(await bus.endPositions([spec.name])).toEqual([{ topic: spec.name, partition: 0, offset: 1 }])
  await bus.close()
})

test('a position beyond the end of a log that was begun anew starts over', async () => {
  const bus = await open()
  const spec = topicSpec()
  await bus.createTopics([spec])
  await bus.publish([{ topic: spec.name, key: 'k', value: undefined, headers: {} }])
  const seen: number[] = []
  const subscription = await bus.subscribe({
    group: 'g',
    topics: [spec.name],
    startAt: 'earliest',
    positions: [{ topic: spec.name, partition: 0, offset: 1_000 }],
    onBatch: (records) => {
      for (const { offset } of records) seen.push(offset)
    },
  })
  await subscription.caughtUp
  expect(seen).toEqual([0])
  await bus.close()
})

test('any key, headers and bytes come back as they were', async () => {
  const name = fc.oneof(fc.constantFrom('content-type', 'schema', 'event-id', 'traceparent'), fc.string())
  const anyRecord = fc.record({
    key: fc.string({ unit: 'grapheme' }),
    value: fc.option(fc.uint8Array({ maxLength: 300 }), { nil: undefined }),
    headers: fc.dictionary(name, fc.string({ unit: 'grapheme' }), { noNullPrototype: true }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(anyRecord, { minLength: 1, maxLength: 20 }), async (records) => {
      const bus = await createEmbeddedBus({
        path: ':memory:',
        scheduler: createRealScheduler(),
        durability: 'process',
      })
      const spec = topicSpec()
      await bus.createTopics([spec])
      await bus.publish(records.map((record) => ({ ...record, topic: spec.name })))
      const seen: unknown[] = []
      const subscription = await bus.subscribe({
        group: 'g',
        topics: [spec.name],
        startAt: 'earliest',
        onBatch: (batch) => {
          for (const { key, value, headers } of batch)
            seen.push({ key, value: value && new Uint8Array(value), headers })
        },
      })
      await subscription.caughtUp
      expect(seen).toEqual(records)
      await bus.close()
    }),
    { numRuns: 40 },
  )
})
