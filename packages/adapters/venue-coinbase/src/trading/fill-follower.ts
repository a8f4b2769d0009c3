/**
 * The stream's cumulative numbers are never booked: they tell that fills are to be fetched. A report that speaks of more
 * than has been handed over waits for its fills, so that they come first; when they are not listed in time it goes on
 * without them, and the order manager, which checks the same, takes over.
 */
import {
  addMillis,
  addQuantity,
  type Quantity,
  type UnixNanos,
  type VenueOrderId,
  ZERO_QUANTITY,
} from '@oasis/domain'
import type { Logger, Random, Scheduler, VenueExecution, VenueOrderReport } from '@oasis/ports'
import { within } from '../rest/within.ts'
import type { FillReader } from './fill-reader.ts'

export interface FillFollowerOptions {
  readonly fills: Pick<FillReader, 'ofOrders'>
  readonly scheduler: Scheduler
  readonly random: Random
  readonly logger: Logger
  readonly onExecution: (execution: VenueExecution) => void
  readonly onReport: (report: VenueOrderReport) => void
  /** How long a report waits for fills that are not listed. */
  readonly patienceMs: number
}

/** What has been handed over of one order. */
interface Followed {
  readonly entries: Set<string>
  booked: Quantity
}

interface Lacking {
  report: VenueOrderReport
  /** The order is no older, by what the venue says of it. */
  readonly since: UnixNanos
  readonly givenUpAt: UnixNanos
}

const FIRST_DELAY_MS = 100
const MAX_DELAY_MS = 2_000
/** In one request. */
const MAX_ORDERS = 50
const FETCH_WITHIN_MS = 5_000
const REMEMBERED_ORDERS = 20_000

export class FillFollower {
  readonly #options: FillFollowerOptions
  readonly #followed = new Map<VenueOrderId, Followed>()
  readonly #lacking = new Map<VenueOrderId, Lacking>()
  readonly #stopping = new AbortController()
  #working: Promise<void> | undefined
  #nap = new AbortController()
  /** Fetches in a row that brought nothing. */
  #idle = 0
  /** Something was asked for after the last fetch had begun. */
  #isNew = false

  constructor(options: FillFollowerOptions) {
    this.#options = options
  }

  /** `orderedAt`: when the venue says that the order came into being. */
  follow(report: VenueOrderReport, orderedAt: UnixNanos): void {
    if (this.#stopping.signal.aborted) return
    const { venueOrderId, filledQuantity } = report
    const lacking = this.#lacking.get(venueOrderId)
    if (lacking !== undefined) {
      // An older one that comes late says nothing new.
      if (filledQuantity >= lacking.report.filledQuantity) lacking.report = report
      return
    }
    if (filledQuantity <= (this.#followed.get(venueOrderId)?.booked ?? ZERO_QUANTITY)) {
      this.#options.onReport(report)
      return
    }
    const givenUpAt = addMillis(this.#options.scheduler.now(), this.#options.patienceMs)
    this.#lacking.set(venueOrderId, { report, since: orderedAt, givenUpAt })
    this.#idle = 0
    this.#isNew = true
    this.#nap.abort(new Error('there is something to fetch'))
    this.#working ??= this.#work().finally(() => {
      this.#working = undefined
    })
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new Error('stopped'))
    this.#nap.abort(new Error('stopped'))
    await this.#working
  }

  async #work(): Promise<void> {
    const { signal } = this.#stopping
    while (this.#lacking.size > 0 && !signal.aborted) {
      this.#isNew = false
      const asked = [...this.#lacking].slice(0, MAX_ORDERS)
      const handedOver = await this.#fetch(asked, signal)
      if (signal.aborted) return
      this.#release()
      this.#putLast(asked.map(([id]) => id))
      this.#idle = handedOver > 0 ? 0 : this.#idle + 1
      if (this.#lacking.size > 0 && !this.#isNew) await this.#rest(signal)
    }
  }

  /** How many executions were new. */
  async #fetch(orders: readonly (readonly [VenueOrderId, Lacking])[], signal: AbortSignal): Promise<number> {
    const { fills, scheduler, logger, onExecution } = this.#options
    const [first] = orders
    if (first === undefined) return 0
    const since = orders.reduce(
      (least, [, each]) => (each.since < least ? each.since : least),
      first[1].since,
    )
    try {
      const ids = orders.map(([id]) => id)
      // One that hangs must not keep the fills of other orders waiting.
      const executions = await within(scheduler, FETCH_WITHIN_MS, signal, (limited) =>
        fills.ofOrders(ids, since, limited),
      )
      if (signal.aborted) return 0
      const fresh = executions.filter((execution) => this.#note(execution))
      for (const execution of fresh) onExecution(execution)
      return fresh.length
    } catch (error) {
      if (!signal.aborted)
        logger.warn({ err: error, orders: orders.length }, 'fills could not be fetched, again')
      return 0
    }
  }

  #note({ venueOrderId, executionId, kind, quantity }: VenueExecution): boolean {
    const followed = this.#followed.get(venueOrderId) ?? { entries: new Set(), booked: ZERO_QUANTITY }
    if (followed.entries.has(executionId)) return false
    followed.entries.add(executionId)
    // A reversal may or may not have been taken off the cumulative number.
    if (kind === 'FILL') followed.booked = addQuantity(followed.booked, quantity)
    this.#followed.delete(venueOrderId)
    this.#followed.set(venueOrderId, followed)
    if (this.#followed.size > REMEMBERED_ORDERS) this.#forgetOldest()
    return true
  }

  /** What was forgotten is fetched again, and known by its ids downstream. */
  #forgetOldest(): void {
    for (const oldest of this.#followed.keys()) {
      this.#followed.delete(oldest)
      return
    }
  }

  #release(): void {
    const { scheduler, onReport, logger } = this.#options
    for (const [id, { report, givenUpAt }] of [...this.#lacking]) {
      const complete = report.filledQuantity <= (this.#followed.get(id)?.booked ?? ZERO_QUANTITY)
      if (!complete && scheduler.now() < givenUpAt) continue
      this.#lacking.delete(id)
      if (!complete) logger.warn({ venueOrderId: id }, 'the venue speaks of fills that it does not list')
      onReport(report)
    }
  }

  /** Of more than one request can ask for, each has its turn. */
  #putLast(asked: readonly VenueOrderId[]): void {
    for (const id of asked) {
      const lacking = this.#lacking.get(id)
      if (lacking === undefined) continue
      this.#lacking.delete(id)
      this.#lacking.set(id, lacking)
    }
  }

  async #rest(signal: AbortSignal): Promise<void> {
    const { scheduler, random } = this.#options
    this.#nap = new AbortController()
    const ceiling = Math.min(FIRST_DELAY_MS * 2 ** this.#idle, MAX_DELAY_MS)
    // Half of it for certain, so that a venue that lags is not asked as fast as it answers.
    const delayMs = ceiling * (0.5 + 0.5 * random())
    await scheduler.sleep(delayMs, AbortSignal.any([signal, this.#nap.signal])).catch(() => {})
  }
}
