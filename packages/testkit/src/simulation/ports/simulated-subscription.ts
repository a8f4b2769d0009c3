/**
 * Reads partitions as a consumer behind a network does: each at its own pace, in batches of any size, with records that
 * come late, come again, or do not come for a long while. Order holds within a partition, and delivery is at least once.
 */
import type { Scheduler, SubscribeOptions, Subscription, TopicPosition } from '@oasis/ports'
import type { Faults } from '../faults.ts'
import type { Life } from '../process/life.ts'
import type { Partition, StoredRecord } from './broker.ts'

export interface SubscriptionContext {
  readonly life: Life
  readonly scheduler: Scheduler
  readonly faults: Faults
  readonly commit: (positions: readonly TopicPosition[]) => Promise<void>
  /** Told of each record handed over, for what the world wants to know of order between topics. */
  readonly onDelivered: (record: StoredRecord) => void
}

interface Reader {
  readonly partition: Partition
  next: number
  /** Everything before it has been handled. */
  settled: number
  readonly caughtUpAt: number
  scheduled: boolean
  inHand: Promise<void> | undefined
  readonly detach: () => void
}

const MAX_REPEATED = 5

export class SimulatedSubscription implements Subscription {
  readonly caughtUp: Promise<void>
  readonly failed: Promise<unknown>
  readonly #options: SubscribeOptions
  readonly #context: SubscriptionContext
  readonly #readers: readonly Reader[]
  #caughtUp: () => void = () => {}
  #fail: (error: unknown) => void = () => {}
  #paused = false
  #closed = false

  constructor(
    options: SubscribeOptions,
    context: SubscriptionContext,
    starts: readonly (readonly [Partition, number])[],
  ) {
    this.#options = options
    this.#context = context
    this.caughtUp = new Promise((resolve) => (this.#caughtUp = resolve))
    this.failed = new Promise((resolve) => (this.#fail = resolve))
    this.#readers = starts.map(([partition, next]) => this.#reader(partition, next))
    for (const reader of this.#readers) this.#wake(reader)
    this.#checkCaughtUp()
    context.life.atEnd(() => this.#end())
  }

  commit(positions: readonly TopicPosition[]): Promise<void> {
    return this.#context.commit(positions)
  }

  pause(): void {
    this.#paused = true
  }

  resume(): void {
    this.#paused = false
    for (const reader of this.#readers) this.#wake(reader)
  }

  lag(topic?: string): number {
    const asked = this.#readers.filter(({ partition }) => topic === undefined || partition.topic === topic)
    return asked.reduce((sum, { partition, settled }) => sum + partition.end - settled, 0)
  }

  async close(): Promise<void> {
    this.#end()
    await Promise.all(this.#readers.map((reader) => reader.inHand))
  }

  #end(): void {
    this.#closed = true
    for (const reader of this.#readers) reader.detach()
  }

  #reader(partition: Partition, next: number): Reader {
    const reader: Reader = {
      partition,
      next,
      settled: next,
      caughtUpAt: partition.end,
      scheduled: false,
      inHand: undefined,
      detach: partition.onAppend(() => this.#wake(reader)),
    }
    return reader
  }

  #isReady({ next, partition, inHand }: Reader): boolean {
    return !this.#closed && !this.#paused && inHand === undefined && next < partition.end
  }

  #wake(reader: Reader): void {
    if (reader.scheduled || !this.#isReady(reader)) return
    reader.scheduled = true
    this.#context.scheduler.after(this.#delayMs(), () => {
      reader.scheduled = false
      if (this.#isReady(reader)) this.#deliver(reader)
    })
  }

  #delayMs(): number {
    const { faults } = this.#context
    if (faults.strikes('bus.delivery-lost')) return faults.between(2_000, 12_000)
    if (faults.strikes('bus.delivery-delayed')) return faults.between(50, 1_500)
    return faults.between(0, 4)
  }

  #deliver(reader: Reader): void {
    const { partition, next } = reader
    const { maxBatch = 500 } = this.#options
    const records = partition.records.slice(next, next + maxBatch)
    for (const record of records) this.#context.onDelivered(record)
    reader.next = next + records.length
    const settled = () => this.#settle(reader, next)
    try {
      const pending = this.#options.onBatch(records)
      if (pending === undefined) settled()
      else reader.inHand = this.#await(reader, pending, settled)
    } catch (error) {
      this.#broken(error)
    }
  }

  async #await(reader: Reader, pending: Promise<void>, settled: () => void): Promise<void> {
    try {
      await pending
    } catch (error) {
      reader.inHand = undefined
      this.#broken(error)
      return
    }
    reader.inHand = undefined
    settled()
  }

  #settle(reader: Reader, from: number): void {
    reader.settled = Math.max(reader.settled, reader.next)
    this.#checkCaughtUp()
    const { faults } = this.#context
    // As after a rebalance: what was not committed comes again, in order.
    if (!this.#closed && faults.strikes('bus.delivery-duplicated')) {
      reader.next = Math.max(from, reader.next - faults.between(1, MAX_REPEATED + 1))
    }
    this.#wake(reader)
  }

  #broken(error: unknown): void {
    this.#end()
    this.#fail(error)
  }

  #checkCaughtUp(): void {
    if (this.#readers.every((reader) => reader.settled >= reader.caughtUpAt)) this.#caughtUp()
  }
}
