/**
 * Opens a SQLite file for its one owner: folder, lock, pragmas, recovery of what a crash left, and a check that the
 * file is whole. SQLite itself drops a torn transaction at the end of the write-ahead log; damage anywhere else is
 * reported and never mended silently.
 */
import { statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { makeFolder } from '../files/make-folder.ts'
import type { SqliteCheckpointer } from './checkpointer.ts'
import { type FileLock, lockFile } from './file-lock.ts'
import { corruptError, toStorageError, unusableError } from './storage-errors.ts'

/** `process`: a commit survives the process being killed. `power`: it survives the machine losing power. */
export type Durability = 'process' | 'power'

export interface SqliteFileOptions {
  /** `:memory:` for tests. */
  readonly path: string
  readonly durability: Durability
  /**
   * Moves the write-ahead log into the file off this thread. Without one SQLite does so within commits, which then
   * take milliseconds now and then.
   */
  readonly checkpointer?: SqliteCheckpointer
  /** How much of the file may be kept in memory at most. SQLite's default is 2 MB, enough where what is asked lies together. */
  readonly cacheBytes?: number
}

export interface SqliteFile {
  readonly path: string
  readonly database: DatabaseSync
  /** Another process may open the file once this has resolved. */
  close(): Promise<void>
}

/** A whole check reads every page; above this only the file's length and its schema are looked at. */
const CHECKED_WHOLE_BYTES = 64 * 1024 * 1024
const BUSY_TIMEOUT_MS = 5_000

/** Throws an `OtsError` that says what to do: folder unusable, locked, damaged, disk full. */
export function openSqliteFile(options: SqliteFileOptions): SqliteFile {
  const { path } = options
  if (path === ':memory:') return openInMemory(path)
  createFolder(path)
  const lock = lockFile(path)
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS })
    configure(database, options)
    checkWhole(database, path)
    return open(database, lock, options)
  } catch (error) {
    database?.close()
    lock.release()
    throw toStorageError(error, path)
  }
}

function openInMemory(path: string): SqliteFile {
  const database = new DatabaseSync(path)
  database.exec('PRAGMA foreign_keys = ON')
  return { path, database, close: async () => database.close() }
}

function createFolder(path: string): void {
  try {
    makeFolder(dirname(path))
  } catch (error) {
    throw unusableError(dirname(path), error)
  }
}

function configure(database: DatabaseSync, options: SqliteFileOptions): void {
  database.exec('PRAGMA journal_mode = WAL')
  database.exec(`PRAGMA synchronous = ${options.durability === 'power' ? 'FULL' : 'NORMAL'}`)
  database.exec('PRAGMA foreign_keys = ON')
  const { cacheBytes } = options
  if (cacheBytes !== undefined) database.exec(`PRAGMA cache_size = -${Math.ceil(cacheBytes / 1_024)}`)
  if (options.checkpointer !== undefined) database.exec('PRAGMA wal_autocheckpoint = 0')
}

function checkWhole(database: DatabaseSync, path: string): void {
  // What a crash left in the write-ahead log goes into the file first: its length is right only then.
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  const { size } = statSync(path)
  const expected = number(database, 'page_count') * number(database, 'page_size')
  if (size < expected) throw corruptError(path, `${expected} bytes expected, ${size} found`)
  if (size > CHECKED_WHOLE_BYTES) {
    database.prepare('SELECT count(*) FROM sqlite_schema').get()
    return
  }
  const finding = database.prepare('PRAGMA quick_check(1)').get()?.quick_check
  if (finding !== 'ok') throw corruptError(path, String(finding))
}

function number(database: DatabaseSync, pragma: 'page_count' | 'page_size'): number {
  return Number(database.prepare(`PRAGMA ${pragma}`).get()?.[pragma])
}

function open(database: DatabaseSync, lock: FileLock, options: SqliteFileOptions): SqliteFile {
  const watch = options.checkpointer?.watch(options.path)
  let closing: Promise<void> | undefined
  const close = async () => {
    await watch?.stop()
    try {
      database.close()
    } finally {
      lock.release()
    }
  }
  return {
    path: options.path,
    database,
    close: () => {
      closing ??= close()
      return closing
    },
  }
}
