/** The topics that are published to: how many partitions they have, who leads them, and where a key goes. */

import { partitionOf } from '@oasis/runtime'
import type { Cluster } from '../cluster/cluster.ts'
import { unknownTopic } from '../cluster/kafka-faults.ts'

export interface KeyPlace {
  readonly bytes: Buffer
  readonly partition: number
}

export class KnownTopic {
  readonly name: string
  /** As first seen: a key keeps its partition for the life of this process, whatever is added. */
  readonly partitions: number
  leaders: readonly (number | undefined)[]
  readonly #places = new Map<string, KeyPlace>()

  constructor(name: string, leaders: readonly (number | undefined)[]) {
    this.name = name
    this.partitions = leaders.length
    this.leaders = leaders
  }

  /** Keys repeat; hashing and encoding them does not have to. */
  placeOf(key: string): KeyPlace {
    const known = this.#places.get(key)
    if (known !== undefined) return known
    const place = { bytes: Buffer.from(key), partition: partitionOf(key, this.partitions) }
    if (this.#places.size >= CACHED_KEYS) this.#places.clear()
    this.#places.set(key, place)
    return place
  }
}

/** Keys of most topics are instruments and accounts; where they are not, the cache must not grow for ever. */
const CACHED_KEYS = 10_000

export class TopicDirectory {
  readonly #cluster: Cluster
  readonly #topics = new Map<string, KnownTopic>()
  #refreshing: Promise<void> | undefined

  constructor(cluster: Cluster) {
    this.#cluster = cluster
  }

  find(name: string): KnownTopic | undefined {
    return this.#topics.get(name)
  }

  /** Throws `OTS_TOPIC_UNKNOWN`. */
  async learn(names: Iterable<string>): Promise<void> {
    const missing = [...new Set(names)].filter((name) => !this.#topics.has(name))
    if (missing.length === 0) return
    const layout = await this.#cluster.layout(missing)
    for (const name of missing) {
      const topic = layout.topics.get(name)
      if (topic === undefined) throw unknownTopic(name)
      this.#topics.set(name, new KnownTopic(name, topic.leaders))
    }
  }

  /** Who leads now; one question at a time. Rejects when no broker answers. */
  refresh(): Promise<void> {
    this.#refreshing ??= this.#refresh().finally(() => {
      this.#refreshing = undefined
    })
    return this.#refreshing
  }

  async #refresh(): Promise<void> {
    const layout = await this.#cluster.layout([...this.#topics.keys()])
    for (const topic of this.#topics.values()) {
      const leaders = layout.topics.get(topic.name)?.leaders
      if (leaders !== undefined) topic.leaders = leaders
    }
  }
}
