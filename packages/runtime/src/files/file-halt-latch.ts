/**
 * The halt latch as one small file beside the stores. It is written aside, synced, renamed and its folder synced, so
 * that after a crash at any moment it is the old one or the new one, whole. What cannot be read is never taken for
 * "not halted": only a file that is not there is.
 */
import { type FileHandle, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { UnixNanos } from '@oasis/domain'
import type { HaltLatch, HaltRecord, Scheduler } from '@oasis/ports'
import { OtsError } from '../errors/ots-error.ts'
import { makeFolder } from './make-folder.ts'

/**
 * `read` throws `OTS_HALT_LATCH_UNREADABLE`; `set` and `clear` throw `OTS_STORE_FAILED`, and may be tried again. Virtual
 * time of `scheduler` stands while the disk works, or a replay would begin later on a slower disk.
 */
export function createFileHaltLatch(path: string, scheduler?: Pick<Scheduler, 'hold'>): HaltLatch {
  // One at a time, in the order they were asked for: a halt and a resume must not meet half-way.
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const release = scheduler?.hold()
    const mine = last.then(work).finally(release)
    last = mine.catch(() => {})
    return mine
  }
  return {
    read: () => inTurn(() => readLatch(path)),
    set: (record) => inTurn(() => written(path, () => replaceFile(path, encode(record)))),
    clear: () => inTurn(() => written(path, () => removeFile(path))),
  }
}

async function readLatch(path: string): Promise<HaltRecord | undefined> {
  let content: string
  try {
    content = await readFile(path, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw unreadable(path, text(error), error)
  }
  return decode(path, content)
}

const encode = ({ at, ...record }: HaltRecord): string => `${JSON.stringify({ ...record, at: String(at) })}\n`

function decode(path: string, content: string): HaltRecord {
  try {
    const { haltEpoch, reason, at, shared } = JSON.parse(content) as Record<string, unknown>
    const whole = typeof haltEpoch === 'number' && Number.isSafeInteger(haltEpoch) && haltEpoch >= 0
    if (whole && typeof reason === 'string' && typeof at === 'string' && /^\d+$/.test(at)) {
      // Whatever else stands there, it is not said that others know of it.
      return { haltEpoch, reason, at: BigInt(at) as UnixNanos, ...(shared === true ? { shared } : {}) }
    }
  } catch (error) {
    throw unreadable(path, text(error), error)
  }
  throw unreadable(path, 'a halt epoch, a reason and a time are needed')
}

async function replaceFile(path: string, content: string): Promise<void> {
  const aside = `${path}.new`
  makeFolder(dirname(path))
  await withFile(aside, 'w', async (file) => {
    await file.writeFile(content)
    await file.sync()
  })
  await rename(aside, path)
  await syncFolder(path)
}

async function removeFile(path: string): Promise<void> {
  await rm(path, { force: true })
  await syncFolder(path)
}

/** A name is on disk only once its folder is. Windows has no such call, and its file systems keep names in order. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  await withFile(dirname(path), 'r', (folder) => folder.sync())
}

async function withFile(
  path: string,
  flags: string,
  work: (file: FileHandle) => Promise<void>,
): Promise<void> {
  const file = await open(path, flags)
  try {
    await work(file)
  } finally {
    await file.close()
  }
}

async function written(path: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    throw new OtsError('OTS_STORE_FAILED', `the halt latch ${path} could not be written: ${text(error)}`, {
      cause: error,
      hint: 'Check the disk and the folder; then halt or resume again.',
    })
  }
}

const unreadable = (path: string, why: string, cause?: unknown): OtsError =>
  new OtsError('OTS_HALT_LATCH_UNREADABLE', `the halt latch ${path} cannot be read: ${why}`, {
    cause,
    hint: 'Trading stays halted. Halt once more to write it anew, then resume.',
  })

const errorCode = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined
const text = (error: unknown): string => (error instanceof Error ? error.message : String(error))
