import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { UnixNanos } from '@oasis/domain'
import type { HaltRecord } from '@oasis/ports'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFileHaltLatch, createVirtualScheduler } from '../src/index.ts'

let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ots-halt-latch-'))
  path = join(folder, 'halt.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const record = (haltEpoch: number, reason = 'kill switch'): HaltRecord => ({
  haltEpoch,
  reason,
  at: 1_795_000_000_000_000_001n as UnixNanos,
})

test('without a file nothing is halted, and clearing it is harmless', async () => {
  const latch = createFileHaltLatch(path)
  expect(await latch.read()).toBeUndefined()
  await latch.clear()
  expect(await latch.read()).toBeUndefined()
})

test('a halt is read back as it was set, by another process too, until it is cleared', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.maxSafeNat(),
      fc.string({ unit: 'binary' }),
      fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
      async (haltEpoch, reason, at) => {
        const halt = { haltEpoch, reason, at: at as UnixNanos }
        await createFileHaltLatch(path).set(halt)
        expect(await createFileHaltLatch(path).read()).toEqual(halt)
      },
    ),
    { numRuns: 20 },
  )
  await createFileHaltLatch(path).clear()
  expect(await createFileHaltLatch(path).read()).toBeUndefined()
  expect(readdirSync(folder)).toEqual([])
})

test('a folder that is not there yet is made', async () => {
  const latch = createFileHaltLatch(join(folder, 'below', 'halt.json'))
  await latch.set(record(1))
  expect(await latch.read()).toEqual(record(1))
})

test('halts and resumes take effect in the order they were asked for', async () => {
  const latch = createFileHaltLatch(path)
  const seen = latch.read()
  const all = [latch.set(record(1)), latch.set(record(2)), latch.clear(), latch.set(record(3))]
  const last = latch.read()
  await Promise.all(all)
  expect(await seen).toBeUndefined()
  expect(await last).toEqual(record(3))
})

test.each([
  ['nothing at all', ''],
  ['half of a file', '{"haltEpoch":3,"rea'],
  ['no record', 'null'],
  ['a negative epoch', '{"haltEpoch":-1,"reason":"r","at":"1"}'],
  ['an epoch in words', '{"haltEpoch":"3","reason":"r","at":"1"}'],
  ['no reason', '{"haltEpoch":3,"at":"1"}'],
  ['a time with a point', '{"haltEpoch":3,"reason":"r","at":"1.5"}'],
])('a latch that holds %s is never taken for "not halted"', async (_, content) => {
  writeFileSync(path, content)
  const latch = createFileHaltLatch(path)
  await expect(latch.read()).rejects.toMatchObject({ code: 'OTS_HALT_LATCH_UNREADABLE' })
  await latch.set(record(4))
  expect(await latch.read()).toEqual(record(4))
})

test('a latch that cannot be opened is no proof that nothing is halted', async () => {
  mkdirSync(path)
  await expect(createFileHaltLatch(path).read()).rejects.toMatchObject({ code: 'OTS_HALT_LATCH_UNREADABLE' })
  const below = createFileHaltLatch(join(path, '..', 'file', 'halt.json'))
  writeFileSync(join(folder, 'file'), 'no folder')
  await expect(below.read()).rejects.toMatchObject({ code: 'OTS_HALT_LATCH_UNREADABLE' })
  await expect(below.set(record(1))).rejects.toMatchObject({ code: 'OTS_STORE_FAILED' })
})

test('a halt that cannot be written is told, and leaves the one before whole', async () => {
  const latch = createFileHaltLatch(path)
  await latch.set(record(1))
  const before = readFileSync(path, 'utf8')
  mkdirSync(`${path}.new`)
  await expect(latch.set(record(2))).rejects.toMatchObject({ code: 'OTS_STORE_FAILED' })
  expect(readFileSync(path, 'utf8')).toBe(before)
  expect(await latch.read()).toEqual(record(1))
  rmSync(`${path}.new`, { recursive: true })
  await latch.set(record(2))
  expect(await latch.read()).toEqual(record(2))
})

test('virtual time stands while the disk works', async () => {
  const startAt = 1_795_000_000_000_000_000n as UnixNanos
  const scheduler = createVirtualScheduler({ startAt })
  const latch = createFileHaltLatch(path, scheduler)
  let read: HaltRecord | undefined
  const due: boolean[] = []
  scheduler.after(1, () => due.push(read !== undefined))
  const work = latch.set(record(1)).then(async () => {
    read = await latch.read()
  })
  await scheduler.runUntilIdle()
  await work
  expect(due).toEqual([true])
})
