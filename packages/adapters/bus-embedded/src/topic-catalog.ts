/** The topics of the file and their partitions' logs. */
import type { DatabaseSync } from 'node:sqlite'
import type { NewRecord, TopicSpec } from '@oasis/ports'
import { OtsError, partitionOf } from '@oasis/runtime'
import type { HeaderSets } from './header-columns.ts'
import { createCompactionIndexesSql, createLogSql } from './log-schema.ts'
import { PartitionLog } from './partition-log.ts'

export interface LogTopic {
  spec: TopicSpec
  readonly logs: readonly PartitionLog[]
  /** Keys repeat; hashing does not have to. */
  readonly partitionByKey: Map<string, PartitionLog>
}

/** Keys of most topics are instruments and accounts; where they are not, the cache must not grow for ever. */
const CACHED_KEYS = 10_000

export class TopicCatalog {
  readonly #database: DatabaseSync
  readonly #headerSets: HeaderSets
  readonly #topics = new Map<string, LogTopic>()

  constructor(database: DatabaseSync, headerSets: HeaderSets) {
    this.#database = database
    this.#headerSets = headerSets
    for (const row of database.prepare('SELECT * FROM topics').all()) {
      this.#load({
        name: String(row.name),
        partitions: Number(row.partitions),
        retentionMs: row.retention_ms === null ? undefined : Number(row.retention_ms),
        compacted: row.compacted === 1,
        groupCommit: row.group_commit === 1,
      })
    }
  }

  all(): Iterable<LogTopic> {
    return this.#topics.values()
  }

  /** Throws `OTS_TOPIC_UNKNOWN`. */
  get(name: string): LogTopic {
    const topic = this.#topics.get(name)
    if (topic) return topic
    throw new OtsError('OTS_TOPIC_UNKNOWN', `the topic ${name} does not exist`, {
      hint: 'Topics are created at start from the registry; check its name there.',
    })
  }

  logOf(topic: LogTopic, record: NewRecord): PartitionLog {
    const known = topic.partitionByKey.get(record.key)
    if (known) return known
    const log = topic.logs[partitionOf(record.key, topic.logs.length)]
    if (log === undefined) throw new Error(`topic ${topic.spec.name} has no partitions`)
    if (topic.partitionByKey.size >= CACHED_KEYS) topic.partitionByKey.clear()
    topic.partitionByKey.set(record.key, log)
    return log
  }

  /** Idempotent; retention, compaction and group commit may change, the number of partitions may not. */
  create(specs: readonly TopicSpec[]): void {
    for (const spec of specs) this.#refuseOtherPartitions(spec)
    this.#database.exec('BEGIN IMMEDIATE')
    try {
      for (const spec of specs) this.#write(spec)
      this.#database.exec('COMMIT')
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK')
      throw error
    }
    for (const spec of specs) this.#load(spec)
  }

  #refuseOtherPartitions(spec: TopicSpec): void {
    const existing = this.#topics.get(spec.name)?.spec.partitions ?? spec.partitions
    if (existing === spec.partitions && Number.isInteger(existing) && existing >= 1) return
    throw new OtsError(
      'OTS_TOPIC_MISMATCH',
      `topic ${spec.name} has ${existing} partitions, ${spec.partitions} are asked for`,
      { hint: 'A key would change its partition and lose its order: use a topic of another name.' },
    )
  }

  #write(spec: TopicSpec): void {
    const { name, partitions, retentionMs } = spec
    this.#database
      .prepare(
        `INSERT INTO topics (name, partitions, retention_ms, compacted, group_commit) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (name) DO UPDATE SET retention_ms = excluded.retention_ms,
           compacted = excluded.compacted, group_commit = excluded.group_commit`,
      )
      .run(name, partitions, retentionMs ?? null, spec.compacted ? 1 : 0, spec.groupCommit ? 1 : 0)
    const insertLog = this.#database.prepare('INSERT INTO logs (topic, partition) VALUES (?, ?)')
    if (!this.#topics.has(name)) {
      for (let partition = 0; partition < partitions; partition++) {
        this.#database.exec(createLogSql(Number(insertLog.run(name, partition).lastInsertRowid)))
      }
    }
    if (spec.compacted)
      for (const id of this.#logIds(name)) this.#database.exec(createCompactionIndexesSql(id))
  }

  #load(spec: TopicSpec): void {
    const existing = this.#topics.get(spec.name)
    if (existing) {
      existing.spec = spec
      return
    }
    const logs = this.#logIds(spec.name).map(
      (id, partition) => new PartitionLog(this.#database, this.#headerSets, id, spec.name, partition),
    )
    this.#topics.set(spec.name, { spec, logs, partitionByKey: new Map() })
  }

  /** In the order of the partitions. */
  #logIds(topic: string): number[] {
    const rows = this.#database.prepare('SELECT id FROM logs WHERE topic = ? ORDER BY partition').all(topic)
    return rows.map((row) => Number(row.id))
  }
}
