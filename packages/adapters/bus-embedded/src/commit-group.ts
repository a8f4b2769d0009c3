/**
 * Everything published or committed in one turn of the event loop becomes one SQLite transaction in the next. Promises
 * settle, and readers see the records, after it. With `power` durability a transaction that holds a record of a topic
 * without group commit is synced to the disk before it counts; market data and offsets on their own are not, so a
 * power failure may take the last moments of those (the log stays whole: a prefix survives).
 */
import type { StatementSync } from 'node:sqlite'
import type { NewRecord, Scheduler } from '@oasis/ports'
import { type Durability, isSqliteBusy, type SqliteFile, toStorageError } from '@oasis/runtime'
import type { HeaderSets } from './header-columns.ts'
import type { PartitionLog } from './partition-log.ts'
import type { TopicCatalog } from './topic-catalog.ts'

interface Append {
  readonly log: PartitionLog
  readonly record: NewRecord
}

interface Waiting {
  resolve(): void
  reject(error: unknown): void
}

export interface OffsetChange {
  readonly group: string
  readonly log: PartitionLog
  readonly offset: number
}

/** The checkpointer holds the writer off for a few milliseconds at most. */
/** Consumers that answer every record with a record must not keep the event loop for ever. */
const MAX_ROUNDS = 4
const BUSY_RETRY_MS = 1

export class CommitGroup {
  readonly #file: SqliteFile
  readonly #scheduler: Scheduler
  readonly #catalog: TopicCatalog
  readonly #headerSets: HeaderSets
  readonly #durability: Durability
  readonly #begin: StatementSync
  readonly #commit: StatementSync
  readonly #putOffset: StatementSync
  #appends: Append[] = []
  #offsets: OffsetChange[] = []
  #waiting: Waiting[] = []
  #syncWanted = false
  #synced = false
  #scheduled = false

  constructor(
    file: SqliteFile,
    scheduler: Scheduler,
    catalog: TopicCatalog,
    headerSets: HeaderSets,
    durability: Durability,
  ) {
    this.#file = file
    this.#scheduler = scheduler
    this.#catalog = catalog
    this.#headerSets = headerSets
    this.#durability = durability
    const { database } = file
    this.#begin = database.prepare('BEGIN IMMEDIATE')
    this.#commit = database.prepare('COMMIT')
    this.#putOffset = database.prepare(
      `INSERT INTO group_offsets (group_name, log_id, next_offset) VALUES (?, ?, ?)
       ON CONFLICT (group_name, log_id) DO UPDATE SET next_offset = excluded.next_offset`,
    )
  }

  /** Throws, and takes nothing, if a topic does not exist. */
  publish(records: readonly NewRecord[]): Promise<void> {
    const appends = records.map((record) => this.#prepare(record))
    for (const append of appends) this.#appends.push(append)
    return this.#wait()
  }

  commitOffsets(changes: readonly OffsetChange[]): Promise<void> {
    for (const change of changes) this.#offsets.push(change)
    return this.#wait()
  }

  /**
   * Commits what is waiting now instead of in the next turn. What consumers publish while they are handed the records
   * goes in a commit right after: one hop from topic to topic is then no turn of the event loop.
   */
  flush(): void {
    for (let round = 0; round < MAX_ROUNDS && this.#waiting.length > 0; round++) {
      if (!this.#flushOnce()) return
    }
  }

  #flushOnce(): boolean {
    const outcome = this.#transact()
    if (outcome === 'BUSY') {
      this.#scheduleFlush((run) => this.#scheduler.after(BUSY_RETRY_MS, run))
      return false
    }
    const waiting = this.#waiting
    const touched = new Set(this.#appends.map((append) => append.log))
    this.#appends = []
    this.#offsets = []
    this.#waiting = []
    this.#syncWanted = false
    if (outcome === 'COMMITTED') {
      for (const { resolve } of waiting) resolve()
      for (const log of touched) log.committed()
    } else {
      for (const log of touched) log.rolledBack()
      for (const { reject } of waiting) reject(outcome.error)
    }
    return true
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    while (this.#waiting.length > 0) await this.#wait().catch(() => {})
  }

  #prepare(record: NewRecord): Append {
    const topic = this.#catalog.get(record.topic)
    if (!topic.spec.groupCommit) this.#syncWanted = true
    return { log: this.#catalog.logOf(topic, record), record }
  }

  #wait(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject })
      this.#scheduleFlush((run) => this.#scheduler.defer(run))
    })
  }

  #scheduleFlush(schedule: (run: () => void) => void): void {
    if (this.#scheduled) return
    this.#scheduled = true
    schedule(() => {
      this.#scheduled = false
      this.flush()
    })
  }

  #transact(): 'COMMITTED' | 'BUSY' | { readonly error: unknown } {
    const { database, path } = this.#file
    try {
      if (this.#durability === 'power') this.#setSync(this.#syncWanted)
      this.#begin.run()
      this.#write()
      this.#commit.run()
      this.#headerSets.committed()
      return 'COMMITTED'
    } catch (error) {
      this.#headerSets.rolledBack()
      if (database.isTransaction) database.exec('ROLLBACK')
      else if (isSqliteBusy(error)) return 'BUSY'
      return { error: toStorageError(error, path) }
    }
  }

  #write(): void {
    const timestamp = this.#scheduler.now()
    for (const { log, record } of this.#appends) {
      log.append(record, this.#headerSets.pack(record.headers), timestamp)
    }
    for (const { group, log, offset } of this.#offsets) this.#putOffset.run(group, log.id, offset)
  }

  /** Takes effect for the transactions that begin after it. */
  #setSync(wanted: boolean): void {
    if (wanted === this.#synced) return
    this.#file.database.exec(`PRAGMA synchronous = ${wanted ? 'FULL' : 'NORMAL'}`)
    this.#synced = wanted
  }
}
