import {
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createSqliteCheckpointer, openSqliteFile } from '../src/index.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ots-sqlite-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const rows = (path: string, count: number) => {
  const file = openSqliteFile({ path, durability: 'process' })
  file.database.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, data TEXT NOT NULL)')
  const insert = file.database.prepare('INSERT INTO t (data) VALUES (?)')
  file.database.exec('BEGIN')
  for (let i = 0; i < count; i++) insert.run('x'.repeat(500))
  file.database.exec('COMMIT')
  return file
}

test('a file that is open cannot be opened a second time, and can once it is closed', async () => {
  const path = join(folder, 'a.db')
  const first = openSqliteFile({ path, durability: 'process' })
  expect(() => openSqliteFile({ path, durability: 'process' })).toThrow(
    expect.objectContaining({ code: 'OTS_DATA_DIR_LOCKED' }),
  )
  await first.close()
  await openSqliteFile({ path, durability: 'process' }).close()
})

test('a folder that cannot be made is said to be unusable', () => {
  writeFileSync(join(folder, 'file'), '')
  const path = join(folder, 'file', 'below', 'a.db')
  expect(() => openSqliteFile({ path, durability: 'process' })).toThrow(
    expect.objectContaining({ code: 'OTS_DATA_DIR_UNUSABLE' }),
  )
})

test('a file that is no database, one cut short and one with a damaged page are refused as corrupt', async () => {
  const corrupt = expect.objectContaining({ code: 'OTS_STORE_CORRUPT' })
  const path = join(folder, 'a.db')
  writeFileSync(path, 'not a database at all '.repeat(100))
  expect(() => openSqliteFile({ path, durability: 'process' })).toThrow(corrupt)
  rmSync(path)

  await rows(path, 500).close()
  const whole = readFileSync(path)
  truncateSync(path, Math.floor(whole.length / 2 / 4096) * 4096)
  expect(() => openSqliteFile({ path, durability: 'process' })).toThrow(corrupt)

  writeFileSync(path, whole)
  const descriptor = openSync(path, 'r+')
  writeSync(descriptor, Buffer.alloc(4096, 0xff), 0, 4096, 4096 * 3)
  expect(() => openSqliteFile({ path, durability: 'process' })).toThrow(corrupt)
})

test('the checkpointer keeps the write-ahead log bounded under a writer that never pauses', async () => {
  const path = join(folder, 'a.db')
  const checkpointer = createSqliteCheckpointer({ intervalMs: 5, longestLogPages: 1_000 })
  const file = openSqliteFile({ path, durability: 'process', checkpointer })
  file.database.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, data TEXT NOT NULL)')
  const insert = file.database.prepare('INSERT INTO t (data) VALUES (?)')
  const page = 'x'.repeat(3_000)
  const ratio = () => statSync(`${path}-wal`).size / (written * page.length)
  let written = 0
  // The worker takes its time to start; from then on the log stays as long as it is and is written over.
  for (let turn = 0; turn < 2_000 && (turn < 50 || ratio() > 0.5); turn++) {
    for (let i = 0; i < 60; i++) insert.run(page)
    written += 60
    await wait(1)
  }
  expect(ratio()).toBeLessThan(0.5)
  await file.close()
  await checkpointer.close()
})
