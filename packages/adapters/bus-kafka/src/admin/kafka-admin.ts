/** What people ask of a cluster: whether its topics are as the registry wants them, and how far consumers are behind. */
import type { Logger, Scheduler, TopicSpec } from '@oasis/ports'
import { OtsError } from '@oasis/runtime'
import { Admin, ConfigResourceTypes } from '@platformatic/kafka'
import { Cluster } from '../cluster/cluster.ts'
import { type KafkaConnection, parseBrokers, toDriverOptions } from '../cluster/connection-options.ts'
import { toBusError } from '../cluster/kafka-faults.ts'
import { endOffsets } from '../cluster/log-offsets.ts'
import { topicConfig } from './topic-config.ts'
import { createTopics, MAX_REPLICAS } from './topic-creation.ts'

export interface KafkaAdminOptions extends KafkaConnection {
  readonly scheduler: Scheduler
  readonly logger: Logger
  /** How long the first contact may take; default 10 s. */
  readonly connectWithinMs?: number
}

/** A setting of a topic that is not what the registry wants. */
export interface TopicDrift {
  readonly topic: string
  /** `partitions`, `replicas`, or the broker's name of a setting. */
  readonly setting: string
  readonly wanted: string
  readonly found: string
}

export interface TopicReport {
  readonly created: readonly string[]
  readonly drifts: readonly TopicDrift[]
}

export interface PartitionLag {
  readonly group: string
  readonly topic: string
  readonly partition: number
  readonly committed: number
  readonly end: number
  readonly lag: number
}

export interface KafkaAdmin {
  /** Makes what is missing, changes nothing that is there, and says what is not as wanted. */
  reconcileTopics(specs: readonly TopicSpec[]): Promise<TopicReport>
  /** What is not as wanted of the topics that are there. Changes nothing. */
  topicDrifts(specs: readonly TopicSpec[]): Promise<readonly TopicDrift[]>
  /** Of every group that commits offsets. Who keeps positions of its own does not show here. */
  lag(): Promise<readonly PartitionLag[]>
  close(): Promise<void>
}

const TIMEOUTS = { connectTimeoutMs: 5_000, requestTimeoutMs: 10_000, maxInFlight: 16 }
const WITHIN_MS = 10_000

/** Throws as `createKafkaBus` does. */
export async function createKafkaAdmin(options: KafkaAdminOptions): Promise<KafkaAdmin> {
  const cluster = new Cluster(options, options.scheduler, TIMEOUTS)
  try {
    await cluster.reach(options.connectWithinMs ?? WITHIN_MS)
  } catch (error) {
    await cluster.close()
    throw error
  }
  return new ClusterAdmin(options, cluster)
}

class ClusterAdmin implements KafkaAdmin {
  readonly #options: KafkaAdminOptions
  readonly #cluster: Cluster
  readonly #admin: Admin

  constructor(options: KafkaAdminOptions, cluster: Cluster) {
    this.#options = options
    this.#cluster = cluster
    this.#admin = new Admin({
      ...toDriverOptions(options, TIMEOUTS),
      clientId: options.clientId,
      bootstrapBrokers: [...parseBrokers(options.brokers)],
      retries: 2,
      retryDelay: 300,
    })
  }

  async reconcileTopics(specs: readonly TopicSpec[]): Promise<TopicReport> {
    const { scheduler, logger } = this.#options
    const before = await this.#asking('looking at topics', () =>
      this.#cluster.layout(specs.map(({ name }) => name)),
    )
    const isAsWanted = ({ name, partitions }: TopicSpec) =>
      (before.topics.get(name)?.leaders.length ?? partitions) === partitions
    // Of those with other partitions the report tells, beside everything else that is not as wanted.
    const makeable = specs.filter(isAsWanted)
    await createTopics(makeable, { cluster: this.#cluster, scheduler, logger, withinMs: WITHIN_MS })
    return {
      created: specs.filter(({ name }) => !before.topics.has(name)).map(({ name }) => name),
      drifts: await this.topicDrifts(specs),
    }
  }

  topicDrifts(specs: readonly TopicSpec[]): Promise<readonly TopicDrift[]> {
    return this.#asking('comparing topics', () => this.#drifts(specs))
  }

  async lag(): Promise<readonly PartitionLag[]> {
    return this.#asking('asking for lag', async () => {
      const groups = [...(await this.#admin.listGroups()).keys()].toSorted()
      if (groups.length === 0) return []
      const rows: Omit<PartitionLag, 'end' | 'lag'>[] = []
      for (const { groupId, topics } of await this.#admin.listConsumerGroupOffsets({ groups })) {
        for (const { name, partitions } of topics) {
          for (const { partitionIndex, committedOffset } of partitions) {
            const committed = Number(committedOffset)
            if (committed < 0) continue
            rows.push({ group: groupId, topic: name, partition: partitionIndex, committed })
          }
        }
      }
      return this.#withEnds(rows)
    })
  }

  async close(): Promise<void> {
    await this.#admin.close()
    await this.#cluster.close()
  }

  async #withEnds(rows: readonly Omit<PartitionLag, 'end' | 'lag'>[]): Promise<PartitionLag[]> {
    const ends = new Map<string, number>()
    for (const name of new Set(rows.map(({ topic }) => topic))) {
      for (const { partition, offset } of await this.#endsOf(name)) ends.set(`${name}/${partition}`, offset)
    }
    return rows
      .flatMap((row) => {
        const end = ends.get(`${row.topic}/${row.partition}`)
        return end === undefined ? [] : [{ ...row, end, lag: Math.max(0, end - row.committed) }]
      })
      .toSorted((a, b) => order(a.group, b.group) || order(a.topic, b.topic) || a.partition - b.partition)
  }

  /** Offsets may have been committed for a topic that is gone. */
  async #endsOf(topic: string) {
    const options = { cluster: this.#cluster, scheduler: this.#options.scheduler, withinMs: WITHIN_MS }
    try {
      return await endOffsets([topic], options)
    } catch (error) {
      if (error instanceof OtsError && error.code === 'OTS_TOPIC_UNKNOWN') return []
      throw error
    }
  }

  async #drifts(specs: readonly TopicSpec[]): Promise<TopicDrift[]> {
    const layout = await this.#cluster.layout(specs.map(({ name }) => name))
    const there = specs.filter(({ name }) => layout.topics.has(name))
    const found = await this.#settingsOf(there.map(({ name }) => name))
    const possible = Math.min(MAX_REPLICAS, layout.brokers.size)
    return there.flatMap((spec) => {
      const { name } = spec
      const topic = layout.topics.get(name)
      // A broker that is away is none of those known; what it holds is wanted all the same.
      const replicas = Math.max(possible, Math.min(MAX_REPLICAS, topic?.replicas ?? 0))
      const wanted = {
        partitions: `${spec.partitions}`,
        replicas: `${replicas}`,
        ...topicConfig(spec, replicas),
      }
      const actual: Readonly<Record<string, string>> = {
        ...found.get(name),
        partitions: `${topic?.leaders.length ?? 0}`,
        replicas: `${topic?.replicas ?? 0}`,
      }
      return Object.entries(wanted)
        .map(([setting, value]) => ({ topic: name, setting, wanted: value, found: actual[setting] ?? '' }))
        .filter((each) => each.wanted !== each.found)
    })
  }

  async #settingsOf(topics: readonly string[]): Promise<Map<string, Record<string, string>>> {
    const resources = topics.map((resourceName) => ({
      resourceType: ConfigResourceTypes.TOPIC,
      resourceName,
      configurationKeys: null,
    }))
    const described = await this.#admin.describeConfigs({ resources })
    return new Map(
      described.map(({ resourceName, configs }) => [
        resourceName,
        Object.fromEntries(configs.map(({ name, value }) => [name, value ?? ''])),
      ]),
    )
  }

  async #asking<Answer>(doing: string, ask: () => Promise<Answer>): Promise<Answer> {
    try {
      return await ask()
    } catch (error) {
      throw toBusError(doing, error)
    }
  }
}

const order = (a: string, b: string): number => (a < b ? -1 : Number(a > b))
