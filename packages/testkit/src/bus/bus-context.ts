/** What the tests of the bus suite share: fresh topics, subscriptions, and an inbox to wait on. */
import type { Bus, BusRecord, NewRecord, SubscribeOptions, Subscription, TopicSpec } from '@oasis/ports'

export interface BusUnderTest {
  readonly bus: Bus
  /** Closes the bus and opens it again on the same log. */
  reopen(): Promise<Bus>
  dispose(): Promise<void>
}

const text = new TextEncoder()
let serial = 0

export const record = (topic: string, key: string, value?: string, headers = {}): NewRecord => ({
  topic,
  key,
  value: value === undefined ? undefined : text.encode(value),
  headers,
})

export const textOf = (received: BusRecord): string | undefined =>
  received.value === undefined ? undefined : new TextDecoder().decode(received.value)

/** A topic of a name that was never used. */
export function topicSpec(changes: Partial<TopicSpec> = {}): TopicSpec {
  serial++
  return {
    name: `conformance.${process.pid}.${serial}`,
    partitions: 1,
    retentionMs: undefined,
    compacted: false,
    groupCommit: true,
    ...changes,
  }
}

/** Collects what a subscription hands over, and waits for as many as a test expects. */
export class Inbox {
  readonly records: BusRecord[] = []
  readonly batches: (readonly BusRecord[])[] = []
  #wake: () => void = () => {}

  readonly onBatch = (records: readonly BusRecord[]): void => {
    this.batches.push(records)
    this.records.push(...records)
    this.#wake()
  }

  get values(): (string | undefined)[] {
    return this.records.map(textOf)
  }

  async until(count: number): Promise<readonly BusRecord[]> {
    while (this.records.length < count) await new Promise<void>((resolve) => (this.#wake = resolve))
    return this.records
  }
}

type OnBatch = SubscribeOptions['onBatch']

export class BusContext {
  #under: BusUnderTest | undefined
  #bus: Bus | undefined

  async open(open: () => Promise<BusUnderTest>): Promise<void> {
    this.#under = await open()
    this.#bus = this.#under.bus
  }

  get bus(): Bus {
    if (this.#bus === undefined) throw new Error('the bus is not open')
    return this.#bus
  }

  async reopen(): Promise<void> {
    this.#bus = await this.#under?.reopen()
  }

  async dispose(): Promise<void> {
    await this.#under?.dispose()
  }

  async create(changes: Partial<TopicSpec> = {}): Promise<string> {
    const spec = topicSpec(changes)
    await this.bus.createTopics([spec])
    return spec.name
  }

  /** In a group of its own unless one is named, from the earliest record. */
  subscribe(
    topics: readonly string[],
    { onBatch }: { readonly onBatch: OnBatch },
    options: Partial<SubscribeOptions> = {},
  ): Promise<Subscription> {
    return this.bus.subscribe({ group: `group-${serial}`, topics, startAt: 'earliest', onBatch, ...options })
  }
}
