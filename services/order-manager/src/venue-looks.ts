/** Looks at the venue: each under a deadline, and each a sign of whether the venue can be reached. */
import type { ClientOrderId, UnixNanos } from '@oasis/domain'
import type {
  KnownOrder,
  Scheduler,
  Venue,
  VenueBalance,
  VenueExecution,
  VenueOrderReport,
} from '@oasis/ports'
import type { ClockReading } from './core/clock-offset.ts'
import {
  beginReach,
  isAway,
  lookAnswered,
  lookFailed,
  reachedFor,
  type VenueReach,
} from './core/venue-reach.ts'
import { withDeadline } from './with-deadline.ts'

export interface VenueLooksOptions {
  readonly venue: Venue
  readonly scheduler: Scheduler
  readonly lookupTimeoutMs: number
}

export class VenueLooks {
  readonly #options: VenueLooksOptions
  #reach: VenueReach
  #failed = 0
  #answered = false

  constructor(options: VenueLooksOptions) {
    this.#options = options
    this.#reach = beginReach(options.scheduler.now())
  }

  /** Nanoseconds in which the venue could be reached so far. */
  get reached(): bigint {
    return reachedFor(this.#reach, this.#options.scheduler.now())
  }

  get away(): boolean {
    return isAway(this.#reach)
  }

  /** Whether any look of this process has been answered. */
  get answered(): boolean {
    return this.#answered
  }

  /** How many have failed so far. */
  get failed(): number {
    return this.#failed
  }

  openOrders(): Promise<readonly VenueOrderReport[]> {
    return this.#look((venue, signal) => venue.openOrders(signal))
  }

  findOrder(id: ClientOrderId, known?: KnownOrder): Promise<VenueOrderReport | undefined> {
    return this.#look((venue, signal) => venue.findOrder(id, signal, known))
  }

  executionsSince(since: UnixNanos): Promise<readonly VenueExecution[]> {
    return this.#look((venue, signal) => venue.executionsSince(since, signal))
  }

  balances(): Promise<readonly VenueBalance[]> {
    return this.#look((venue, signal) => venue.balances(signal))
  }

  async time(): Promise<ClockReading> {
    const { scheduler } = this.#options
    const askedAt = scheduler.now()
    const venueTime = await this.#look((venue, signal) => venue.time(signal))
    return { askedAt, answeredAt: scheduler.now(), venueTime }
  }

  /** Its stream is there again, which is as good as an answer: a look that hangs since before says nothing to the contrary. */
  heard(): void {
    this.#reach = lookAnswered(this.#reach, this.#options.scheduler.now())
  }

  async #look<T>(call: (venue: Venue, signal: AbortSignal) => Promise<T>): Promise<T> {
    const { venue, scheduler, lookupTimeoutMs } = this.#options
    const startedAt = scheduler.now()
    try {
      const answer = await withDeadline(scheduler, lookupTimeoutMs, (signal) => call(venue, signal))
      this.#reach = lookAnswered(this.#reach, scheduler.now())
      this.#answered = true
      return answer
    } catch (error) {
      this.#failed++
      this.#reach = lookFailed(this.#reach, startedAt, scheduler.now())
      throw error
    }
  }
}
