/**
 * What waits to be written to one partition, in order. One batch is under way at a time, with the same producer id and
 * sequence at each attempt, so the broker keeps it once; order holds because nothing overtakes it. When a batch is given
 * up, so is all that waits behind it: its callers repeat in their order.
 */
import type { NewRecord } from '@oasis/ports'
import { RecordBatchBuilder, sizeEstimate } from '../wire/record-batch-builder.ts'
import type { Publication } from './publication.ts'
import type { KnownTopic } from './topic-directory.ts'

/** Half of what a topic takes by default in one batch. */
const MAX_BATCH_BYTES = 512 * 1_024
/** Sequences are 32 bits and begin again at 0. */
const SEQUENCES = 2 ** 31

interface LaneBatch {
  readonly records: RecordBatchBuilder
  readonly publications: Publication[]
  readonly isOver: () => boolean
}

export interface LaneIdentity {
  readonly producerId: bigint
  readonly epoch: number
}

const MAX_EPOCH = 32_767

export class PartitionLane {
  readonly topic: KnownTopic
  readonly partition: number
  /** Under way, waiting for its next attempt, or getting an identity. */
  busy = false
  #identity: LaneIdentity | undefined
  #sequence = 0
  #batches: LaneBatch[] = []
  #isFirstSealed = false

  constructor(topic: KnownTopic, partition: number) {
    this.topic = topic
    this.partition = partition
  }

  get leader(): number | undefined {
    return this.topic.leaders[this.partition]
  }

  get hasIdentity(): boolean {
    return this.#identity !== undefined
  }

  get isEmpty(): boolean {
    return this.#batches.length === 0
  }

  /** Whether the first batch has had its time. */
  get isOverdue(): boolean {
    return this.#batches[0]?.isOver() ?? false
  }

  /** Returns how many bytes it took. */
  add(record: NewRecord, key: Buffer, publication: Publication, isOver: () => boolean): number {
    const batch = this.#openBatch(sizeEstimate(key, record.value, record.headers), isOver)
    if (batch.publications.at(-1) !== publication) {
      batch.publications.push(publication)
      publication.enter()
    }
    const before = batch.records.bytes
    batch.records.append(key, record.value, record.headers)
    return batch.records.bytes - before
  }

  identify(identity: LaneIdentity): void {
    this.#identity = identity
    this.#sequence = 0
  }

  /** The first batch for an attempt. */
  seal(nowMs: number): Buffer {
    const first = this.#batches[0]
    if (first === undefined || this.#identity === undefined) throw new Error('a lane with nothing to send')
    this.#isFirstSealed = true
    return first.records.seal(this.#identity, this.#sequence, nowMs)
  }

  /** The first batch is durable. Returns its bytes. */
  succeed(): number {
    const first = this.#batches.shift()
    this.#isFirstSealed = false
    if (first === undefined) return 0
    this.#sequence = (this.#sequence + first.records.count) % SEQUENCES
    for (const publication of first.publications) publication.settle(undefined)
    return first.records.bytes
  }

  /** The broker knows nothing of what went before: another identity is needed. */
  forgetIdentity(): void {
    this.#identity = undefined
  }

  /** Gives up all that is here. What may still be on the way is fenced by the next epoch. Returns the bytes. */
  fail(error: Error): number {
    const given = this.#batches
    this.#batches = []
    this.#isFirstSealed = false
    this.#nextEpoch()
    let bytes = 0
    for (const { records, publications } of given) {
      bytes += records.bytes
      for (const publication of publications) publication.settle(error)
    }
    return bytes
  }

  #nextEpoch(): void {
    const identity = this.#identity
    if (identity === undefined) return
    if (identity.epoch >= MAX_EPOCH) this.#identity = undefined
    else this.identify({ ...identity, epoch: identity.epoch + 1 })
  }

  #openBatch(bytes: number, isOver: () => boolean): LaneBatch {
    const last = this.#batches.at(-1)
    const isOpen = last !== undefined && !(this.#batches.length === 1 && this.#isFirstSealed)
    if (isOpen && last.records.bytes + bytes <= MAX_BATCH_BYTES) return last
    const batch = { records: new RecordBatchBuilder(), publications: [], isOver }
    this.#batches.push(batch)
    return batch
  }
}
