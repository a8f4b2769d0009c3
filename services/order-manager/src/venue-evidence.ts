/** Takes what the venue says of orders and fills, from its stream and from reconciliation alike, into the account. */
import type { ExecutionId, UnixNanos } from '@oasis/domain'
import type { Logger, Scheduler, Venue, VenueExecution, VenueOrderReport } from '@oasis/ports'
import type { AccountWriter } from './account-writer.ts'
import { bookFill } from './core/book-fill.ts'
import { followReport, lacksFills } from './core/follow-report.ts'
import { isAbsent, notFound } from './core/lose-track.ts'
import { withDeadline } from './with-deadline.ts'

export interface VenueEvidenceOptions {
  readonly writer: AccountWriter
  readonly venue: Venue
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly lookupTimeoutMs: number
  readonly executionOverlapMs: number
}

/** EXTERNAL: an order that is not ours. LACKS_FILLS: its report speaks of fills that the venue does not list. */
export type ReportResult = 'FOLLOWED' | 'EXTERNAL' | 'LACKS_FILLS'
export type FillResult = 'BOOKED' | 'KNOWN' | 'EXTERNAL'

const NANOS_PER_MS = 1_000_000n
/** Executions of the overlap that reconciliation asks for again and again, at a hundred and more a second. */
const REMEMBERED_EXECUTIONS = 20_000

export class VenueEvidence {
  readonly #options: VenueEvidenceOptions
  /** Booked for certain, so that looking at them again costs nothing; oldest first. */
  readonly #booked = new Set<ExecutionId>()

  constructor(options: VenueEvidenceOptions) {
    this.#options = options
  }

  async book(fill: VenueExecution): Promise<FillResult> {
    const { executionId } = fill
    if (this.#booked.has(executionId)) return 'KNOWN'
    const result = await this.#book(fill)
    if (result !== 'EXTERNAL') this.#remember(executionId)
    return result
  }

  #remember(id: ExecutionId): void {
    this.#booked.add(id)
    if (this.#booked.size <= REMEMBERED_EXECUTIONS) return
    for (const oldest of this.#booked) {
      this.#booked.delete(oldest)
      return
    }
  }

  #book(fill: VenueExecution): Promise<FillResult> {
    const { writer, scheduler, logger } = this.#options
    return writer.run(async () => {
      const entry = await writer.find(fill.clientOrderId)
      if (entry === undefined) {
        logger.warn({ executionId: fill.executionId }, 'execution of an order that is not ours')
        return 'EXTERNAL'
      }
      const change = bookFill(entry, fill, scheduler.now())
      await writer.record(change)
      return change.bodies.length > 0 ? 'BOOKED' : 'KNOWN'
    })
  }

  /** Fetches executions first when the report knows of more than is booked. */
  async follow(report: VenueOrderReport): Promise<ReportResult> {
    const result = await this.#follow(report)
    if (result !== 'LACKS_FILLS') return result
    await this.fetchExecutions()
    return this.#follow(report)
  }

  #follow(report: VenueOrderReport): Promise<ReportResult> {
    const { writer, scheduler, logger } = this.#options
    return writer.run(async () => {
      const entry = await writer.find(report.clientOrderId)
      if (entry === undefined) return 'EXTERNAL'
      if (lacksFills(entry.order, report)) return 'LACKS_FILLS'
      const { clientOrderId } = report
      if (isAbsent(entry.order)) logger.error({ clientOrderId }, 'an order given up as absent has appeared')
      await writer.record(followReport(entry, report, scheduler.now()))
      return 'FOLLOWED'
    })
  }

  /** Books what is new; returns the number of executions that are not ours. */
  async fetchExecutions(): Promise<number> {
    const { writer, venue, scheduler, lookupTimeoutMs, executionOverlapMs } = this.#options
    const known = writer.state.account.executionsSince - BigInt(executionOverlapMs) * NANOS_PER_MS
    const since = (known > 0n ? known : 0n) as UnixNanos
    const fills = await withDeadline(scheduler, lookupTimeoutMs, (signal) =>
      venue.executionsSince(since, signal),
    )
    let external = 0
    for (const fill of fills) {
      if ((await this.book(fill)) === 'EXTERNAL') external++
    }
    const newest = fills.at(-1)
    if (newest) await writer.run(async () => writer.noteExecutionsUpTo(newest.tsEvent))
    return external
  }

  /** A look for the order found nothing. */
  missing(clientOrderId: VenueOrderReport['clientOrderId']): Promise<void> {
    const { writer, venue, scheduler } = this.#options
    return writer.run(async () => {
      const entry = await writer.find(clientOrderId)
      if (entry) await writer.record(notFound(entry, venue.traits.lookupIsConclusive, scheduler.now()))
    })
  }
}
