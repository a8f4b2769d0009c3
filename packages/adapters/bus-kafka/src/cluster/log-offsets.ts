/** Where partitions begin and end, asked of their leaders; goes on while leaders change, up to a deadline. */
import type { Scheduler, TopicPosition } from '@oasis/ports'
import { listOffsetsV7 } from '@platformatic/kafka'
import { Backoff } from './backoff.ts'
import type { Cluster } from './cluster.ts'
import { deadline } from './deadline.ts'
import { isRefusal, toBusError, unknownTopic } from './kafka-faults.ts'

const LATEST = -1n
const EARLIEST = -2n
const READ_UNCOMMITTED = 0
const CONSUMER = -1

export interface LogOffsetsOptions {
  readonly cluster: Cluster
  readonly scheduler: Scheduler
  readonly withinMs: number
}

/** Of all partitions of the topics. Throws `OTS_TOPIC_UNKNOWN`; `TransientError` after the deadline. */
export function endOffsets(topics: readonly string[], options: LogOffsetsOptions): Promise<TopicPosition[]> {
  return listOffsets(topics, LATEST, options)
}

export function beginOffsets(
  topics: readonly string[],
  options: LogOffsetsOptions,
): Promise<TopicPosition[]> {
  return listOffsets(topics, EARLIEST, options)
}

async function listOffsets(
  topics: readonly string[],
  timestamp: bigint,
  { cluster, scheduler, withinMs }: LogOffsetsOptions,
): Promise<TopicPosition[]> {
  const isOver = deadline(scheduler, withinMs)
  const backoff = new Backoff(scheduler, cluster.closed)
  for (;;) {
    try {
      return await listOnce(topics, timestamp, cluster)
    } catch (error) {
      const failure = toBusError('asking for the ends of the log', error)
      if (isRefusal(error) || isOver() || cluster.closed.aborted) throw failure
      if ('code' in failure && failure.code === 'OTS_TOPIC_UNKNOWN') throw failure
    }
    await backoff.pause()
  }
}

async function listOnce(
  topics: readonly string[],
  timestamp: bigint,
  cluster: Cluster,
): Promise<TopicPosition[]> {
  const layout = await cluster.layout(topics)
  const byLeader = new Map<number, Map<string, number[]>>()
  for (const name of topics) {
    const topic = layout.topics.get(name)
    if (topic === undefined) throw unknownTopic(name)
    for (const [partition, leader] of topic.leaders.entries()) {
      if (leader === undefined) throw new Error(`partition ${partition} of ${name} has no leader`)
      const ofLeader = byLeader.get(leader) ?? new Map<string, number[]>()
      byLeader.set(leader, ofLeader)
      ofLeader.set(name, [...(ofLeader.get(name) ?? []), partition])
    }
  }
  const answers = await Promise.all(
    [...byLeader].map(([leader, wanted]) => askLeader(cluster, leader, wanted, timestamp)),
  )
  return answers.flat()
}

async function askLeader(
  cluster: Cluster,
  leader: number,
  wanted: ReadonlyMap<string, readonly number[]>,
  timestamp: bigint,
): Promise<TopicPosition[]> {
  const broker = cluster.broker(leader)
  if (broker === undefined) throw new Error(`broker ${leader} is not known`)
  const request = [...wanted].map(([name, partitions]) => ({
    name,
    partitions: partitions.map((partitionIndex) => ({ partitionIndex, currentLeaderEpoch: -1, timestamp })),
  }))
  const { topics } = await cluster.call(broker, listOffsetsV7.api, CONSUMER, READ_UNCOMMITTED, request)
  return topics.flatMap(({ name, partitions }) =>
    partitions.map(({ partitionIndex, offset }) => ({
      topic: name,
      partition: partitionIndex,
      offset: Number(offset),
    })),
  )
}
