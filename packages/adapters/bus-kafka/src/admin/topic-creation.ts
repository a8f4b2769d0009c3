/** Topics as the registry wants them: made where they are missing, refused where their partitions differ. */
import type { Logger, Scheduler, TopicSpec } from '@oasis/ports'
import { OtsError } from '@oasis/runtime'
import { createTopicsV7, protocolErrorsCodesById } from '@platformatic/kafka'
import { Backoff } from '../cluster/backoff.ts'
import type { Cluster, Layout } from '../cluster/cluster.ts'
import { deadline } from '../cluster/deadline.ts'
import { isRefusal, refused, responseOf, toBusError } from '../cluster/kafka-faults.ts'
import { topicConfig } from './topic-config.ts'

export interface TopicCreationOptions {
  readonly cluster: Cluster
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly withinMs: number
}

export const MAX_REPLICAS = 3

/** Idempotent. Throws `OTS_TOPIC_MISMATCH`, and `OTS_BUS_REFUSED` where the broker does not let us. */
export async function createTopics(
  specs: readonly TopicSpec[],
  options: TopicCreationOptions,
): Promise<void> {
  const { cluster, scheduler, withinMs } = options
  const isOver = deadline(scheduler, withinMs)
  const backoff = new Backoff(scheduler, cluster.closed)
  for (;;) {
    try {
      if (await createOnce(specs, options)) return
      if (isOver())
        throw new OtsError('OTS_BUS_UNREACHABLE', 'the topics have no leaders', {
          hint: 'Look at the brokers: some of them may be away.',
        })
    } catch (error) {
      if (error instanceof OtsError) throw error
      if (isRefusal(error)) throw refused('the topics', error)
      if (isOver() || cluster.closed.aborted) throw toBusError('creating topics', error)
    }
    await backoff.pause()
  }
}

/** True once all are there, with leaders. */
async function createOnce(specs: readonly TopicSpec[], options: TopicCreationOptions): Promise<boolean> {
  const { cluster, logger } = options
  const layout = await cluster.layout(specs.map(({ name }) => name))
  for (const spec of specs) refuseOtherPartitions(spec, layout)
  const missing = specs.filter(({ name }) => !layout.topics.has(name))
  if (missing.length === 0) return specs.every(({ name }) => hasLeaders(layout, name))
  const replicas = Math.min(MAX_REPLICAS, layout.brokers.size)
  await create(missing, replicas, cluster)
  logger.info({ topics: missing.map(({ name }) => name), replicas }, 'topics created')
  return false
}

async function create(specs: readonly TopicSpec[], replicas: number, cluster: Cluster): Promise<void> {
  const request = specs.map((spec) => ({
    name: spec.name,
    numPartitions: spec.partitions,
    replicationFactor: replicas,
    assignments: [],
    configs: Object.entries(topicConfig(spec, replicas)).map(([name, value]) => ({ name, value })),
  }))
  try {
    await cluster.callAny(createTopicsV7.api, request, REQUEST_TIMEOUT_MS, false)
  } catch (error) {
    const failed = failuresIn(responseOf(error))
    // Another process may make them at the same time.
    if (failed === undefined || failed.some(({ code }) => code !== 'TOPIC_ALREADY_EXISTS')) {
      throw toCreationError(error, failed)
    }
  }
}

const REQUEST_TIMEOUT_MS = 10_000
const LASTING = new Set([
  'INVALID_CONFIG',
  'INVALID_PARTITIONS',
  'INVALID_REPLICATION_FACTOR',
  'INVALID_TOPIC_EXCEPTION',
  'POLICY_VIOLATION',
])

interface Failure {
  readonly name: string
  readonly code: string
  readonly message: string | null | undefined
}

function failuresIn(response: unknown): Failure[] | undefined {
  if (typeof response !== 'object' || response === null || !('topics' in response)) return undefined
  // The driver attaches the answer that the request's own type describes.
  const { topics } = response as createTopicsV7.CreateTopicsResponse
  const names: Readonly<Record<string, string>> = protocolErrorsCodesById
  return topics
    .filter(({ errorCode }) => errorCode !== 0)
    .map(({ name, errorCode, errorMessage }) => ({
      name: name ?? '',
      code: names[`${errorCode}`] ?? `error ${errorCode}`,
      message: errorMessage,
    }))
}

function toCreationError(error: unknown, failures: readonly Failure[] | undefined): unknown {
  const lasting = failures?.find(({ code }) => LASTING.has(code))
  if (lasting === undefined) return error
  return new OtsError(
    'OTS_BUS_REFUSED',
    `Kafka does not create ${lasting.name}: ${lasting.message ?? lasting.code}`,
    { cause: error, hint: 'The settings come from the registry; look at the broker’s limits and policies.' },
  )
}

function refuseOtherPartitions(spec: TopicSpec, layout: Layout): void {
  const existing = layout.topics.get(spec.name)?.leaders.length ?? spec.partitions
  if (existing === spec.partitions && Number.isInteger(existing) && existing >= 1) return
  throw new OtsError(
    'OTS_TOPIC_MISMATCH',
    `topic ${spec.name} has ${existing} partitions, ${spec.partitions} are asked for`,
    { hint: 'A key would change its partition and lose its order: use a topic of another name.' },
  )
}

function hasLeaders(layout: Layout, name: string): boolean {
  return layout.topics.get(name)?.leaders.every((leader) => leader !== undefined) ?? false
}
