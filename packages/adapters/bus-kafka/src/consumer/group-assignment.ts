/** What members of a group tell each other by way of its coordinator: topics, what they own, who gets what. */
import {
  type ClusterTopicMetadata,
  cooperativeStickyAssigner,
  decodeConsumerProtocolAssignment,
  decodeConsumerProtocolSubscription,
  encodeConsumerProtocolAssignment,
  encodeConsumerProtocolSubscription,
  type joinGroupV9,
  type syncGroupV5,
} from '@platformatic/kafka'
import type { Layout } from '../cluster/cluster.ts'

export interface TopicPartition {
  readonly topic: string
  readonly partition: number
}

/** Of Java's clients, too: partitions stay where they are, and move only after their owner has let go. */
export const PROTOCOL = 'cooperative-sticky'
export const PROTOCOL_TYPE = 'consumer'
const VERSION = 3

export function encodeSubscription(
  topics: readonly string[],
  owned: readonly TopicPartition[],
  generation: number,
): Buffer {
  return encodeConsumerProtocolSubscription({
    version: VERSION,
    topics: [...topics],
    ownedPartitions: byTopic(owned),
    generationId: owned.length === 0 ? -1 : generation,
  })
}

export function decodeAssignment(bytes: Buffer): TopicPartition[] {
  if (bytes.length === 0) return []
  const { assignedPartitions } = decodeConsumerProtocolAssignment(bytes)
  return assignedPartitions.flatMap(({ topic, partitions }) =>
    partitions.map((partition) => ({ topic, partition })),
  )
}

type Members = ReadonlyMap<string, ReturnType<typeof decodeConsumerProtocolSubscription>>

export function membersOf({ members }: joinGroupV9.JoinGroupResponse): Members {
  return new Map(
    members.map(({ memberId, metadata }) => [memberId, decodeConsumerProtocolSubscription(metadata)]),
  )
}

export function topicsOf(members: Members): string[] {
  return [...new Set([...members.values()].flatMap(({ topics }) => topics))]
}

/** What the leader decides for all. */
export function assign(
  leader: string,
  members: Members,
  layout: Layout,
): syncGroupV5.SyncGroupRequestAssignment[] {
  const subscriptions = new Map(
    [...members].map(([memberId, { version, topics, userData, ownedPartitions, generationId, rackId }]) => [
      memberId,
      { memberId, version, topics, metadata: userData, ownedPartitions, generationId, rackId },
    ]),
  )
  const decided = cooperativeStickyAssigner(
    leader,
    subscriptions,
    new Set(topicsOf(members)),
    toDriverLayout(layout),
  )
  return decided.map(({ memberId, assignments }) => ({
    memberId,
    assignment: encodeConsumerProtocolAssignment({
      version: VERSION,
      assignedPartitions: [...assignments.values()],
    }),
  }))
}

export function without(
  partitions: readonly TopicPartition[],
  others: readonly TopicPartition[],
): TopicPartition[] {
  return partitions.filter(
    ({ topic, partition }) => !others.some((other) => other.partition === partition && other.topic === topic),
  )
}

function byTopic(partitions: readonly TopicPartition[]): { topic: string; partitions: number[] }[] {
  return [...Map.groupBy(partitions, ({ topic }) => topic)].map(([topic, each]) => ({
    topic,
    partitions: each.map(({ partition }) => partition),
  }))
}

/** The assignor looks at the numbers of partitions only. */
function toDriverLayout({ topics }: Layout): Parameters<typeof cooperativeStickyAssigner>[3] {
  const described = new Map<string, ClusterTopicMetadata>()
  for (const [name, { leaders }] of topics) {
    described.set(name, { id: name, partitions: [], partitionsCount: leaders.length, lastUpdate: 0 })
  }
  return { id: '', brokers: new Map(), controllerId: -1, lastUpdate: 0, topics: described }
}
