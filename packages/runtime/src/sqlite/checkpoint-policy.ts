/**
 * When to checkpoint one file. PASSIVE moves pages without ever blocking the writer; the log then starts over at the
 * writer's next transaction, if nothing was added meanwhile. A writer that never pauses denies it that, so beyond a
 * bound RESTART is asked for: it holds the writer off, but only for the few pages that came during the PASSIVE one
 * before it. A log that is quiet is cut to nothing, for the disk's sake.
 */
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { isSqliteBusy } from './storage-errors.ts'

/** Pages (4 KiB) not yet in the file before they are worth an fsync; SQLite's own default. */
const WORTH_MOVING = 1_000
/** Looks without any change before the log counts as quiet. */
const QUIET_TICKS = 50
/** How long RESTART may wait for a reader while it holds the writer off. */
const BUSY_TIMEOUT_MS = 20

interface Progress {
  readonly pages: number
  readonly moved: number
}

export class CheckpointedFile {
  readonly #database: DatabaseSync
  readonly #noop: StatementSync
  readonly #passive: StatementSync
  readonly #restart: StatementSync
  readonly #truncate: StatementSync
  readonly #longestLogPages: number
  #lastPages = 0
  #quietTicks = 0

  /** Beyond `longestLogPages` the writer is held off for a moment. */
  constructor(path: string, longestLogPages: number) {
    this.#longestLogPages = longestLogPages
    this.#database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS })
    // Its own pages are never read again.
    this.#database.exec('PRAGMA cache_size = 10')
    this.#noop = this.#database.prepare('PRAGMA wal_checkpoint(NOOP)')
    this.#passive = this.#database.prepare('PRAGMA wal_checkpoint(PASSIVE)')
    this.#restart = this.#database.prepare('PRAGMA wal_checkpoint(RESTART)')
    this.#truncate = this.#database.prepare('PRAGMA wal_checkpoint(TRUNCATE)')
  }

  tick(): void {
    try {
      this.#step()
    } catch (error) {
      // A reader or the writer is in the way: the next look is soon enough.
      if (!isSqliteBusy(error)) throw error
    }
  }

  close(): void {
    this.#database.close()
  }

  #step(): void {
    const { pages, moved } = run(this.#noop)
    this.#quietTicks = pages === this.#lastPages ? this.#quietTicks + 1 : 0
    this.#lastPages = pages
    if (pages > this.#longestLogPages) {
      run(this.#passive)
      run(this.#passive)
      run(this.#restart)
    } else if (pages - moved >= WORTH_MOVING) {
      run(this.#passive)
    } else if (this.#quietTicks === QUIET_TICKS && pages > 0) {
      run(this.#truncate)
    }
  }
}

function run(statement: StatementSync): Progress {
  const row = statement.get()
  return { pages: Number(row?.log ?? 0), moved: Number(row?.checkpointed ?? 0) }
}
