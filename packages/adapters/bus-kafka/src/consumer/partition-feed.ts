/**
 * Hands one partition to one subscription: one batch at a time, and the next only once it has settled. What was fetched
 * meanwhile waits as bytes, up to a limit; beyond it nothing is fetched, which is how backpressure reaches the broker.
 */
import type { BusRecord, Scheduler } from '@oasis/ports'
import type { FetchedPartition } from '../wire/fetch-api.ts'
import { offsetAfter, RecordBatchReader } from '../wire/record-batch-reader.ts'

export interface FeedOptions {
  readonly topic: string
  readonly partition: number
  readonly from: number
  /** One past the last record, as far as known. */
  readonly end: number
  readonly maxBatch: number
  readonly scheduler: Scheduler
  readonly isPaused: () => boolean
  readonly onBatch: (records: readonly BusRecord[]) => void | Promise<void>
  readonly onSettled: (feed: PartitionFeed) => void
  readonly onFailure: (error: unknown) => void
  /** There is room again after there was none. */
  readonly onRoom: () => void
}

const MAX_WAITING_BYTES = 2 * 1_024 * 1_024

export class PartitionFeed {
  readonly topic: string
  readonly partition: number
  readonly key: string
  readonly #options: FeedOptions
  readonly #fetched: RecordBatchReader[] = []
  #waitingBytes = 0
  #fetchFrom: number
  #next: number
  #settled: number
  #end: number
  #inHand: Promise<void> | undefined
  #handing = false
  #deferred = false
  #stopped = false

  constructor(options: FeedOptions) {
    this.#options = options
    this.topic = options.topic
    this.partition = options.partition
    this.key = partitionKey(options)
    this.#fetchFrom = options.from
    this.#next = options.from
    this.#settled = options.from
    this.#end = options.end
  }

  /** The next offset to ask the broker for. */
  get fetchFrom(): number {
    return this.#fetchFrom
  }

  get startedAt(): number {
    return this.#options.from
  }

  /** Everything before it has been handed over and is settled. */
  get settled(): number {
    return this.#settled
  }

  /** Counts what is in hand, too: a handler that hangs must not look like one that keeps up. */
  get lag(): number {
    return Math.max(0, this.#end - this.#settled)
  }

  get wantsMore(): boolean {
    return !this.#stopped && this.#waitingBytes < MAX_WAITING_BYTES
  }

  get isStopped(): boolean {
    return this.#stopped
  }

  endsAt(offset: number): void {
    if (offset > this.#end) this.#end = offset
  }

  /** What came for a request from `from`; late answers to other requests are not of use any more. */
  accept(from: number, fetched: FetchedPartition): void {
    if (this.#stopped || from !== this.#fetchFrom) return
    this.#end = fetched.end
    const after = offsetAfter(fetched.records)
    if (after === undefined || after <= from) return
    this.#fetchFrom = after
    this.#fetched.push(new RecordBatchReader(this.topic, this.partition, fetched.records, from))
    this.#waitingBytes += fetched.records.length
    this.pump()
  }

  /** The log does not go on where this feed is: it goes on at `offset`. Only while nothing waits to be handed over. */
  moveTo(offset: number): void {
    if (this.#fetched.length > 0 || this.#inHand !== undefined) return
    this.#fetchFrom = offset
    this.#next = offset
    this.#settle()
  }

  pump(): void {
    if (this.#handing || this.#deferred) return
    this.#handing = true
    try {
      if (this.#isReady()) this.#handOver()
    } catch (error) {
      this.#options.onFailure(error)
    } finally {
      this.#handing = false
    }
  }

  /** In the next turn, so that catching up on a long log leaves room for everything else. */
  pumpLater(): void {
    if (this.#deferred || this.#stopped) return
    this.#deferred = true
    this.#options.scheduler.defer(() => {
      this.#deferred = false
      this.pump()
    })
  }

  /** No batch begins after this; the promise is that of the batch in hand. */
  stop(): Promise<void> | undefined {
    this.#stopped = true
    return this.#inHand
  }

  #isReady(): boolean {
    return (
      !this.#stopped && this.#inHand === undefined && !this.#options.isPaused() && this.#fetched.length > 0
    )
  }

  #handOver(): void {
    const records = this.#take()
    const pending = records.length === 0 ? undefined : this.#options.onBatch(records)
    if (pending instanceof Promise) {
      this.#inHand = this.#await(pending)
      return
    }
    this.#settle()
    if (this.#fetched.length > 0) this.pumpLater()
  }

  #take(): BusRecord[] {
    const [reader] = this.#fetched
    if (reader === undefined) return []
    const records = reader.take(this.#options.maxBatch)
    this.#next = reader.next
    if (records.length < this.#options.maxBatch) {
      const isFull = !this.wantsMore
      this.#fetched.shift()
      this.#waitingBytes -= reader.size
      if (isFull && this.wantsMore) this.#options.onRoom()
    }
    return records
  }

  async #await(pending: Promise<void>): Promise<void> {
    try {
      await pending
    } catch (error) {
      this.#inHand = undefined
      this.#options.onFailure(error)
      return
    }
    this.#inHand = undefined
    this.#settle()
    this.pump()
  }

  #settle(): void {
    this.#settled = this.#next
    this.#options.onSettled(this)
  }
}

export function partitionKey({
  topic,
  partition,
}: {
  readonly topic: string
  readonly partition: number
}): string {
  return `${topic}/${partition}`
}
