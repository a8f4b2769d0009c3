/** What the simulated broker keeps: records by partition, offsets by group. Outlives every service, loses nothing. */
import type { UnixNanos } from '@oasis/domain'
import type { BusRecord, NewRecord, TopicPosition, TopicSpec } from '@oasis/ports'

export interface StoredRecord extends BusRecord {
  /** Over all topics, in the order of arrival. */
  readonly serial: number
}

export class Partition {
  readonly topic: string
  readonly index: number
  readonly records: StoredRecord[] = []
  readonly #readers = new Set<() => void>()

  constructor(topic: string, index: number) {
    this.topic = topic
    this.index = index
  }

  get end(): number {
    return this.records.length
  }

  get key(): string {
    return `${this.topic}/${this.index}`
  }

  /** Returns how to stop being told. */
  onAppend(tell: () => void): () => void {
    this.#readers.add(tell)
    return () => this.#readers.delete(tell)
  }

  append(record: StoredRecord): void {
    this.records.push(record)
  }

  tellReaders(): void {
    for (const tell of this.#readers) tell()
  }
}

export class Broker {
  readonly #now: () => UnixNanos
  readonly #topics = new Map<string, readonly Partition[]>()
  readonly #committed = new Map<string, Map<string, number>>()
  #serial = 0

  constructor(now: () => UnixNanos) {
    this.#now = now
  }

  create({ name, partitions }: TopicSpec): void {
    const known = this.#topics.get(name)
    if (known && known.length !== partitions) throw new Error(`topic ${name} has ${known.length} partitions`)
    if (known) return
    this.#topics.set(
      name,
      Array.from({ length: partitions }, (_, index) => new Partition(name, index)),
    )
  }

  partitions(topic: string): readonly Partition[] {
    const found = this.#topics.get(topic)
    if (!found) throw new Error(`there is no topic ${topic}`)
    return found
  }

  /** All of them, in order, or (an unknown topic) none. */
  append(records: readonly NewRecord[]): void {
    const targets = records.map((record) => ({ record, partition: this.#partitionOf(record) }))
    for (const { record, partition } of targets) {
      partition.append({
        ...record,
        partition: partition.index,
        offset: partition.end,
        timestamp: this.#now(),
        serial: this.#serial++,
      })
    }
    for (const partition of new Set(targets.map((target) => target.partition))) partition.tellReaders()
  }

  committed(group: string, partition: Partition): number | undefined {
    return this.#committed.get(group)?.get(partition.key)
  }

  commit(group: string, positions: readonly TopicPosition[]): void {
    const offsets = this.#committed.get(group) ?? new Map<string, number>()
    this.#committed.set(group, offsets)
    for (const { topic, partition, offset } of positions) offsets.set(`${topic}/${partition}`, offset)
  }

  #partitionOf({ topic, key }: NewRecord): Partition {
    const partitions = this.partitions(topic)
    let hash = 0x811c9dc5
    for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193)
    const partition = partitions[(hash >>> 0) % partitions.length]
    if (!partition) throw new Error(`topic ${topic} has no partitions`)
    return partition
  }
}
