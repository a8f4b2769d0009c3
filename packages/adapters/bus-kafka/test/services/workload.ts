/** Publishing that repeats what could not be told, and consuming that counts: nothing lost, order kept, who has what in hand. */
import type { Bus, BusRecord, Logger, Subscription } from '@oasis/ports'
import { createRealScheduler, createSilentLogger, TransientError } from '@oasis/runtime'
import { createKafkaBus, type KafkaBusOptions } from '../../src/index.ts'

const text = new TextEncoder()
let serial = 0

export const openBus = (brokers: string, options: Partial<KafkaBusOptions> = {}): Promise<Bus> =>
  createKafkaBus({
    brokers,
    clientId: 'test',
    scheduler: createRealScheduler(),
    logger: createSilentLogger(),
    ...options,
  })

export async function createTopic(bus: Bus, partitions: number): Promise<string> {
  const name = `workload.${process.pid}.${++serial}`
  await bus.createTopics([{ name, partitions, retentionMs: undefined, compacted: false, groupCommit: true }])
  return name
}

export const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Counts up for each of its keys until told to stop; a number is published again until it is known to be durable. */
export class Counting {
  readonly published = new Map<string, number>()
  transients = 0
  readonly #running: Promise<unknown>
  #stopped = false

  constructor(bus: Bus, topic: string, keys: readonly string[], pauseMs: number) {
    this.#running = Promise.all(keys.map((key) => this.#count(bus, topic, key, pauseMs)))
  }

  get total(): number {
    return [...this.published.values()].reduce((sum, count) => sum + count, 0)
  }

  async stop(): Promise<void> {
    this.#stopped = true
    await this.#running
  }

  async #count(bus: Bus, topic: string, key: string, pauseMs: number): Promise<void> {
    for (let n = 0; !this.#stopped; n++) {
      await this.#persist(bus, { topic, key, value: text.encode(`${n}`), headers: {} })
      this.published.set(key, n + 1)
      await sleep(pauseMs)
    }
  }

  async #persist(bus: Bus, record: Parameters<Bus['publish']>[0][number]): Promise<void> {
    for (;;) {
      try {
        return await bus.publish([record])
      } catch (error) {
        if (!(error instanceof TransientError)) throw error
        this.transients++
      }
    }
  }
}

/** What several consumers of a group have seen together. */
export class Tally {
  /** By key: numbers in the order in which they were first seen. */
  readonly firsts = new Map<string, number[]>()
  readonly #seen = new Set<string>()
  readonly #inHand = new Map<number, number>()
  again = 0
  /** Partitions that two consumers had a batch of at the same time. */
  overlaps = 0

  get total(): number {
    return this.#seen.size
  }

  begin(partition: number): void {
    const others = this.#inHand.get(partition) ?? 0
    if (others > 0) this.overlaps++
    this.#inHand.set(partition, others + 1)
  }

  end(partition: number): void {
    this.#inHand.set(partition, (this.#inHand.get(partition) ?? 1) - 1)
  }

  note({ key, value }: BusRecord): void {
    const n = Number(new TextDecoder().decode(value))
    const id = `${key}/${n}`
    if (this.#seen.has(id)) {
      this.again++
      return
    }
    this.#seen.add(id)
    const own = this.firsts.get(key) ?? []
    this.firsts.set(key, own)
    own.push(n)
  }
}

export interface Member {
  readonly subscription: Subscription
  close(): Promise<void>
}

/** Commits behind processing, as `consume` of `runtime` does. */
export async function joinGroup(
  bus: Bus,
  topic: string,
  group: string,
  tally: Tally,
  workMs = 0,
): Promise<Member> {
  let processed = new Map<number, number>()
  const subscription: Subscription = await bus.subscribe({
    group,
    topics: [topic],
    startAt: 'earliest',
    maxBatch: 50,
    onBatch: async (records) => {
      const last = records.at(-1)
      if (last === undefined) return
      tally.begin(last.partition)
      await sleep(workMs)
      for (const record of records) tally.note(record)
      tally.end(last.partition)
      processed.set(last.partition, last.offset + 1)
    },
  })
  const flush = async () => {
    const positions = [...processed].map(([partition, offset]) => ({ topic, partition, offset }))
    processed = new Map()
    await subscription.commit(positions).catch((error) => {
      if (!(error instanceof TransientError)) throw error
      for (const { partition, offset } of positions) {
        if (!processed.has(partition)) processed.set(partition, offset)
      }
    })
  }
  const timer = setInterval(() => void flush(), 200)
  return {
    subscription,
    close: async () => {
      await subscription.close()
      clearInterval(timer)
      await flush()
    },
  }
}

/** Keeps what was logged, by message. */
export function memoryLogger(): Logger & { readonly messages: string[] } {
  const messages: string[] = []
  const keep = (_fields: object, message: string) => {
    messages.push(message)
  }
  const logger = { debug: keep, info: keep, warn: keep, error: keep, child: () => logger, messages }
  return logger
}
