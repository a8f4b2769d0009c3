/**
 * Keeps the private half over restarts: users, keys, transfers, orders, executions and what the ledger says of them,
 * one line for each step. A line is written before anything of it is told, and a write that returned survives SIGKILL;
 * so what a client was told is always known to the next run. The journal is kept whole: it is also the ledger.
 */
import { appendFileSync, closeSync, openSync, readFileSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { OtsError } from '@oasis/runtime'
import type { ApiKey, User } from '../accounts/user.ts'
import type { LedgerEntry } from '../ledger/ledger-keeper.ts'
import { lockFolder, readIfThere, writing } from './data-folder.ts'
import { decodeExact, encodeExact } from './exact-json.ts'

export interface VenueRecord extends LedgerEntry {
  /** Of the whole venue, once: all ids come from it, so that another venue's are others. */
  readonly venueId?: string
  readonly user?: User
  readonly key?: ApiKey
  /** Whose entry this is. */
  readonly userId?: string
}

export interface VenueJournal {
  load(): readonly VenueRecord[]
  append(record: VenueRecord): void
  close(): void
}

/** Nothing outlives the process. */
export const createVolatileVenueJournal = (): VenueJournal => ({
  load: () => [],
  append: () => {},
  close: () => {},
})

/** @throws OtsError OTS_DATA_DIR_UNUSABLE, OTS_DATA_DIR_LOCKED, OTS_STORE_FAILED; OTS_STORE_CORRUPT on load */
export function openVenueJournal(folder: string): VenueJournal {
  const lock = lockFolder(folder)
  const path = join(folder, 'venue.jsonl')
  const file = open(path)
  return {
    load: () => parseLines(path, readIfThere(path) ?? ''),
    append: (record) => writing(path, () => appendFileSync(file, `${encodeExact(record)}\n`)),
    close() {
      closeSync(file)
      lock.close()
    },
  }
}

function open(path: string): number {
  let file = 0
  writing(path, () => {
    file = openSync(path, 'a', 0o600)
    // A line cut short: its writer was killed before anybody was told. What follows must not be glued to it.
    const bytes = readFileSync(path)
    const end = bytes.lastIndexOf(10) + 1
    if (end < bytes.length) truncateSync(path, end)
  })
  return file
}

function parseLines(path: string, text: string): VenueRecord[] {
  return text
    .split('\n')
    .slice(0, -1)
    .map((line, index) => {
      try {
        // Written by `append` alone, so the shape is what was written.
        return decodeExact(line) as VenueRecord
      } catch (cause) {
        throw new OtsError('OTS_STORE_CORRUPT', `Line ${index + 1} of ${path} is damaged`, {
          cause,
          hint: 'Move the folder away to begin a new venue; its users, orders and keys will then be gone.',
        })
      }
    })
}
