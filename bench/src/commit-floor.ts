/** What durability costs at least: single-row commits to a file as the stores have it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Durability } from '@oasis/runtime'
import { type Measured, summarize } from './harness.ts'

/** Microseconds of `commits` single-row commits in a row, in WAL: `process` leaves them to the system, `power` syncs. */
export function commitFloor(commits: number, rounds = 500, durability: Durability = 'process'): Measured {
  const folder = mkdtempSync(join(tmpdir(), 'ots-floor-'))
  const database = new DatabaseSync(join(folder, 'floor.sqlite'))
  const synchronous = durability === 'power' ? 'FULL' : 'NORMAL'
  database.exec(
    `PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous}; PRAGMA wal_autocheckpoint = 0`,
  )
  database.exec('CREATE TABLE rows (id INTEGER PRIMARY KEY, data BLOB)')
  const insert = database.prepare('INSERT INTO rows (data) VALUES (?)')
  const data = new Uint8Array(300)
  const micros: number[] = []
  for (let i = 0; i < rounds; i++) {
    const start = process.hrtime.bigint()
    for (let n = 0; n < commits; n++) insert.run(data)
    micros.push(Number(process.hrtime.bigint() - start) / 1_000)
  }
  database.close()
  rmSync(folder, { recursive: true, force: true })
  return summarize(micros, 'µs')
}
