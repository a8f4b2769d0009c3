/**
 * Connections to the brokers of one cluster, and who leads what. Each instance has connections of its own: a broker
 * answers the requests of a connection one after the other, so that what waits long (a fetch, a join) must not share
 * one with what is in a hurry. A broker that does not answer is asked last the next time.
 */
import type { Scheduler } from '@oasis/ports'
import { OtsError } from '@oasis/runtime'
import {
  type API,
  type Broker,
  type Connection,
  ConnectionPool,
  FindCoordinatorKeyTypes,
  findCoordinatorV4,
  metadataV12,
} from '@platformatic/kafka'
import {
  type KafkaConnection,
  type PoolTimeouts,
  parseBrokers,
  toDriverOptions,
} from './connection-options.ts'
import { deadline } from './deadline.ts'
import { isRefusal, protocolErrorOf, refused, responseOf, unreachable } from './kafka-faults.ts'

export interface TopicLayout {
  readonly name: string
  /** By partition; undefined while there is none. */
  readonly leaders: readonly (number | undefined)[]
  /** Of the partition that has the fewest. */
  readonly replicas: number
}

export interface Layout {
  readonly brokers: ReadonlyMap<number, Broker>
  /** Topics that were asked for and do not exist are missing. */
  readonly topics: ReadonlyMap<string, TopicLayout>
}

type MetadataResponse = Awaited<ReturnType<typeof metadataV12.api.async>>

const RETRY_MS = 200
const CLOSE_WITHIN_MS = 1_000

export class Cluster {
  readonly #connection: KafkaConnection
  readonly #pool: ConnectionPool
  readonly #scheduler: Scheduler
  readonly #closed = new AbortController()
  /** Why connections ended: requests under way on them are told only that they did. */
  readonly #faults = new WeakMap<Connection, Error>()
  #candidates: readonly Broker[]
  #brokers: ReadonlyMap<number, Broker> = new Map()

  constructor(connection: KafkaConnection, scheduler: Scheduler, timeouts: PoolTimeouts) {
    this.#connection = connection
    this.#scheduler = scheduler
    this.#candidates = parseBrokers(connection.brokers)
    this.#pool = new ConnectionPool(connection.clientId, toDriverOptions(connection, timeouts))
    // From the beginning: an error event without a listener would end the process.
    this.#pool.on('connecting', ({ connection: opened }) => {
      opened.on('error', (error) => this.#faults.set(opened, error))
    })
  }

  get closed(): AbortSignal {
    return this.#closed.signal
  }

  /** Undefined when the last layout did not name it. */
  broker(node: number): Broker | undefined {
    return this.#brokers.get(node)
  }

  async call<Args extends unknown[], Answer>(
    broker: Broker,
    api: API<Args, Answer>,
    ...args: Args
  ): Promise<Answer> {
    this.#closed.signal.throwIfAborted()
    const connection = await this.#connect(broker)
    try {
      return await api.async(connection, ...args)
    } catch (error) {
      throw this.#faults.get(connection) ?? error
    }
  }

  /** Asks any broker; tries each of them once. */
  async callAny<Args extends unknown[], Answer>(api: API<Args, Answer>, ...args: Args): Promise<Answer> {
    let last: unknown
    for (const broker of [...this.#candidates]) {
      try {
        return await this.call(broker, api, ...args)
      } catch (error) {
        if (protocolErrorOf(error) !== undefined || isRefusal(error) || this.#closed.signal.aborted)
          throw error
        last = error
        this.#candidates = [...this.#candidates.filter((other) => other !== broker), broker]
      }
    }
    throw last
  }

  /** Throws when no broker answers. */
  async layout(names: readonly string[]): Promise<Layout> {
    const answer = await this.#metadata(names)
    this.#brokers = new Map(answer.brokers.map(({ nodeId, host, port }) => [nodeId, { host, port }]))
    this.#learn([...this.#brokers.values()])
    const topics = new Map<string, TopicLayout>()
    for (const topic of answer.topics) {
      if (typeof topic.name !== 'string' || topic.partitions.length === 0) continue
      const leaders: (number | undefined)[] = new Array(topic.partitions.length).fill(undefined)
      for (const { partitionIndex, leaderId } of topic.partitions) {
        if (leaderId >= 0) leaders[partitionIndex] = leaderId
      }
      const replicas = Math.min(...topic.partitions.map(({ replicaNodes }) => replicaNodes.length))
      topics.set(topic.name, { name: topic.name, leaders, replicas })
    }
    return { brokers: this.#brokers, topics }
  }

  /** The broker that keeps the offsets and members of a group. */
  async coordinator(group: string): Promise<Broker> {
    const { coordinators } = await this.callAny(findCoordinatorV4.api, FindCoordinatorKeyTypes.GROUP, [group])
    const found = coordinators[0]
    if (found === undefined) throw new Error(`no coordinator was named for group ${group}`)
    return { host: found.host, port: found.port }
  }

  /** The first contact: fails with what a person can mend. */
  async reach(withinMs: number): Promise<void> {
    const isOver = deadline(this.#scheduler, withinMs)
    for (;;) {
      try {
        await this.layout([])
        return
      } catch (error) {
        if (error instanceof OtsError) throw error
        if (isRefusal(error)) throw refused('the connection', error)
        if (isOver()) throw unreachable(this.#connection.brokers, error)
      }
      await this.#scheduler.sleep(RETRY_MS, this.#closed.signal)
    }
  }

  async close(): Promise<void> {
    if (this.#closed.signal.aborted) return
    this.#closed.abort(new Error('the bus is closed'))
    const connections = [...this.#pool].map(([, connection]) => connection)
    const patience = new AbortController()
    await Promise.race([
      this.#pool.close(),
      this.#scheduler.sleep(CLOSE_WITHIN_MS, patience.signal).catch(() => {}),
    ])
    patience.abort()
    // A broker that reads nothing would keep a connection open for ever.
    for (const connection of connections) connection.socket?.destroy()
  }

  async #metadata(names: readonly string[]): Promise<MetadataResponse> {
    try {
      return await this.callAny(metadataV12.api, [...names], false, false)
    } catch (error) {
      // One unknown or leaderless topic makes an error of the answer, which is whole nevertheless.
      const response = responseOf(error)
      if (isRefusal(error) || !isMetadata(response)) throw error
      return response
    }
  }

  #learn(brokers: readonly Broker[]): void {
    if (brokers.length === 0) return
    const isKnown = ({ host, port }: Broker) =>
      this.#candidates.some((other) => other.host === host && other.port === port)
    const fresh = brokers.filter((broker) => !isKnown(broker))
    if (fresh.length > 0) this.#candidates = [...this.#candidates, ...fresh]
  }

  #connect(broker: Broker): Promise<Connection> {
    const established = this.#pool.getEstablishedConnection(broker)
    if (established?.isConnected() === true) return Promise.resolve(established)
    return this.#pool.get(broker)
  }
}

function isMetadata(response: unknown): response is MetadataResponse {
  return typeof response === 'object' && response !== null && 'topics' in response && 'brokers' in response
}
