/**
 * One partition: its table, its end, and a short tail in memory for subscriptions that keep up. Offsets are gapless:
 * one is taken when a record is written, and given back when the transaction is not committed.
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { UnixNanos } from '@oasis/domain'
import type { BusRecord, NewRecord, TopicPosition } from '@oasis/ports'
import type { HeaderColumns, HeaderSets } from './header-columns.ts'
import { insertSql, readSql } from './log-schema.ts'

/** Whoever reads the partition as it grows. */
export interface LogReader {
  /** The next offset it wants. */
  readonly next: number
  /** There is more than before. */
  pump(): void
}

/** Records kept in memory for a reader that is busy; one that falls further behind reads the table. */
const TAIL_LENGTH = 512

type Row = [bigint, bigint, string, Uint8Array | null, bigint, string | null, string | null, string | null]

export class PartitionLog {
  readonly id: number
  readonly topic: string
  readonly partition: number
  readonly #headerSets: HeaderSets
  readonly #insert: StatementSync
  readonly #read: StatementSync
  /** Replaced, never changed: the arrays are in readers' hands. */
  #readers: readonly LogReader[] = []
  #tail: readonly BusRecord[] = []
  #uncommitted: BusRecord[] = []
  #end: number

  constructor(database: DatabaseSync, headerSets: HeaderSets, id: number, topic: string, partition: number) {
    this.id = id
    this.topic = topic
    this.partition = partition
    this.#headerSets = headerSets
    this.#insert = database.prepare(insertSql(id))
    this.#read = database.prepare(readSql(id))
    this.#read.setReadBigInts(true)
    this.#read.setReturnArrays(true)
    const last = database.prepare(`SELECT max(offset) AS last FROM log_${id}`).get()?.last
    this.#end = last === null || last === undefined ? 0 : Number(last) + 1
  }

  /** One past the last committed record. */
  get end(): number {
    return this.#end
  }

  get endPosition(): TopicPosition {
    return { topic: this.topic, partition: this.partition, offset: this.#end }
  }

  /** Within a transaction; nobody sees the record before {@link committed}. */
  append(record: NewRecord, headers: HeaderColumns, timestamp: UnixNanos): void {
    const { key, value } = record
    const offset = this.#end + this.#uncommitted.length
    const { headerSet, eventId, traceparent, more } = headers
    this.#insert.run(offset, timestamp, key, value ?? null, headerSet, eventId, traceparent, more)
    const { topic, partition } = this
    this.#uncommitted.push({ topic, partition, offset, timestamp, key, value, headers: record.headers })
  }

  rolledBack(): void {
    this.#uncommitted = []
  }

  /** What was appended is durable: readers get it now. */
  committed(): void {
    if (this.#uncommitted.length === 0) return
    this.#tail = this.#tail.length === 0 ? this.#uncommitted : this.#tail.concat(this.#uncommitted)
    this.#end += this.#uncommitted.length
    this.#uncommitted = []
    for (const reader of this.#readers) reader.pump()
    this.#trimTail()
  }

  /** At most `limit` records from `offset` on, in order; offsets that retention or compaction removed are passed over. */
  read(offset: number, limit: number): readonly BusRecord[] {
    const first = this.#tail[0]
    if (first === undefined || offset < first.offset) return this.#readTable(offset, limit)
    const from = offset - first.offset
    if (from === 0 && this.#tail.length <= limit) return this.#tail
    return this.#tail.slice(from, from + limit)
  }

  isInMemory(offset: number): boolean {
    const first = this.#tail[0]
    return first !== undefined && offset >= first.offset
  }

  attach(reader: LogReader): void {
    this.#readers = [...this.#readers, reader]
  }

  detach(reader: LogReader): void {
    this.#readers = this.#readers.filter((other) => other !== reader)
    this.#trimTail()
  }

  #trimTail(): void {
    if (this.#tail.length === 0) return
    const wanted = this.#readers.reduce((least, reader) => Math.min(least, reader.next), this.#end)
    if (wanted >= this.#end) this.#tail = []
    else if (this.#tail.length > TAIL_LENGTH) this.#tail = this.#tail.slice(-TAIL_LENGTH)
  }

  #readTable(offset: number, limit: number): BusRecord[] {
    // The columns and types are those of readSql.
    const rows = this.#read.all(offset, limit) as unknown as Row[]
    return rows.map((row) => this.#toRecord(row))
  }

  #toRecord([offset, ts, key, value, headerSet, eventId, traceparent, more]: Row): BusRecord {
    return {
      topic: this.topic,
      partition: this.partition,
      offset: Number(offset),
      timestamp: ts as UnixNanos,
      key,
      value: value ?? undefined,
      headers: this.#headerSets.unpack({ headerSet: Number(headerSet), eventId, traceparent, more }),
    }
  }
}
