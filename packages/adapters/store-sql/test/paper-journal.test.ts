import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PaperJournal } from '@oasis/ports'
import { afterEach, expect, test } from 'vitest'
import { openPaperJournal } from '../src/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'paper-journal-'))
const path = join(folder, 'paper.db')
let journal: PaperJournal | undefined

afterEach(async () => {
  await journal?.close()
  rmSync(folder, { recursive: true, force: true })
})

test('entries come back by kind in the order of first writing, also after opening again', async () => {
  journal = await openPaperJournal({ path, durability: 'process' })
  await journal.write([
    { kind: 'order', id: 'b', data: '1' },
    { kind: 'order', id: 'a', data: '2' },
    { kind: 'balance', id: 'USD', data: '3' },
  ])
  await journal.close()
  journal = await openPaperJournal({ path, durability: 'process' })
  await journal.write([
    { kind: 'order', id: 'c', data: '5' },
    { kind: 'order', id: 'b', data: '4' },
  ])
  expect(await journal.load('order')).toEqual([
    { kind: 'order', id: 'b', data: '4' },
    { kind: 'order', id: 'a', data: '2' },
    { kind: 'order', id: 'c', data: '5' },
  ])
  await journal.write([{ kind: 'order', id: 'a', data: undefined }])
  expect((await journal.load('order')).map((entry) => entry.id)).toEqual(['b', 'c'])
})

test('a write that fails leaves nothing behind', async () => {
  const open = await openPaperJournal({ path: ':memory:', durability: 'process' })
  const broken = { kind: 'order', id: 'y', data: Symbol('no text') as unknown as string }
  await expect(open.write([{ kind: 'order', id: 'x', data: '1' }, broken])).rejects.toThrow()
  expect(await open.load('order')).toEqual([])
  await open.close()
})
