/**
 * The bus of one process: a durable log in one SQLite file, with the topics, partitions, offsets and consumer groups
 * of Kafka. Records are committed in groups, one transaction for what one turn of the event loop published, and handed
 * to subscriptions from memory right after; only those that have fallen behind read the file.
 */
import type {
  Bus,
  Logger,
  NewRecord,
  Scheduler,
  SubscribeOptions,
  TopicPosition,
  TopicSpec,
} from '@oasis/ports'
import {
  type Durability,
  openSqliteFile,
  refuseRecord,
  type SqliteCheckpointer,
  type SqliteFile,
  toStorageError,
} from '@oasis/runtime'
import { CommitGroup } from './commit-group.ts'
import { ConsumerGroup } from './consumer-group.ts'
import { EmbeddedSubscription } from './embedded-subscription.ts'
import { HeaderSets } from './header-columns.ts'
import { ensureSchema } from './log-schema.ts'
import { LogSweeper } from './log-sweeper.ts'
import { TopicCatalog } from './topic-catalog.ts'

export interface EmbeddedBusOptions {
  /** `:memory:` for tests and replays. */
  readonly path: string
  readonly scheduler: Scheduler
  readonly durability: Durability
  readonly logger?: Logger
  /** Without one, SQLite checkpoints within commits: correct, with stalls of milliseconds. */
  readonly checkpointer?: SqliteCheckpointer
  /** How often retention and compaction look, while there is writing; default 10 s. */
  readonly sweepIntervalMs?: number
  /** How long a compacted topic keeps tombstones; default a day, as Kafka. */
  readonly tombstoneMs?: number
}

const DAY_MS = 86_400_000

/**
 * Throws an `OtsError` when the file cannot be used: folder unusable, locked by another process, damaged, disk full.
 * `publish` and `commit` reject with one when a write fails; nothing of that turn is kept, and later ones may succeed.
 */
export async function createEmbeddedBus(options: EmbeddedBusOptions): Promise<Bus> {
  // The bus itself decides which transactions are synced.
  const file = openSqliteFile({ ...options, durability: 'process' })
  try {
    ensureSchema(file.database, file.path)
    return new EmbeddedBus(file, options)
  } catch (error) {
    await file.close()
    throw toStorageError(error, file.path)
  }
}

class EmbeddedBus implements Bus {
  readonly #file: SqliteFile
  readonly #options: EmbeddedBusOptions
  readonly #catalog: TopicCatalog
  readonly #commits: CommitGroup
  readonly #sweeper: LogSweeper
  readonly #groups = new Map<string, ConsumerGroup>()
  readonly #subscriptions = new Set<EmbeddedSubscription>()
  #closing: Promise<void> | undefined

  constructor(file: SqliteFile, options: EmbeddedBusOptions) {
    const { scheduler, logger } = options
    const headerSets = new HeaderSets(file.database)
    this.#file = file
    this.#options = options
    // A group commit that meets the checkpointer comes back a moment later instead of blocking the event loop.
    file.database.exec('PRAGMA busy_timeout = 0')
    this.#catalog = new TopicCatalog(file.database, headerSets)
    this.#commits = new CommitGroup(file, scheduler, this.#catalog, headerSets, options.durability)
    this.#sweeper = new LogSweeper({
      database: file.database,
      catalog: this.#catalog,
      scheduler,
      logger,
      intervalMs: options.sweepIntervalMs ?? 10_000,
      tombstoneMs: options.tombstoneMs ?? DAY_MS,
    })
  }

  async createTopics(specs: readonly TopicSpec[]): Promise<void> {
    this.#refuseIfClosed()
    this.#guarded(() => this.#patiently(() => this.#catalog.create(specs)))
  }

  async publish(records: readonly NewRecord[]): Promise<void> {
    this.#refuseIfClosed()
    if (records.length === 0) return
    for (const record of records) {
      const refusal = refuseRecord(record)
      if (refusal !== undefined) throw refusal
    }
    this.#sweeper.wake()
    return this.#guarded(() => this.#commits.publish(records))
  }

  async subscribe(options: SubscribeOptions): Promise<EmbeddedSubscription> {
    this.#refuseIfClosed()
    // Alone in a group of its own, it is given everything.
    const group = options.assignment === 'ALL' ? new ConsumerGroup(new Map()) : this.#group(options.group)
    const subscription = new EmbeddedSubscription(options, {
      scheduler: this.#options.scheduler,
      logger: this.#options.logger,
      group,
      logs: [...new Set(options.topics)].flatMap((name) => this.#catalog.get(name).logs),
      commit: (positions) => this.#commit(options.group, group, positions),
      onEnd: (ended) => this.#subscriptions.delete(ended),
    })
    this.#subscriptions.add(subscription)
    subscription.start()
    return subscription
  }

  async endPositions(topics: readonly string[]): Promise<readonly TopicPosition[]> {
    return topics.flatMap((name) => this.#catalog.get(name).logs.map((log) => log.endPosition))
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    this.#sweeper.stop()
    await Promise.all([...this.#subscriptions].map((subscription) => subscription.close()))
    this.#commits.flush()
    await this.#commits.idle()
    await this.#file.close()
  }

  async #commit(name: string, group: ConsumerGroup, positions: readonly TopicPosition[]): Promise<void> {
    const changes = positions.flatMap(({ topic, partition, offset }) => {
      const log = this.#catalog.get(topic).logs[partition]
      return log === undefined ? [] : [{ group: name, log, offset }]
    })
    if (changes.length === 0) return
    await this.#commits.commitOffsets(changes)
    for (const { log, offset } of changes) group.committed(log, offset)
  }

  #group(name: string): ConsumerGroup {
    const known = this.#groups.get(name)
    if (known) return known
    const rows = this.#file.database
      .prepare('SELECT log_id, next_offset FROM group_offsets WHERE group_name = ?')
      .all(name)
    const group = new ConsumerGroup(new Map(rows.map((row) => [Number(row.log_id), Number(row.next_offset)])))
    this.#groups.set(name, group)
    return group
  }

  #guarded<Result>(work: () => Result): Result {
    try {
      return work()
    } catch (error) {
      throw toStorageError(error, this.#file.path)
    }
  }

  /** Waits for the checkpointer on the spot. */
  #patiently(work: () => void): void {
    this.#file.database.exec('PRAGMA busy_timeout = 5000')
    try {
      work()
    } finally {
      this.#file.database.exec('PRAGMA busy_timeout = 0')
    }
  }

  #refuseIfClosed(): void {
    if (this.#closing !== undefined) throw new Error('the bus is closed')
  }
}
