/** Where an instance stands in the topics: the offset to read next, by topic and partition. */
import type { BusRecord, TopicPosition } from '@oasis/ports'

export class TopicPositions {
  readonly #offsets = new Map<string, number[]>()

  constructor(positions: readonly TopicPosition[]) {
    for (const { topic, partition, offset } of positions) this.#partitions(topic)[partition] = offset
  }

  /** Whether the record is behind this position. */
  has({ topic, partition, offset }: BusRecord): boolean {
    return offset < (this.#offsets.get(topic)?.[partition] ?? 0)
  }

  consumed({ topic, partition, offset }: BusRecord): void {
    this.#partitions(topic)[partition] = offset + 1
  }

  /** Never back. */
  skipTo({ topic, partition, offset }: TopicPosition): void {
    const offsets = this.#partitions(topic)
    offsets[partition] = Math.max(offsets[partition] ?? 0, offset)
  }

  list(): readonly TopicPosition[] {
    const positions: TopicPosition[] = []
    for (const [topic, offsets] of this.#offsets) {
      offsets.forEach((offset, partition) => {
        positions.push({ topic, partition, offset })
      })
    }
    return positions
  }

  #partitions(topic: string): number[] {
    let offsets = this.#offsets.get(topic)
    if (!offsets) {
      offsets = []
      this.#offsets.set(topic, offsets)
    }
    return offsets
  }
}

/** The least of several, partition by partition: from there nobody misses anything. */
export function earliestPositions(all: readonly (readonly TopicPosition[])[]): readonly TopicPosition[] {
  const earliest = new Map<string, TopicPosition>()
  for (const position of all.flat()) {
    const key = `${position.topic}/${position.partition}`
    const known = earliest.get(key)
    if (!known || position.offset < known.offset) earliest.set(key, position)
  }
  return [...earliest.values()]
}

/**
 * Positions as far as the log reaches. Beyond its end means that it has lost records (damage, or a restored backup):
 * then what comes next is read next, instead of being taken for read.
 */
export function withinLog(
  positions: readonly TopicPosition[],
  ends: readonly TopicPosition[],
): readonly TopicPosition[] {
  const endOf = new Map(ends.map(({ topic, partition, offset }) => [`${topic}/${partition}`, offset]))
  return positions.map((position) => {
    const end = endOf.get(`${position.topic}/${position.partition}`) ?? position.offset
    return end < position.offset ? { ...position, offset: end } : position
  })
}
