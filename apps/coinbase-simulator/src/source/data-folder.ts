/** Files of the simulator's data folder: one owner at a time, and errors that name the file. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { makeFolder, OtsError } from '@oasis/runtime'

/**
 * SQLite's file lock: released by the system however the process ends.
 * @throws OtsError OTS_DATA_DIR_UNUSABLE, OTS_DATA_DIR_LOCKED
 */
export function lockFolder(folder: string): { close(): void } {
  try {
    makeFolder(folder)
  } catch (cause) {
    throw new OtsError('OTS_DATA_DIR_UNUSABLE', `The simulator cannot use the folder ${folder}`, { cause })
  }
  try {
    const lock = new DatabaseSync(join(folder, 'lock.db'))
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT')
    return lock
  } catch (cause) {
    throw new OtsError('OTS_DATA_DIR_LOCKED', `Another simulator uses the folder ${folder}`, {
      cause,
      hint: 'Stop it, or give this one a folder of its own.',
    })
  }
}

export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw new OtsError('OTS_STORE_FAILED', `Cannot read ${path}`, { cause: error })
  }
}

/** @throws OtsError OTS_DISK_FULL, OTS_STORE_FAILED */
export function writing(path: string, write: () => void): void {
  try {
    write()
  } catch (cause) {
    const full = cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC'
    throw full
      ? new OtsError('OTS_DISK_FULL', `no space left for the simulator's ${path}`, { cause })
      : new OtsError('OTS_STORE_FAILED', `the simulator cannot write ${path}`, { cause })
  }
}
