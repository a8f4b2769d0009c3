/**
 * The bus as one service sees it: calls take time, fail before or after their effect, and nothing of it reaches a
 * service that has ended. Records of one service reach a partition in the order of its calls, as with an idempotent
 * producer. Limit: one subscription of a group at a time, since one service of each kind runs.
 */
import type { Bus, NewRecord, Scheduler, SubscribeOptions, TopicPosition } from '@oasis/ports'
import { refuseRecord, TransientError } from '@oasis/runtime'
import type { Faults } from '../faults.ts'
import type { Life } from '../process/life.ts'
import type { Trace } from '../trace.ts'
import type { Broker, Partition, StoredRecord } from './broker.ts'
import { SimulatedSubscription } from './simulated-subscription.ts'

export interface BusLink {
  readonly broker: Broker
  readonly life: Life
  readonly scheduler: Scheduler
  readonly faults: Faults
  readonly trace: Trace
}

export class SimulatedBus implements Bus {
  readonly #link: BusLink
  /** Calls of `publish` take effect one after the other. */
  #tail: Promise<unknown> = Promise.resolve()
  /** The latest record seen of each topic. */
  readonly #newest = new Map<string, number>()

  constructor(link: BusLink) {
    this.#link = link
  }

  createTopics(specs: Parameters<Bus['createTopics']>[0]): Promise<void> {
    return this.#call(() => {
      for (const spec of specs) this.#link.broker.create(spec)
    })
  }

  publish(records: readonly NewRecord[]): Promise<void> {
    const { life } = this.#link
    const publishing = life.call(() => this.#tail.then(() => this.#publish(records)))
    this.#tail = publishing.catch(() => {})
    return publishing
  }

  subscribe(options: SubscribeOptions): Promise<SimulatedSubscription> {
    return this.#call(() => {
      const { broker, life, scheduler, faults } = this.#link
      const partitions = options.topics.flatMap((topic) => broker.partitions(topic))
      const starts = partitions.map((each) => [each, this.#startOf(each, options)] as const)
      const commit = (positions: readonly TopicPosition[]) => this.#commit(options.group, positions)
      const context = { life, scheduler, faults, commit, onDelivered: this.#onDelivered }
      return new SimulatedSubscription(options, context, starts)
    })
  }

  endPositions(topics: readonly string[]): Promise<readonly TopicPosition[]> {
    const { broker } = this.#link
    return this.#call(() =>
      topics
        .flatMap((topic) => broker.partitions(topic))
        .map(({ topic, index, end }) => ({ topic, partition: index, offset: end })),
    )
  }

  async close(): Promise<void> {}

  /** What is asked for at a start: a broker that is away then ends the start. */
  #call<T>(answer: () => T): Promise<T> {
    const { life, scheduler, faults } = this.#link
    return life.call(async () => {
      await scheduler.sleep(faults.between(0, 5))
      if (faults.strikes('bus.away')) throw new TransientError('the broker does not answer')
      return answer()
    })
  }

  async #publish(records: readonly NewRecord[]): Promise<void> {
    const { broker, scheduler, faults, trace, life } = this.#link
    const delayMs = faults.between(0, 4)
    if (delayMs > 0) await scheduler.sleep(delayMs)
    if (faults.strikes('bus.publish-failed')) throw new TransientError('the broker did not take the records')
    for (const record of records) {
      const refusal = refuseRecord(record)
      if (refusal !== undefined) throw refusal
    }
    for (const { topic, headers } of records) trace.note(life.name, `publish ${topic} ${headers['event-id']}`)
    broker.append(records)
    if (faults.strikes('bus.publish-unanswered')) throw new TransientError('the broker gave no answer')
  }

  #commit(group: string, positions: readonly TopicPosition[]): Promise<void> {
    const { broker, life, scheduler, faults } = this.#link
    return life.call(async () => {
      await scheduler.sleep(faults.between(0, 4))
      if (faults.strikes('bus.offsets-not-committed')) throw new TransientError('offsets were not committed')
      broker.commit(group, positions)
    })
  }

  #startOf(partition: Partition, { group, startAt, positions = [] }: SubscribeOptions): number {
    const asked = positions.find((one) => one.topic === partition.topic && one.partition === partition.index)
    const offset = asked?.offset ?? this.#link.broker.committed(group, partition)
    if (offset !== undefined) return Math.min(offset, partition.end)
    return startAt === 'earliest' ? 0 : partition.end
  }

  /** Counts records that come after younger ones of other topics. */
  readonly #onDelivered = ({ topic, serial }: StoredRecord): void => {
    for (const [other, newest] of this.#newest) {
      if (other === topic || newest <= serial) continue
      this.#link.faults.note('bus.topics-reordered')
      break
    }
    if (serial > (this.#newest.get(topic) ?? -1)) this.#newest.set(topic, serial)
  }
}
