/**
 * Keeps the synthetic market over restarts. Trades are appended before anybody sees them, and a write that returned
 * survives SIGKILL; so the ids that clients have seen are always known to the next run, and no id is lost or used
 * twice. The journal begins anew with each snapshot; snapshots replace each other atomically.
 */
import { appendFileSync, closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { OtsError } from '@oasis/runtime'
import { z } from 'zod'
import {
  type JournaledTrade,
  parseJournalLine,
  type SavedMarket,
  savedMarketSchema,
} from '../core/saved-state.ts'
import { lockFolder, readIfThere, writing } from './data-folder.ts'

export interface LoadedMarket {
  readonly saved: SavedMarket | undefined
  readonly trades: readonly JournaledTrade[]
}

export interface TradeJournal {
  load(): LoadedMarket
  append(lines: readonly string[]): void
  /** Writes a snapshot that includes everything appended so far. */
  replace(saved: SavedMarket): void
  close(): void
}

/** Nothing outlives the process. */
export const createVolatileJournal = (): TradeJournal => ({
  load: () => ({ saved: undefined, trades: [] }),
  append: () => {},
  replace: () => {},
  close: () => {},
})

const stateFile = z.object({ journal: z.int(), market: savedMarketSchema })

/** @throws OtsError OTS_DATA_DIR_UNUSABLE, OTS_DATA_DIR_LOCKED; OTS_STORE_CORRUPT on load */
export function openFileJournal(folder: string): TradeJournal {
  const lock = lockFolder(folder)
  const path = join(folder, 'market.json')
  const journalPath = (n: number) => join(folder, `trades-${n}.csv`)
  let current = 0
  return {
    load() {
      const text = readIfThere(path)
      if (text === undefined) return { saved: undefined, trades: [] }
      const state = parseState(path, text)
      current = state.journal
      const lines = (readIfThere(journalPath(current)) ?? '').split('\n')
      return { saved: state.market, trades: parseLines(journalPath(current), lines) }
    },
    append(lines) {
      const path = journalPath(current)
      if (lines.length > 0) writing(path, () => appendFileSync(path, `${lines.join('\n')}\n`))
    },
    replace(saved) {
      const previous = current
      rmSync(journalPath(previous + 1), { force: true })
      const text = JSON.stringify({ journal: previous + 1, market: saved })
      writing(path, () => writeAtomically(path, text))
      current = previous + 1
      rmSync(journalPath(previous), { force: true })
    },
    close: () => lock.close(),
  }
}

function parseState(path: string, text: string): z.infer<typeof stateFile> {
  try {
    return stateFile.parse(JSON.parse(text))
  } catch (cause) {
    throw new OtsError('OTS_STORE_CORRUPT', `The simulator's state in ${path} is damaged`, {
      cause,
      hint: 'Move the folder away to begin a new market; its trade ids will then begin anew as well.',
    })
  }
}

/** The last line may be cut short: its writer was killed before anybody could have seen that trade. */
function parseLines(path: string, lines: readonly string[]): JournaledTrade[] {
  const trades: JournaledTrade[] = []
  for (const [index, line] of lines.entries()) {
    if (index === lines.length - 1) break
    const trade = parseJournalLine(line)
    if (!trade) throw new OtsError('OTS_STORE_CORRUPT', `Line ${index + 1} of ${path} is damaged`)
    trades.push(trade)
  }
  return trades
}

function writeAtomically(path: string, text: string): void {
  const temporary = `${path}.new`
  const file = openSync(temporary, 'w')
  try {
    // Not `writeSync`: on a disk that fills up it writes a part and says so only by its result.
    writeFileSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(temporary, path)
}
