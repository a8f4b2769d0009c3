/**
 * The idempotent producer: acks=all, one batch of a partition under way at a time, all that is ready for a broker in one
 * request. What one turn of the event loop publishes goes together, and what comes while a batch is under way makes the
 * next one: short batches when there is little, long ones when there is much, and no waiting for either.
 */
import type { Logger, NewRecord, Scheduler } from '@oasis/ports'
import { type Metrics, OtsError, refuseRecord, TransientError } from '@oasis/runtime'
import { initProducerIdV4 } from '@platformatic/kafka'
import type { Cluster } from '../cluster/cluster.ts'
import { deadline } from '../cluster/deadline.ts'
import { isRefusal, reasonOf, refused, toBusError } from '../cluster/kafka-faults.ts'
import { type ProduceOutcome, produceApi } from '../wire/produce-api.ts'
import { PartitionLane } from './partition-lane.ts'
import { Publication } from './publication.ts'
import type { KeyPlace, KnownTopic, TopicDirectory } from './topic-directory.ts'

export interface ProducerOptions {
  readonly cluster: Cluster
  readonly directory: TopicDirectory
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly metrics: Metrics
  /** How long a record may be under way before its caller is told that it cannot be told. */
  readonly deliveryTimeoutMs: number
  readonly requestTimeoutMs: number
  /** What may wait in memory; more is refused. */
  readonly maxPendingBytes: number
}

interface Placed {
  readonly record: NewRecord
  readonly topic: KnownTopic
  readonly place: KeyPlace
}

const RETRY_MS = 100

const DURABLE = new Set(['NONE', 'DUPLICATE_SEQUENCE_NUMBER'])
const IDENTITY_LOST = new Set([
  'OUT_OF_ORDER_SEQUENCE_NUMBER',
  'UNKNOWN_PRODUCER_ID',
  'INVALID_PRODUCER_EPOCH',
  'INVALID_PRODUCER_ID_MAPPING',
  'PRODUCER_FENCED',
])
const FORBIDDEN = new Set(['TOPIC_AUTHORIZATION_FAILED', 'CLUSTER_AUTHORIZATION_FAILED'])
const UNACCEPTABLE = new Set([
  'MESSAGE_TOO_LARGE',
  'RECORD_LIST_TOO_LARGE',
  'INVALID_RECORD',
  'INVALID_TIMESTAMP',
  'INVALID_TOPIC_EXCEPTION',
  'INVALID_REQUIRED_ACKS',
  'POLICY_VIOLATION',
  'UNSUPPORTED_FOR_MESSAGE_FORMAT',
])

export class Producer {
  readonly #options: ProducerOptions
  readonly #lanes = new Map<KnownTopic, (PartitionLane | undefined)[]>()
  readonly #ready = new Set<PartitionLane>()
  #pendingBytes = 0
  #turnScheduled = false
  /** Publications that wait for topics to be looked up; those after them wait behind, to stay in order. */
  #lookups: Promise<unknown> | undefined
  #idle: (() => void)[] = []
  #inTrouble = false

  constructor(options: ProducerOptions) {
    this.#options = options
  }

  publish(records: readonly NewRecord[]): Promise<void> {
    if (this.#lookups === undefined) {
      const placed = this.#place(records)
      if (placed !== undefined) return this.#enqueue(placed)
    }
    return this.#afterLookup(records)
  }

  /** Resolves when nothing is under way. */
  async drained(): Promise<void> {
    while (this.#lookups !== undefined) await this.#lookups.catch(() => {})
    if (this.#pendingBytes === 0) return
    await new Promise<void>((resolve) => this.#idle.push(resolve))
  }

  /** All or nothing: undefined when a topic has to be looked up first. */
  #place(records: readonly NewRecord[]): Placed[] | undefined {
    const placed: Placed[] = []
    for (const record of records) {
      const topic = this.#options.directory.find(record.topic)
      if (topic === undefined) return undefined
      placed.push({ record, topic, place: topic.placeOf(record.key) })
    }
    return placed
  }

  async #afterLookup(records: readonly NewRecord[]): Promise<void> {
    const before = this.#lookups
    const lookup = this.#lookUp(records, before)
    const quiet = lookup.catch(() => {})
    this.#lookups = quiet
    void quiet.then(() => {
      if (this.#lookups === quiet) this.#lookups = undefined
    })
    const { written } = await lookup
    await written
  }

  async #lookUp(
    records: readonly NewRecord[],
    before: Promise<unknown> | undefined,
  ): Promise<{ readonly written: Promise<void> }> {
    await before
    try {
      await this.#options.directory.learn(records.map(({ topic }) => topic))
    } catch (error) {
      throw toBusError('looking up topics', error)
    }
    const placed = this.#place(records)
    if (placed === undefined) throw new TransientError('topics changed while they were looked up')
    // In an object, since what waits behind must not wait for the writing.
    const written = this.#enqueue(placed)
    written.catch(() => {})
    return { written }
  }

  #enqueue(placed: readonly Placed[]): Promise<void> {
    const refusal = this.#refusalOf(placed)
    if (refusal !== undefined) return Promise.reject(refusal)
    const isOver = deadline(this.#options.scheduler, this.#options.deliveryTimeoutMs)
    const publication = new Publication()
    for (const { record, topic, place } of placed) {
      const lane = this.#laneOf(topic, place.partition)
      this.#pendingBytes += lane.add(record, place.bytes, publication, isOver)
      this.#wake(lane)
    }
    publication.seal()
    return publication.done
  }

  #refusalOf(placed: readonly Placed[]): Error | undefined {
    if (this.#pendingBytes > this.#options.maxPendingBytes) {
      return new TransientError('too much waits to be written to Kafka')
    }
    for (const { record } of placed) {
      const refusal = refuseRecord(record)
      if (refusal !== undefined) return refusal
    }
    return undefined
  }

  #laneOf(topic: KnownTopic, partition: number): PartitionLane {
    let lanes = this.#lanes.get(topic)
    if (lanes === undefined) {
      lanes = new Array(topic.partitions).fill(undefined)
      this.#lanes.set(topic, lanes)
    }
    const known = lanes[partition]
    if (known !== undefined) return known
    const lane = new PartitionLane(topic, partition)
    lanes[partition] = lane
    return lane
  }

  #wake(lane: PartitionLane): void {
    if (lane.busy || lane.isEmpty) return
    this.#ready.add(lane)
    if (this.#turnScheduled) return
    this.#turnScheduled = true
    this.#options.scheduler.defer(() => {
      this.#turnScheduled = false
      this.#turn()
    })
  }

  #turn(): void {
    const byLeader = new Map<number, PartitionLane[]>()
    for (const lane of this.#ready) {
      lane.busy = true
      const { leader } = lane
      if (!lane.hasIdentity) void this.#identify(lane)
      else if (leader === undefined) this.#tryLater([lane], 'the partition has no leader')
      else byLeader.set(leader, [...(byLeader.get(leader) ?? []), lane])
    }
    this.#ready.clear()
    for (const [leader, lanes] of byLeader) void this.#send(leader, lanes)
  }

  async #identify(lane: PartitionLane): Promise<void> {
    try {
      const { producerId, producerEpoch } = await this.#options.cluster.callAny(initProducerIdV4.api, null, 0)
      lane.identify({ producerId, epoch: producerEpoch })
    } catch (error) {
      if (isRefusal(error)) this.#giveUp(lane, refused('a producer id', error))
      else this.#tryLater([lane], reasonOf(error))
      return
    }
    this.#release(lane)
  }

  async #send(leader: number, lanes: readonly PartitionLane[]): Promise<void> {
    const { cluster, requestTimeoutMs } = this.#options
    const broker = cluster.broker(leader)
    if (broker === undefined) return this.#tryLater(lanes, `broker ${leader} is not known`)
    // Brokers put their own time on topics of the registry; on others a batch has the time of its attempt.
    const nowMs = Number(this.#options.scheduler.now() / 1_000_000n)
    const batches = lanes.map((lane) => ({
      topic: lane.topic.name,
      partition: lane.partition,
      batch: lane.seal(nowMs),
    }))
    let outcomes: readonly ProduceOutcome[]
    try {
      outcomes = await cluster.call(broker, produceApi, requestTimeoutMs, batches)
    } catch (error) {
      if (!isRefusal(error)) return this.#tryLater(lanes, reasonOf(error))
      for (const lane of lanes) this.#giveUp(lane, refused('records', error))
      return
    }
    this.#settle(lanes, outcomes)
  }

  #settle(lanes: readonly PartitionLane[], outcomes: readonly ProduceOutcome[]): void {
    for (const lane of lanes) {
      const outcome = outcomes.find(
        ({ topic, partition }) => partition === lane.partition && topic === lane.topic.name,
      )
      const error = outcome?.error ?? 'no answer for the partition'
      if (DURABLE.has(error)) this.#succeed(lane)
      else if (FORBIDDEN.has(error)) this.#giveUp(lane, refused(`records for ${lane.topic.name}`, error))
      else if (UNACCEPTABLE.has(error)) this.#giveUp(lane, unacceptable(lane, error, outcome?.message))
      else {
        if (IDENTITY_LOST.has(error)) lane.forgetIdentity()
        this.#tryLater([lane], error)
      }
    }
  }

  #succeed(lane: PartitionLane): void {
    this.#written(lane.succeed())
    if (this.#inTrouble) {
      this.#inTrouble = false
      this.#options.logger.info({}, 'Kafka takes records again')
    }
    this.#release(lane)
  }

  #tryLater(lanes: readonly PartitionLane[], reason: string): void {
    const { scheduler, logger, metrics, directory } = this.#options
    if (!this.#inTrouble) {
      this.#inTrouble = true
      logger.warn({ reason, topic: lanes[0]?.topic.name }, 'records cannot be written to Kafka, trying again')
    }
    for (const lane of lanes) metrics.increment('ots_bus_publish_retries_total', { topic: lane.topic.name })
    scheduler.after(RETRY_MS, () => {
      // Where the leader is not known anew, the next attempt tells.
      void directory
        .refresh()
        .catch(() => {})
        .then(() => {
          for (const lane of lanes) this.#retry(lane, reason)
        })
    })
  }

  #retry(lane: PartitionLane, reason: string): void {
    if (lane.isOverdue || this.#options.cluster.closed.aborted) {
      this.#giveUp(lane, new TransientError(`records for ${lane.topic.name} not written in time: ${reason}`))
    } else this.#release(lane)
  }

  #giveUp(lane: PartitionLane, error: Error): void {
    this.#written(lane.fail(error))
    this.#release(lane)
  }

  #release(lane: PartitionLane): void {
    lane.busy = false
    this.#wake(lane)
  }

  #written(bytes: number): void {
    this.#pendingBytes -= bytes
    if (this.#pendingBytes > 0) return
    for (const resolve of this.#idle.splice(0)) resolve()
  }
}

function unacceptable(lane: PartitionLane, error: string, message: string | null | undefined): OtsError {
  return new OtsError(
    'OTS_RECORD_REFUSED',
    `Kafka does not take a record for ${lane.topic.name}: ${message ?? error}`,
    { hint: 'Compare the settings of the topic with "ots topics create"; nothing of the batch was written.' },
  )
}
