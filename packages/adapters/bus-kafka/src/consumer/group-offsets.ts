/** The committed offsets of one group, kept by its coordinator. */
import type { Scheduler, TopicPosition } from '@oasis/ports'
import { TransientError } from '@oasis/runtime'
import { type Broker, offsetCommitV8, offsetFetchV8 } from '@platformatic/kafka'
import { Backoff } from '../cluster/backoff.ts'
import type { Cluster } from '../cluster/cluster.ts'
import { deadline } from '../cluster/deadline.ts'
import { isRefusal, protocolErrorOf, reasonOf, toBusError } from '../cluster/kafka-faults.ts'
import { partitionKey } from './partition-feed.ts'

export interface GroupOffsetsOptions {
  readonly cluster: Cluster
  readonly scheduler: Scheduler
  readonly group: string
  /** How long a commit may take before it is said that it cannot be told. */
  readonly withinMs: number
}

/** Who commits: a member in its generation, or nobody in particular where the group has no members. */
export interface Committer {
  readonly memberId: string
  readonly generation: number
}

export const NO_MEMBER: Committer = { memberId: '', generation: -1 }

/** The partitions are somebody else's by now. */
const NOT_OURS = new Set(['UNKNOWN_MEMBER_ID', 'ILLEGAL_GENERATION', 'FENCED_INSTANCE_ID'])

export type CommitOutcome = 'COMMITTED' | 'NOT_OURS'

export class GroupOffsets {
  readonly #options: GroupOffsetsOptions
  #coordinator: Promise<Broker> | undefined

  constructor(options: GroupOffsetsOptions) {
    this.#options = options
  }

  /** Next offsets by `topic/partition`, of those that have one. Throws `TransientError` after the deadline. */
  async fetch(partitions: readonly Omit<TopicPosition, 'offset'>[]): Promise<ReadonlyMap<string, number>> {
    const topics = [...Map.groupBy(partitions, ({ topic }) => topic)].map(([name, each]) => ({
      name,
      partitionIndexes: each.map(({ partition }) => partition),
    }))
    const { groups } = await this.#asking('reading committed offsets', (broker) =>
      this.#options.cluster.call(
        broker,
        offsetFetchV8.api,
        [{ groupId: this.#options.group, memberEpoch: -1, topics }],
        true,
      ),
    )
    const found = new Map<string, number>()
    for (const { name, partitions: each } of groups.flatMap((group) => group.topics)) {
      for (const { partitionIndex, committedOffset } of each) {
        if (committedOffset < 0n) continue
        found.set(partitionKey({ topic: name, partition: partitionIndex }), Number(committedOffset))
      }
    }
    return found
  }

  /** `committer` is asked at each attempt, since a rebalance may change it. Throws `TransientError` after the deadline. */
  async commit(
    positions: readonly TopicPosition[],
    committer: () => Committer,
    withinMs = this.#options.withinMs,
  ): Promise<CommitOutcome> {
    const topics = [...Map.groupBy(positions, ({ topic }) => topic)].map(([name, each]) => ({
      name,
      partitions: each.map(({ partition, offset }) => ({
        partitionIndex: partition,
        committedOffset: BigInt(offset),
        committedLeaderEpoch: -1,
      })),
    }))
    try {
      await this.#asking(
        'committing offsets',
        (broker) => {
          const { memberId, generation } = committer()
          const { cluster, group } = this.#options
          return cluster.call(broker, offsetCommitV8.api, group, generation, memberId, null, topics)
        },
        withinMs,
      )
      return 'COMMITTED'
    } catch (error) {
      if (NOT_OURS.has(protocolErrorOf(error) ?? '')) return 'NOT_OURS'
      throw error
    }
  }

  async #asking<Answer>(
    doing: string,
    ask: (coordinator: Broker) => Promise<Answer>,
    withinMs = this.#options.withinMs,
  ): Promise<Answer> {
    const { cluster, scheduler } = this.#options
    const isOver = deadline(scheduler, withinMs)
    const backoff = new Backoff(scheduler, cluster.closed)
    for (;;) {
      try {
        this.#coordinator ??= cluster.coordinator(this.#options.group)
        return await ask(await this.#coordinator)
      } catch (error) {
        this.#coordinator = undefined
        if (isRefusal(error) || NOT_OURS.has(protocolErrorOf(error) ?? '')) throw toKnown(doing, error)
        if (isOver() || cluster.closed.aborted) {
          throw new TransientError(`${doing} failed: ${reasonOf(error)}`, { cause: error })
        }
      }
      await backoff.pause()
    }
  }
}

/** A lost membership goes to the caller as it is. */
function toKnown(doing: string, error: unknown): unknown {
  return isRefusal(error) ? toBusError(doing, error) : error
}
