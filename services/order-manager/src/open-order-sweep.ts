/**
 * Asks the venue itself what is open, cancels that, and looks again until nothing is. It knows nothing of the account:
 * no store, no queue, so that it works when these do not, and for orders that are not ours.
 */
import {
  addMillis,
  type ClientOrderId,
  millisBetween,
  type UnixNanos,
  type VenueOrderId,
} from '@oasis/domain'
import type { Logger, Scheduler, Venue, VenueOrderReport } from '@oasis/ports'
import type { Cancellation } from './cancellation.ts'
import { settlesWithin, withDeadline } from './with-deadline.ts'

/** A lost answer must not use up the whole deadline; a slow venue gets twice as long at the next look. */
const FIRST_LOOK_MS = 500
const LOOK_PAUSE_MS = 100
/** The next look does not wait longer for a cancel's answer: it tells as much. */
const CANCEL_PATIENCE_MS = 500
/** A cancel that was taken is not asked for again before this. */
const ASK_AGAIN_MS = 1_000

export interface OpenOrderSweepOptions {
  readonly venue: Venue
  readonly cancellation: Pick<Cancellation, 'ask'>
  readonly scheduler: Scheduler
  readonly logger: Logger
  /** Cancels under way at once. */
  readonly concurrency: number
  readonly onSeen: (report: VenueOrderReport) => void
}

export interface SweepRules {
  /** Orders that may stay. */
  readonly spares: (id: ClientOrderId) => boolean
  /** While true an order that no look has shown may still arrive at the venue. */
  readonly mayArrive: () => boolean
}

export interface SweepResult {
  /** A look after all cancels, which began when nothing could arrive any more, found nothing. */
  readonly verified: boolean
  /** By the last look that was answered; undefined when none was. */
  readonly open: readonly ClientOrderId[] | undefined
}

export class OpenOrderSweep {
  readonly #options: OpenOrderSweepOptions
  readonly #askedAt = new Map<VenueOrderId, UnixNanos>()

  constructor(options: OpenOrderSweepOptions) {
    this.#options = options
  }

  /** Looks at least twice, and until nothing is open and nothing may arrive, or the time is over. Never rejects. */
  async run(deadlineMs: number, rules: SweepRules): Promise<SweepResult> {
    const { scheduler } = this.#options
    const end = addMillis(scheduler.now(), deadlineMs)
    const remaining = () => millisBetween(scheduler.now(), end)
    let result: SweepResult = { verified: false, open: undefined }
    let looks = 0
    let patienceMs = FIRST_LOOK_MS
    while (remaining() > 0) {
      // Asked before the look: what arrives behind the venue's back of it is acknowledged by the time it is answered.
      const settled = !rules.mayArrive()
      const open = await this.look(Math.min(patienceMs, remaining()), rules)
      if (open === undefined) {
        patienceMs *= 2
      } else {
        looks++
        const none = open.length === 0
        const verified = none && settled && looks > 1
        result = { verified, open: open.map(({ clientOrderId }) => clientOrderId) }
        if (verified) return result
        await this.#cancelEach(open, end)
      }
      await scheduler.sleep(Math.max(0, Math.min(LOOK_PAUSE_MS, remaining())))
    }
    return result
  }

  /** What is open and should not be; undefined when the venue did not say. */
  async look(
    timeoutMs: number,
    { spares }: Pick<SweepRules, 'spares'>,
  ): Promise<readonly VenueOrderReport[] | undefined> {
    const { venue, scheduler, logger, onSeen } = this.#options
    try {
      const reports = await withDeadline(scheduler, timeoutMs, (signal) => venue.openOrders(signal), 0)
      for (const report of reports) onSeen(report)
      this.#forgetAllBut(reports)
      return reports.filter(({ clientOrderId }) => !spares(clientOrderId))
    } catch (error) {
      logger.warn({ err: error }, 'the venue did not say what is open')
      return undefined
    }
  }

  /** Asks for the cancel unless that was done just now. Resolves when it is answered. */
  async strike(venueOrderId: VenueOrderId): Promise<void> {
    const { scheduler, cancellation } = this.#options
    const asked = this.#askedAt.get(venueOrderId)
    if (asked !== undefined && millisBetween(asked, scheduler.now()) < ASK_AGAIN_MS) return
    this.#askedAt.set(venueOrderId, scheduler.now())
    const { kind } = await cancellation.ask(venueOrderId)
    if (kind !== 'REQUESTED') this.#askedAt.delete(venueOrderId)
  }

  async #cancelEach(reports: readonly VenueOrderReport[], end: UnixNanos): Promise<void> {
    const { scheduler, concurrency } = this.#options
    const queue = [...reports]
    const work = async (): Promise<void> => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const remaining = millisBetween(scheduler.now(), end)
        if (remaining <= 0) return
        await settlesWithin(
          scheduler,
          Math.min(CANCEL_PATIENCE_MS, remaining),
          this.strike(next.venueOrderId),
        )
      }
    }
    await Promise.all(Array.from({ length: Math.min(concurrency, queue.length) }, work))
  }

  #forgetAllBut(open: readonly VenueOrderReport[]): void {
    const ids = new Set(open.map(({ venueOrderId }) => venueOrderId))
    for (const id of this.#askedAt.keys()) if (!ids.has(id)) this.#askedAt.delete(id)
  }
}
