/**
 * Hands one partition to one subscription: one batch at a time, from memory while it keeps up, from the table while it
 * does not. A handler that returns nothing costs no promise and no turn of the event loop.
 */
import type { BusRecord, Scheduler } from '@oasis/ports'
import type { LogReader, PartitionLog } from './partition-log.ts'

export interface ReaderOptions {
  readonly log: PartitionLog
  readonly scheduler: Scheduler
  readonly from: number
  readonly maxBatch: number
  readonly isPaused: () => boolean
  readonly onBatch: (records: readonly BusRecord[]) => void | Promise<void>
  /** Everything before `offset` has been handed over and is settled. */
  readonly onSettled: (reader: PartitionReader, offset: number) => void
  readonly onFailure: (error: unknown) => void
}

export class PartitionReader implements LogReader {
  readonly log: PartitionLog
  readonly #options: ReaderOptions
  #next: number
  #settled: number
  #handing = false
  #deferred = false
  #stopped = false
  #inHand: Promise<void> | undefined

  constructor(options: ReaderOptions) {
    this.#options = options
    this.log = options.log
    this.#next = options.from
    this.#settled = options.from
    this.log.attach(this)
  }

  get next(): number {
    return this.#next
  }

  get settled(): number {
    return this.#settled
  }

  pump(): void {
    if (this.#handing || this.#deferred) return
    this.#handing = true
    try {
      while (this.#isReady() && this.#handOver());
    } finally {
      this.#handing = false
    }
  }

  /** In the next turn, so that whoever asks is not interrupted by a batch. */
  pumpLater(): void {
    if (this.#deferred) return
    this.#deferred = true
    this.#options.scheduler.defer(() => {
      this.#deferred = false
      this.pump()
    })
  }

  /** No batch begins after this; the promise is that of the batch in hand. */
  stop(): Promise<void> | undefined {
    this.#stopped = true
    this.log.detach(this)
    return this.#inHand
  }

  #isReady(): boolean {
    return (
      !this.#stopped && this.#inHand === undefined && !this.#options.isPaused() && this.#next < this.log.end
    )
  }

  /** False when the next batch has to wait. */
  #handOver(): boolean {
    const fromMemory = this.log.isInMemory(this.#next)
    const end = this.log.end
    const records = this.log.read(this.#next, this.#options.maxBatch)
    const last = records.at(-1)
    this.#next = last === undefined ? end : last.offset + 1
    const pending = last === undefined ? undefined : this.#call(records)
    if (pending !== undefined) {
      this.#inHand = this.#await(pending)
      return false
    }
    this.#settle()
    if (fromMemory) return true
    // Catching up on a long log must leave room for everything else.
    if (this.#isReady()) this.pumpLater()
    return false
  }

  #call(records: readonly BusRecord[]): Promise<void> | undefined {
    try {
      return this.#options.onBatch(records) ?? undefined
    } catch (error) {
      return Promise.reject(error)
    }
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
    this.#options.onSettled(this, this.#settled)
  }
}
