/** SQLite's result codes as errors that say what to do. Anything else, constraints included, passes unchanged. */
import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { OtsError } from '../errors/ots-error.ts'

/** Primary result codes: https://www.sqlite.org/rescode.html */
const BUSY = 5
const LOCKED = 6
const READONLY = 8
const IOERR = 10
const CORRUPT = 11
const FULL = 13
const CANTOPEN = 14
const NOTADB = 26

/** Less than this free, and a failed write is taken for a full disk: SQLite reports some of those as I/O errors. */
const NEARLY_FULL_BYTES = 256 * 1024

/** Undefined for errors that are not SQLite's. */
export function sqliteResultCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined
  return typeof error.errcode === 'number' ? error.errcode & 0xff : undefined
}

/** Another connection holds the lock right now; the same statement may succeed in a moment. */
export function isSqliteBusy(error: unknown): boolean {
  const code = sqliteResultCode(error)
  return code === BUSY || code === LOCKED
}

/** To be thrown in the place of `error`, which becomes its cause. */
export function toStorageError(error: unknown, path: string): unknown {
  const code = sqliteResultCode(error)
  const options = { cause: error }
  switch (code) {
    case BUSY:
    case LOCKED:
      return lockedError(path, error)
    case READONLY:
    case CANTOPEN:
      return unusableError(path, error)
    case CORRUPT:
    case NOTADB:
      return corruptError(path, error instanceof Error ? error.message : 'damaged', error)
    case FULL:
      return fullError(path, error)
    case IOERR:
      if (isNearlyFull(path)) return fullError(path, error)
      return new OtsError('OTS_STORE_FAILED', `${path} could not be read or written: ${text(error)}`, {
        ...options,
        hint: 'Check the disk; everything that was acknowledged is still in the file.',
      })
    default:
      return error
  }
}

export function lockedError(path: string, cause: unknown): OtsError {
  return new OtsError('OTS_DATA_DIR_LOCKED', `${path} is in use by another process`, {
    cause,
    hint: 'Stop the other OTS process, or give this one a data folder of its own (OTS_DATA_DIR).',
  })
}

export function unusableError(path: string, cause: unknown): OtsError {
  return new OtsError('OTS_DATA_DIR_UNUSABLE', `${path} cannot be opened for writing: ${text(cause)}`, {
    cause,
    hint: 'Check that the folder exists, belongs to this user and is not mounted read-only.',
  })
}

export function corruptError(path: string, finding: string, cause?: unknown): OtsError {
  return new OtsError('OTS_STORE_CORRUPT', `${path} is damaged: ${finding}`, {
    ...(cause === undefined ? {} : { cause }),
    hint: 'Move the file and those with the same name and -wal, -shm away and restore them from a backup; do not delete them.',
  })
}

function fullError(path: string, cause: unknown): OtsError {
  return new OtsError('OTS_DISK_FULL', `no space left for ${path}: nothing of this write was kept`, {
    cause,
    hint: 'Free some space there. What still runs goes on by itself; what has stopped, starts again from where it was.',
  })
}

function isNearlyFull(path: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dirname(path))
    return bavail * bsize < NEARLY_FULL_BYTES
  } catch {
    return false
  }
}

const text = (error: unknown): string => (error instanceof Error ? error.message : String(error))
