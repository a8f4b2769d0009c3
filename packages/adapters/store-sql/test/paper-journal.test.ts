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

test('records come back in the order of writing, also after opening again, until they are replaced', async () => {
  journal = await openPaperJournal({ path, durability: 'process' })
  await journal.append(['b', 'a'])
  await journal.close()
  journal = await openPaperJournal({ path, durability: 'process' })
  await journal.append(['c'])
  expect(await journal.load()).toEqual(['b', 'a', 'c'])
  await journal.replace(['x'])
  await journal.append(['y'])
  expect(await journal.load()).toEqual(['x', 'y'])
})

test('a write that fails leaves everything as it was', async () => {
  const open = await openPaperJournal({ path: ':memory:', durability: 'process' })
  await open.append(['kept'])
  const broken = Symbol('no text') as unknown as string
  await expect(open.append(['x', broken])).rejects.toThrow()
  await expect(open.replace(['x', broken])).rejects.toThrow()
  expect(await open.load()).toEqual(['kept'])
  await open.close()
})
