/**
 * Halts every system of a data folder. One that runs is asked; where none runs, the latch is set that the next start
 * finds. A system that is just starting or stopping has the folder and does not listen: it is asked until it does, or
 * has gone. So a halt is never told as done while something goes on that has not heard of it.
 */
import { join } from 'node:path'
import { createFileHaltLatch, createRealScheduler, lockFile, OtsError } from '@oasis/runtime'
import { HALT_LATCH } from '../composition/embedded-system.ts'
import { isListening } from './operator-address.ts'
import { askSystem, type Request } from './operator-client.ts'

export type Halted<T> =
  | { readonly kind: 'ANSWERED'; readonly folder: string; readonly answer: T }
  | { readonly kind: 'LATCHED'; readonly folder: string }

const LISTENING_MS = 20_000
const RETRY_MS = 200

/** Where some run, those that do not are left alone. */
export async function haltSystems<T>(
  folders: readonly string[],
  reason: string,
  request: Request<T>,
): Promise<readonly Halted<T>[]> {
  const running: string[] = []
  for (const folder of folders) if (isInUse(folder) || (await isListening(folder))) running.push(folder)
  return Promise.all((running.length > 0 ? running : folders).map((each) => haltOne(each, reason, request)))
}

async function haltOne<T>(folder: string, reason: string, request: Request<T>): Promise<Halted<T>> {
  const scheduler = createRealScheduler()
  for (let waited = 0; waited < LISTENING_MS; waited += RETRY_MS) {
    const answer = await askOrLatch(folder, reason, request)
    if (answer !== undefined) return { kind: 'ANSWERED', folder, answer }
    if (await latchUnlessInUse(folder, reason)) return { kind: 'LATCHED', folder }
    await scheduler.sleep(RETRY_MS)
  }
  await latch(folder, reason)
  throw stuck(folder, 'does not listen')
}

/** One that runs and gives no answer may be stuck: its next start will be halted, at least. */
async function askOrLatch<T>(folder: string, reason: string, request: Request<T>): Promise<T | undefined> {
  try {
    return await askSystem(folder, request)
  } catch (error) {
    if (error instanceof OtsError && error.code === 'OTS_USAGE') throw error
    await latch(folder, reason)
    throw stuck(folder, error instanceof Error ? error.message : String(error), error)
  }
}

const stuck = (folder: string, why: string, cause?: unknown): OtsError =>
  new OtsError('OTS_REQUEST_REFUSED', `the system in ${folder} is NOT known to be halted: ${why}`, {
    cause,
    hint: 'End its process; its next start begins HALTED and cancels what is open. Look at the venue meanwhile.',
  })

function isInUse(folder: string): boolean {
  try {
    lockFile(join(folder, 'ots')).release()
    return false
  } catch (error) {
    if (error instanceof OtsError && error.code === 'OTS_DATA_DIR_LOCKED') return true
    throw error
  }
}

/** Held while the latch is written: no start can have looked for it before. */
async function latchUnlessInUse(folder: string, reason: string): Promise<boolean> {
  let lock: ReturnType<typeof lockFile>
  try {
    lock = lockFile(join(folder, 'ots'))
  } catch (error) {
    if (error instanceof OtsError && error.code === 'OTS_DATA_DIR_LOCKED') return false
    throw error
  }
  try {
    await latch(folder, reason)
    return true
  } finally {
    lock.release()
  }
}

/**
 * A halt that is there already stays what it is. One that cannot be read is written anew, and so is one that others knew
 * of: it may be over by their word, and this one is not.
 */
async function latch(folder: string, reason: string): Promise<void> {
  const file = createFileHaltLatch(join(folder, HALT_LATCH))
  const known = await file.read().catch(() => undefined)
  if (known === undefined || known.shared)
    await file.set({ haltEpoch: 0, reason, at: createRealScheduler().now() })
}
