/**
 * The bus over Apache Kafka. One set of connections for what is in a hurry, one for producing, and for each subscription
 * one for fetching and, in a group, one for joining: brokers answer a connection's requests one after the other.
 */
import type {
  Bus,
  Logger,
  NewRecord,
  Scheduler,
  SubscribeOptions,
  Subscription,
  TopicPosition,
  TopicSpec,
} from '@oasis/ports'
import { createNoMetrics, type Metrics } from '@oasis/runtime'
import { createTopics } from './admin/topic-creation.ts'
import { Cluster } from './cluster/cluster.ts'
import type { KafkaConnection } from './cluster/connection-options.ts'
import { endOffsets } from './cluster/log-offsets.ts'
import type { MembershipTimes } from './consumer/group-membership.ts'
import { KafkaSubscription } from './consumer/kafka-subscription.ts'
import { Producer } from './producer/producer.ts'
import { TopicDirectory } from './producer/topic-directory.ts'

export interface KafkaBusOptions extends KafkaConnection {
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly metrics?: Metrics
  /** How long the first contact may take; default 10 s. */
  readonly connectWithinMs?: number
  /** After it a record's fate is given up on and `publish` rejects with a `TransientError`; default 20 s. */
  readonly deliveryTimeoutMs?: number
  /** What may wait in memory to be written; default 64 MiB. */
  readonly maxPendingBytes?: number
  /** A member that was not heard for as long loses its partitions; default 10 s, at least the broker's 6 s. */
  readonly sessionTimeoutMs?: number
  /** How long a rebalance waits for a member whose batch is in hand; default 20 s, at least the session's time. */
  readonly rebalanceTimeoutMs?: number
}

const CONNECT_TIMEOUT_MS = 5_000
const REQUEST_TIMEOUT_MS = 5_000
const REQUEST_WITHIN_MS = 10_000
const PRODUCE_TIMEOUT_MS = 10_000
const MAX_IN_FLIGHT = 64
const CLOSE_WITHIN_MS = 3_000
const MIB = 1_024 * 1_024

/**
 * Throws `OTS_BUS_UNREACHABLE` when no broker answers in time, `OTS_BUS_REFUSED` for wrong credentials or certificates,
 * `OTS_CONFIG_INVALID` for addresses that are none.
 */
export async function createKafkaBus(options: KafkaBusOptions): Promise<Bus> {
  const bus = new KafkaBus(options)
  try {
    await bus.reach(options.connectWithinMs ?? 10_000)
    return bus
  } catch (error) {
    await bus.close()
    throw error
  }
}

class KafkaBus implements Bus {
  readonly #options: KafkaBusOptions
  readonly #requests: Cluster
  readonly #producing: Cluster
  readonly #producer: Producer
  readonly #subscriptions = new Set<KafkaSubscription>()
  readonly #times: MembershipTimes
  #closing: Promise<void> | undefined

  constructor(options: KafkaBusOptions) {
    const { scheduler, logger, metrics = createNoMetrics(), sessionTimeoutMs = 10_000 } = options
    this.#options = options
    this.#requests = this.#openCluster(REQUEST_TIMEOUT_MS)
    this.#producing = this.#openCluster(PRODUCE_TIMEOUT_MS)
    this.#producer = new Producer({
      cluster: this.#producing,
      directory: new TopicDirectory(this.#producing),
      scheduler,
      logger,
      metrics,
      deliveryTimeoutMs: options.deliveryTimeoutMs ?? 20_000,
      requestTimeoutMs: PRODUCE_TIMEOUT_MS,
      maxPendingBytes: options.maxPendingBytes ?? 64 * MIB,
    })
    this.#times = {
      sessionTimeoutMs,
      rebalanceTimeoutMs: Math.max(options.rebalanceTimeoutMs ?? 20_000, sessionTimeoutMs),
      heartbeatMs: Math.min(1_000, sessionTimeoutMs / 6),
    }
  }

  reach(withinMs: number): Promise<void> {
    return this.#requests.reach(withinMs)
  }

  async createTopics(specs: readonly TopicSpec[]): Promise<void> {
    this.#refuseIfClosed()
    const { scheduler, logger } = this.#options
    await createTopics(specs, { cluster: this.#requests, scheduler, logger, withinMs: REQUEST_WITHIN_MS })
  }

  async publish(records: readonly NewRecord[]): Promise<void> {
    this.#refuseIfClosed()
    if (records.length === 0) return
    return this.#producer.publish(records)
  }

  async subscribe(options: SubscribeOptions): Promise<Subscription> {
    this.#refuseIfClosed()
    const { scheduler, logger, metrics = createNoMetrics() } = this.#options
    const subscription = await KafkaSubscription.open(options, {
      scheduler,
      logger,
      metrics,
      requests: this.#requests,
      openCluster: (kind) =>
        this.#openCluster(
          kind === 'JOIN' ? this.#times.rebalanceTimeoutMs + REQUEST_TIMEOUT_MS : REQUEST_TIMEOUT_MS,
        ),
      times: this.#times,
      requestWithinMs: REQUEST_WITHIN_MS,
      onEnd: (ended) => this.#subscriptions.delete(ended),
    })
    this.#subscriptions.add(subscription)
    return subscription
  }

  async endPositions(topics: readonly string[]): Promise<readonly TopicPosition[]> {
    this.#refuseIfClosed()
    const { scheduler } = this.#options
    return endOffsets(topics, { cluster: this.#requests, scheduler, withinMs: REQUEST_WITHIN_MS })
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    await Promise.all([...this.#subscriptions].map((subscription) => subscription.close()))
    // What cannot be written by then is told to its callers when the connections close.
    const patience = new AbortController()
    await Promise.race([
      this.#producer.drained(),
      this.#options.scheduler.sleep(CLOSE_WITHIN_MS, patience.signal).catch(() => {}),
    ])
    patience.abort()
    await this.#producing.close()
    await this.#requests.close()
  }

  #openCluster(requestTimeoutMs: number): Cluster {
    return new Cluster(this.#options, this.#options.scheduler, {
      connectTimeoutMs: CONNECT_TIMEOUT_MS,
      requestTimeoutMs,
      maxInFlight: MAX_IN_FLIGHT,
    })
  }

  #refuseIfClosed(): void {
    if (this.#closing !== undefined) throw new Error('the bus is closed')
  }
}
