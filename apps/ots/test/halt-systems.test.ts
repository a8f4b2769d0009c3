import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { UnixNanos } from '@oasis/domain'
import { createFileHaltLatch } from '@oasis/runtime'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { haltSystems } from '../src/operator/halt-systems.ts'

const at = 1_000_000_000n as UnixNanos
const REQUEST = { path: '/halt', body: {}, schema: z.unknown(), timeoutMs: 1_000 } as const

async function haltedOver(known: { haltEpoch: number; shared?: true }) {
  const folder = mkdtempSync(join(tmpdir(), 'ots-halt-systems-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const latch = createFileHaltLatch(join(folder, 'halt-latch.json'))
  await latch.set({ reason: 'before', at, ...known })
  expect(await haltSystems([folder], 'now', REQUEST)).toMatchObject([{ kind: 'LATCHED' }])
  return latch.read()
}

test('where nothing runs a halt that is there stays what it is, so that a resume by its number stays good', async () => {
  expect(await haltedOver({ haltEpoch: 3 })).toMatchObject({ haltEpoch: 3, reason: 'before' })
})

test('one that others knew of may be over by their word: this one is another', async () => {
  expect(await haltedOver({ haltEpoch: 3, shared: true })).toMatchObject({ haltEpoch: 0, reason: 'now' })
})
