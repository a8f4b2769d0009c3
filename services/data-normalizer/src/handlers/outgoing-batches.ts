/** Collects what one incoming batch of one partition becomes, and publishes it in one call before offsets move on. */
import type { Bus, BusRecord, NewRecord } from '@oasis/ports'

type Partition = Pick<BusRecord, 'topic' | 'partition'>

export class OutgoingBatches {
  readonly #bus: Bus
  /** By partition: another one's failure must not lose or overtake these. */
  readonly #collected = new Map<string, NewRecord[]>()

  constructor(bus: Bus) {
    this.#bus = bus
  }

  add({ topic, partition }: Partition, record: NewRecord): void {
    const key = `${topic}/${partition}`
    const records = this.#collected.get(key)
    if (records === undefined) this.#collected.set(key, [record])
    else records.push(record)
  }

  /** Keeps everything for the next attempt when it rejects. */
  async flush({ topic, partition }: Partition): Promise<void> {
    const key = `${topic}/${partition}`
    const records = this.#collected.get(key)
    if (records === undefined) return
    await this.#bus.publish(records)
    this.#collected.delete(key)
  }
}
