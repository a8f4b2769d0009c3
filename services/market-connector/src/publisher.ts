/**
 * The ordered way to the bus. One publish call is under way at a time; what comes meanwhile waits. A waiting quote is
 * replaced by the next one of its instrument, so a slow bus costs quotes' freshness and never a trade or a status.
 * Above the high mark the source is asked to pause, below half of it to go on.
 */
import type { Bus, Logger, NewRecord, Scheduler } from '@oasis/ports'

export interface PublisherOptions {
  readonly bus: Bus
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly highMark: number
  readonly onPressure: (paused: boolean) => void
}

/** Encoded only when it goes out: a replaced quote never is. */
type Encode = () => NewRecord

const MAX_BATCH = 1_000
const FIRST_DELAY_MS = 50
const MAX_DELAY_MS = 5_000

export class Publisher {
  readonly #options: PublisherOptions
  /** In order of insertion. */
  readonly #waiting = new Map<number, Encode>()
  readonly #replaceable = new Map<string, number>()
  #nextTicket = 0
  #running: Promise<void> | undefined
  #paused = false
  #draining = false
  #failing: string | undefined
  readonly #stopped = new AbortController()

  constructor(options: PublisherOptions) {
    this.#options = options
  }

  /** Why the bus does not take records at the moment. */
  get failing(): string | undefined {
    return this.#failing
  }

  push(encode: Encode): void {
    this.#add(encode)
  }

  /** Takes the place of a waiting one of the same key. An urgent one does, too, but is not replaced itself. */
  pushQuote(key: string, encode: Encode, urgent: boolean): void {
    const old = this.#replaceable.get(key)
    if (old !== undefined) this.#waiting.delete(old)
    this.#replaceable.delete(key)
    const ticket = this.#add(encode)
    if (!urgent) this.#replaceable.set(key, ticket)
  }

  /** The last thing done: resolves when nothing waits any more, or the bus has refused what does. */
  async drain(): Promise<void> {
    this.#draining = true
    if (this.#failing !== undefined) this.#giveUp()
    while (this.#running !== undefined) await this.#running
  }

  /** Gives up what the bus does not take. */
  #giveUp(): void {
    this.#stopped.abort(new Error('publisher stopped'))
  }

  #add(encode: Encode): number {
    const ticket = this.#nextTicket++
    this.#waiting.set(ticket, encode)
    if (!this.#paused && this.#waiting.size > this.#options.highMark) this.#press(true)
    this.#running ??= this.#run()
    return ticket
  }

  #press(paused: boolean): void {
    this.#paused = paused
    this.#options.onPressure(paused)
  }

  async #run(): Promise<void> {
    try {
      // What one frame brings goes out in one call; the bus commits a turn's calls together.
      await Promise.resolve()
      while (this.#waiting.size > 0 && !this.#stopped.signal.aborted) {
        await this.#publish(this.#take())
        if (this.#paused && this.#waiting.size < this.#options.highMark / 2) this.#press(false)
      }
    } catch (error) {
      if (!this.#stopped.signal.aborted) throw error
    } finally {
      this.#running = undefined
    }
  }

  #take(): NewRecord[] {
    const records: NewRecord[] = []
    for (const [ticket, encode] of this.#waiting) {
      if (records.length === MAX_BATCH) break
      this.#waiting.delete(ticket)
      records.push(encode())
    }
    if (this.#waiting.size === 0) this.#replaceable.clear()
    else this.#forgetTaken()
    return records
  }

  #forgetTaken(): void {
    for (const [key, ticket] of this.#replaceable) {
      if (!this.#waiting.has(ticket)) this.#replaceable.delete(key)
    }
  }

  /** Until it succeeds: order must hold, so nothing may overtake a failed call. */
  async #publish(records: readonly NewRecord[]): Promise<void> {
    const { bus, scheduler, logger } = this.#options
    for (let delayMs = FIRST_DELAY_MS; ; delayMs = Math.min(delayMs * 2, MAX_DELAY_MS)) {
      try {
        await bus.publish(records)
        this.#failing = undefined
        return
      } catch (error) {
        this.#failing = error instanceof Error ? error.message : String(error)
        logger.error(
          { err: error, records: records.length, retryInMs: delayMs },
          'publishing failed, trying again',
        )
        if (this.#draining) this.#giveUp()
        await scheduler.sleep(delayMs, this.#stopped.signal)
      }
    }
  }
}
