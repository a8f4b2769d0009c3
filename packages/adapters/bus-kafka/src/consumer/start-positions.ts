/** Where reading a partition begins: as asked for, as committed, or as told by `startAt`; and where it goes on when there is nothing. */
import type { Logger, SubscribeOptions, TopicPosition } from '@oasis/ports'
import { beginOffsets, endOffsets, type LogOffsetsOptions } from '../cluster/log-offsets.ts'
import type { TopicPartition } from './group-assignment.ts'
import { type PartitionFeed, partitionKey } from './partition-feed.ts'

export interface GroupStart extends TopicPosition {
  /** The group had no offset for it. */
  readonly isFresh: boolean
}

export class StartPositions {
  readonly #options: SubscribeOptions
  readonly #logger: Logger
  readonly #log: LogOffsetsOptions
  /** By partition, where the log ended at the time of subscribing. */
  readonly #ends: ReadonlyMap<string, number>
  /** Asked-for positions, each used once. */
  readonly #positions: Map<string, number>

  constructor(
    options: SubscribeOptions,
    logger: Logger,
    log: LogOffsetsOptions,
    ends: readonly TopicPosition[],
  ) {
    this.#options = options
    this.#logger = logger
    this.#log = log
    this.#ends = new Map(ends.map((end) => [partitionKey(end), end.offset]))
    this.#positions = new Map((options.positions ?? []).map((each) => [partitionKey(each), each.offset]))
  }

  /** For one that reads everything: within what the log has. */
  alone(begin: TopicPosition): TopicPosition {
    const key = partitionKey(begin)
    const end = this.#ends.get(key) ?? begin.offset
    const byDefault = this.#options.startAt === 'earliest' ? begin.offset : end
    const offset = this.#positions.get(key) ?? byDefault
    if (offset >= begin.offset && offset <= end) return { ...begin, offset }
    return { ...begin, offset: this.#outOfRange({ ...begin, offset }, begin.offset, end) }
  }

  async inGroup(
    partitions: readonly TopicPartition[],
    committed: ReadonlyMap<string, number>,
  ): Promise<GroupStart[]> {
    const uncommitted = partitions.filter((each) => !committed.has(partitionKey(each)))
    const starts = await this.#defaults(uncommitted)
    return partitions.map((each) => {
      const key = partitionKey(each)
      const asked = this.#positions.get(key)
      this.#positions.delete(key)
      const offset = asked ?? committed.get(key) ?? starts.get(key) ?? 0
      return { ...each, offset, isFresh: asked === undefined && !committed.has(key) }
    })
  }

  /** Where a feed goes on that has asked for what the log does not have; undefined when it has it by now. */
  async relocated({ topic, partition, fetchFrom: offset }: PartitionFeed): Promise<number | undefined> {
    const offsetIn = (positions: readonly TopicPosition[]) =>
      positions.find((each) => each.partition === partition)?.offset ?? 0
    const begin = offsetIn(await beginOffsets([topic], this.#log))
    const end = offsetIn(await endOffsets([topic], this.#log))
    if (offset >= begin && offset <= end) return undefined
    return this.#outOfRange({ topic, partition, offset }, begin, end)
  }

  /** Where a group without offsets begins. */
  async #defaults(partitions: readonly TopicPartition[]): Promise<ReadonlyMap<string, number>> {
    if (partitions.length === 0 || this.#options.startAt === 'latest') return this.#ends
    const topics = [...new Set(partitions.map(({ topic }) => topic))]
    const begins = await beginOffsets(topics, this.#log)
    return new Map(begins.map((begin) => [partitionKey(begin), begin.offset]))
  }

  #outOfRange({ topic, partition, offset }: TopicPosition, begin: number, end: number): number {
    const { group, startAt } = this.#options
    if (offset < begin) {
      this.#logger.warn(
        { group, topic, partition, offset, begin, lost: begin - offset },
        'records were deleted before they were read: going on with the oldest that is left',
      )
      return begin
    }
    // The log was begun anew, or replaced: its offsets mean nothing to this consumer.
    this.#logger.warn(
      { group, topic, partition, offset, end, startAt },
      'position is beyond the log, starting over',
    )
    return startAt === 'earliest' ? begin : end
  }
}
