/**
 * A real bus on virtual time: from the publishing of a record until each of its readers was handed it, the clock stands
 * still. What a reader then does with it is held by the ports that it uses; a reader that is busy with what it was given
 * before, or has paused, may be waiting for time itself and holds nothing.
 *
 * All readers and writers of one log must share a `Settlement`. Topics and groups get a prefix, so that one cluster
 * serves many systems, one after the other.
 */
import type {
  Bus,
  BusRecord,
  NewRecord,
  Scheduler,
  SubscribeOptions,
  Subscription,
  TopicPosition,
} from '@oasis/ports'
import { holding } from './held-ports.ts'

const keyOf = ({ topic, partition }: Omit<TopicPosition, 'offset'>): string => `${topic}/${partition}`

export class Settlement {
  readonly #scheduler: Scheduler
  readonly #prefix: string
  readonly #readers = new Set<Reader>()

  constructor(scheduler: Scheduler, prefix: string) {
    this.#scheduler = scheduler
    this.#prefix = prefix
  }

  bus(inner: Bus): Bus {
    const hold = <T>(work: Promise<T>): Promise<T> => holding(work, this.#scheduler)
    const prefixed = (topic: string): string => `${this.#prefix}${topic}`
    const own = <P extends { readonly topic: string }>(position: P): P => ({
      ...position,
      topic: position.topic.slice(this.#prefix.length),
    })
    const theirs = <P extends { readonly topic: string }>(position: P): P => ({
      ...position,
      topic: prefixed(position.topic),
    })
    const endPositions = async (topics: readonly string[]) =>
      (await inner.endPositions(topics.map(prefixed))).map(own)
    return {
      createTopics: (specs) =>
        hold(inner.createTopics(specs.map((spec) => ({ ...spec, name: prefixed(spec.name) })))),
      publish: (records: readonly NewRecord[]) =>
        hold(
          inner.publish(records.map(theirs)).then(async () => {
            const topics = [...new Set(records.map(({ topic }) => topic))]
            const ends = await endPositions(topics)
            for (const reader of this.#readers) reader.expect(ends)
          }),
        ),
      subscribe: (options) =>
        hold(
          this.#subscribe(options, endPositions, (rest) =>
            inner.subscribe({
              ...options,
              group: prefixed(options.group),
              topics: options.topics.map(prefixed),
              ...(options.positions ? { positions: options.positions.map(theirs) } : {}),
              onBatch: (records) => rest.onBatch(records.map(own)),
            }),
          ).then(({ reader, subscription }) => ({
            commit: (positions) => hold(subscription.commit(positions.map(theirs))),
            caughtUp: subscription.caughtUp,
            failed: subscription.failed,
            pause: () => {
              subscription.pause()
              reader.setPaused(true)
            },
            resume: () => {
              subscription.resume()
              reader.setPaused(false)
            },
            lag: () => subscription.lag(),
            close: () => {
              this.#readers.delete(reader)
              reader.end()
              return hold(subscription.close())
            },
          })),
        ),
      endPositions: (topics) => hold(endPositions(topics)),
      close: () => hold(inner.close()),
    }
  }

  async #subscribe(
    options: SubscribeOptions,
    endPositions: Bus['endPositions'],
    open: (rest: Pick<SubscribeOptions, 'onBatch'>) => Promise<Subscription>,
  ): Promise<{ readonly reader: Reader; readonly subscription: Subscription }> {
    const reader = new Reader(options, this.#scheduler)
    this.#readers.add(reader)
    const before = await endPositions(options.topics)
    const subscription = await open({ onBatch: (records) => reader.hand(records) })
    // What was there already is a matter of reading up to here; from then on, of what is published.
    void holding(subscription.caughtUp, this.#scheduler).then(() => reader.caughtUp(before))
    return { reader, subscription }
  }
}

/** Where one subscription is, by partition, against where it should be. */
class Reader {
  readonly #options: SubscribeOptions
  readonly #scheduler: Scheduler
  readonly #wanted = new Map<string, number>()
  readonly #handed = new Map<string, number>()
  readonly #busy = new Set<string>()
  #isCaughtUp = false
  #paused = false
  #ended = false
  #release: (() => void) | undefined

  constructor(options: SubscribeOptions, scheduler: Scheduler) {
    this.#options = options
    this.#scheduler = scheduler
  }

  expect(ends: readonly TopicPosition[]): void {
    for (const end of ends) if (this.#options.topics.includes(end.topic)) this.#raise(this.#wanted, end)
    this.#judge()
  }

  caughtUp(before: readonly TopicPosition[]): void {
    for (const position of before) this.#raise(this.#handed, position)
    this.#isCaughtUp = true
    this.#judge()
  }

  async hand(records: readonly BusRecord[]): Promise<void> {
    const last = records.at(-1)
    if (last === undefined) return
    const key = keyOf(last)
    this.#busy.add(key)
    this.#raise(this.#handed, { ...last, offset: last.offset + 1 })
    this.#judge()
    try {
      await this.#options.onBatch(records)
    } finally {
      this.#busy.delete(key)
      this.#judge()
    }
  }

  setPaused(paused: boolean): void {
    this.#paused = paused
    this.#judge()
  }

  end(): void {
    this.#ended = true
    this.#judge()
  }

  #raise(map: Map<string, number>, position: TopicPosition): void {
    const key = keyOf(position)
    map.set(key, Math.max(map.get(key) ?? 0, position.offset))
  }

  #judge(): void {
    const isBehind =
      this.#isCaughtUp &&
      !this.#paused &&
      !this.#ended &&
      [...this.#wanted].some(([key, wanted]) => !this.#busy.has(key) && (this.#handed.get(key) ?? 0) < wanted)
    if (isBehind) this.#release ??= this.#scheduler.hold()
    else {
      this.#release?.()
      this.#release = undefined
    }
  }
}
