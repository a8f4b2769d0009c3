/** Which partitions have a batch in hand, so that "nothing is waiting" can be told. Cheap enough for every record. */
import type { BusRecord } from '@oasis/ports'

export class OpenBatches {
  readonly #open = new Map<string, boolean[]>()
  #count = 0

  none(): boolean {
    return this.#count === 0
  }

  begin({ topic, partition }: BusRecord): void {
    const partitions = this.#open.get(topic)
    if (partitions?.[partition]) return
    this.#count++
    if (partitions) partitions[partition] = true
    else {
      const first: boolean[] = []
      first[partition] = true
      this.#open.set(topic, first)
    }
  }

  end({ topic, partition }: BusRecord): void {
    const partitions = this.#open.get(topic)
    if (!partitions?.[partition]) return
    this.#count--
    partitions[partition] = false
  }
}
