/**
 * Keeps a second process away from a SQLite file while leaving this one free to open more connections to it (the
 * checkpointer's), which SQLite's own exclusive mode would not. The lock is an open exclusive transaction on a tiny
 * database beside the file: the operating system drops it with the process, however that ends.
 */
import { DatabaseSync } from 'node:sqlite'
import { isSqliteBusy, lockedError, toStorageError } from './storage-errors.ts'

export interface FileLock {
  release(): void
}

/** Throws `OTS_DATA_DIR_LOCKED` when another holder lives; `waitMs` blocks for so long until it lets go. */
export function lockFile(path: string, waitMs = 0): FileLock {
  const lockPath = `${path}-lock`
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(lockPath)
    // No journal file: nothing is ever written.
    database.exec(`PRAGMA busy_timeout = ${waitMs}; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE`)
  } catch (error) {
    database?.close()
    throw isSqliteBusy(error) ? lockedError(path, error) : toStorageError(error, lockPath)
  }
  const held = database
  return { release: () => held.close() }
}
