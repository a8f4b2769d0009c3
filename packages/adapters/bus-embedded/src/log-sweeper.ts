/**
 * Drops what is older than its topic keeps, and what a later record of the same key replaces, in small batches with
 * turns of the event loop between them. The newest record of a partition is never dropped: the next offset is read
 * from it at the next start. Freed pages are used again, so the file stays at the largest size it once needed.
 */
import type { DatabaseSync } from 'node:sqlite'
import { addMillis } from '@oasis/domain'
import type { Logger, Scheduler, Timer } from '@oasis/ports'
import { isSqliteBusy } from '@oasis/runtime'
import type { PartitionLog } from './partition-log.ts'
import type { LogTopic, TopicCatalog } from './topic-catalog.ts'

export interface SweeperOptions {
  readonly database: DatabaseSync
  readonly catalog: TopicCatalog
  readonly scheduler: Scheduler
  readonly logger: Logger | undefined
  readonly intervalMs: number
  /** How long a tombstone stays, so that slow consumers see it. */
  readonly tombstoneMs: number
}

const BATCH = 500
/** Between two batches: everything else has the right of way. */
const REST_MS = 2

export class LogSweeper {
  readonly #options: SweeperOptions
  /** Records before this one have already replaced those before them. */
  readonly #compactedTo = new Map<PartitionLog, number>()
  #timer: Timer | undefined
  #stopped = false

  constructor(options: SweeperOptions) {
    this.#options = options
  }

  /** Something was written. Without that nothing is swept, so an idle bus sets no timers. */
  wake(): void {
    if (this.#timer !== undefined || this.#stopped) return
    this.#timer = this.#options.scheduler.after(this.#options.intervalMs, () =>
      this.#sweep([...this.#tasks()]),
    )
  }

  stop(): void {
    this.#stopped = true
    this.#timer?.cancel()
  }

  /** Runs one batch of the first task; a task that has nothing left is done. */
  #sweep(tasks: readonly (() => boolean)[]): void {
    this.#timer = undefined
    if (this.#stopped) return
    let left = tasks
    try {
      while (left[0] !== undefined && !left[0]()) left = left.slice(1)
    } catch (err) {
      if (!isSqliteBusy(err)) {
        this.#options.logger?.warn({ err }, 'retention put off')
        return
      }
    }
    if (left.length > 0) this.#timer = this.#options.scheduler.after(REST_MS, () => this.#sweep(left))
  }

  /** Each returns whether it has more to do. */
  *#tasks(): Generator<() => boolean> {
    for (const topic of this.#options.catalog.all()) {
      for (const log of topic.logs) yield* this.#tasksOf(topic, log)
    }
  }

  *#tasksOf({ spec }: LogTopic, log: PartitionLog): Generator<() => boolean> {
    const { retentionMs } = spec
    if (spec.compacted) {
      yield () => this.#compact(log)
      yield () => this.#dropTombstones(log)
    } else if (retentionMs !== undefined) {
      yield () => this.#dropOld(log, retentionMs)
    }
  }

  #dropOld(log: PartitionLog, retentionMs: number): boolean {
    const { database, scheduler } = this.#options
    const cutoff = addMillis(scheduler.now(), -retentionMs)
    const oldest = database
      .prepare(`SELECT offset FROM log_${log.id} WHERE offset < ? AND ts < ? ORDER BY offset LIMIT ${BATCH}`)
      .all(log.end - 1, cutoff)
    const last = oldest.at(-1)?.offset
    if (last === undefined) return false
    database.prepare(`DELETE FROM log_${log.id} WHERE offset <= ?`).run(Number(last))
    return oldest.length === BATCH
  }

  #compact(log: PartitionLog): boolean {
    const { database } = this.#options
    const from = this.#compactedTo.get(log) ?? 0
    const fresh = database
      .prepare(`SELECT offset, key FROM log_${log.id} WHERE offset >= ? ORDER BY offset LIMIT ${BATCH}`)
      .all(from)
    const last = fresh.at(-1)?.offset
    if (last === undefined) return false
    const newest = new Map(fresh.map((row) => [String(row.key), Number(row.offset)]))
    const drop = database.prepare(`DELETE FROM log_${log.id} WHERE key = ? AND offset < ?`)
    inTransaction(database, () => {
      for (const [key, offset] of newest) drop.run(key, offset)
    })
    this.#compactedTo.set(log, Number(last) + 1)
    return fresh.length === BATCH
  }

  #dropTombstones(log: PartitionLog): boolean {
    const { database, scheduler, tombstoneMs } = this.#options
    const { changes } = database
      .prepare(
        `DELETE FROM log_${log.id} WHERE offset IN
           (SELECT offset FROM log_${log.id} WHERE value IS NULL AND ts < ? AND offset < ? LIMIT ${BATCH})`,
      )
      .run(addMillis(scheduler.now(), -tombstoneMs), log.end - 1)
    return Number(changes) === BATCH
  }
}

function inTransaction(database: DatabaseSync, work: () => void): void {
  database.exec('BEGIN IMMEDIATE')
  try {
    work()
    database.exec('COMMIT')
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}
