/**
 * Takes what the venue says of orders and fills, from its stream and from reconciliation alike, into the account: in
 * batches, each one commit. What is not taken in is handed back: orders that are not ours, and fills that are spoken of
 * and not listed.
 */
import type { ClientOrderId, ExecutionId, Order, UnixNanos } from '@oasis/domain'
import type { Logger, Scheduler, Venue, VenueExecution, VenueOrderReport } from '@oasis/ports'
import type { AccountWriter } from './account-writer.ts'
import { bookFill, lacksItsFill, precedesAccount } from './core/book-fill.ts'
import { isSettledTrade } from './core/external-trades.ts'
import { followReport, lacksFills } from './core/follow-report.ts'
import { notFound } from './core/lose-track.ts'
import type { Drafts } from './drafts.ts'
import { inBatches } from './in-batches.ts'
import type { VenueLooks } from './venue-looks.ts'

export interface VenueEvidenceOptions {
  readonly writer: AccountWriter
  readonly venue: Pick<Venue, 'traits'>
  readonly looks: VenueLooks
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly executionOverlapMs: number
}

/** EXTERNAL: of an order that we do not know. LACKS_FILLS: it speaks of fills that have not been listed. */
export type TakenIn = 'DONE' | 'EXTERNAL' | 'LACKS_FILLS'

const NANOS_PER_MS = 1_000_000n
/** Executions of the overlap that reconciliation asks for again and again, at a hundred and more a second. */
const REMEMBERED_EXECUTIONS = 20_000

export class VenueEvidence {
  readonly #options: VenueEvidenceOptions
  /** Booked for certain, so that looking at them again costs nothing; oldest first. */
  readonly #booked = new Set<ExecutionId>()
  #fetching: Promise<unknown> | undefined
  #nextFetch: Promise<unknown> | undefined

  constructor(options: VenueEvidenceOptions) {
    this.#options = options
  }

  /** Returns those that are of orders that we do not know, and reversals whose fills we do not. */
  async book(fills: readonly VenueExecution[]): Promise<readonly VenueExecution[]> {
    const { writer, scheduler } = this.#options
    const unplaced: VenueExecution[] = []
    for (const batch of inBatches(fills.filter(({ executionId }) => !this.#booked.has(executionId)))) {
      const left = await writer.draft(async (drafts) => {
        const { openedAt, externalTrades } = writer.state
        const without = new Set<VenueExecution>()
        for (const fill of batch) {
          const entry = await drafts.find(fill.clientOrderId)
          if (precedesAccount(entry, fill, openedAt)) continue
          if (isSettledTrade(entry, fill, externalTrades)) continue
          if (entry === undefined || lacksItsFill(entry, fill)) without.add(fill)
          else drafts.add(bookFill(entry, fill, scheduler.now()))
        }
        return without
      })
      unplaced.push(...left)
      for (const fill of batch) if (!left.has(fill)) this.#remember(fill.executionId)
    }
    return unplaced
  }

  #remember(id: ExecutionId): void {
    this.#booked.add(id)
    if (this.#booked.size <= REMEMBERED_EXECUTIONS) return
    for (const oldest of this.#booked) {
      this.#booked.delete(oldest)
      return
    }
  }

  /** A report moves its order only when no fill is lacking; the answers are in the order of the reports. */
  async follow(reports: readonly VenueOrderReport[]): Promise<readonly TakenIn[]> {
    const { writer } = this.#options
    const results: TakenIn[] = []
    for (const batch of inBatches(reports)) {
      const taken = await writer.draft(async (drafts) => {
        const each: TakenIn[] = []
        for (const report of batch) each.push(await this.#takeIn(report, drafts))
        return each
      })
      results.push(...taken)
    }
    return results
  }

  async #takeIn(report: VenueOrderReport, drafts: Drafts): Promise<TakenIn> {
    const entry = await drafts.find(report.clientOrderId)
    if (entry === undefined) return 'EXTERNAL'
    if (lacksFills(entry, report)) return 'LACKS_FILLS'
    drafts.add(followReport(entry, report, this.#options.scheduler.now()))
    return 'DONE'
  }

  /** Those of the report's fills that are not booked are fetched first. */
  async followWithFills(report: VenueOrderReport): Promise<TakenIn> {
    const { writer } = this.#options
    const follow = (): Promise<TakenIn> => writer.draft((drafts) => this.#takeIn(report, drafts))
    const first = await follow()
    if (first !== 'LACKS_FILLS') return first
    await this.#fetchSoon()
    return follow()
  }

  /** Shares the next fetch with everybody who asks while another is under way: that one may be too old. */
  #fetchSoon(): Promise<unknown> {
    if (this.#fetching === undefined) {
      this.#fetching = this.fetchExecutions().finally(() => {
        this.#fetching = undefined
      })
      return this.#fetching
    }
    this.#nextFetch ??= this.#fetching
      .catch(() => {})
      .then(() => {
        this.#nextFetch = undefined
        return this.#fetchSoon()
      })
    return this.#nextFetch
  }

  /**
   * Books what is new since the last known one, or since `from` where that is earlier; returns what could not be placed.
   * The next time asks again from the first of these.
   */
  async fetchExecutions(from?: UnixNanos): Promise<readonly VenueExecution[]> {
    const { writer, looks } = this.#options
    const fills = await looks.executionsSince(this.#since(from))
    const unplaced = await this.book(fills)
    const newest = unplaced[0] ?? fills.at(-1)
    if (newest) await writer.run(async () => writer.noteExecutionsUpTo(newest.tsEvent))
    return unplaced
  }

  #since(from: UnixNanos | undefined): UnixNanos {
    const { writer, executionOverlapMs } = this.#options
    const { executionsSince } = writer.state.account
    const start = from !== undefined && from < executionsSince ? from : executionsSince
    const since = start - BigInt(executionOverlapMs) * NANOS_PER_MS
    return (since > 0n ? since : 0n) as UnixNanos
  }

  /** A complete look found none of these. `canBeMissed` is asked again of each as it is now. */
  async missing(ids: readonly ClientOrderId[], canBeMissed: (order: Order) => boolean): Promise<void> {
    const { writer, venue, scheduler } = this.#options
    for (const batch of inBatches(ids)) {
      await writer.draft(async (drafts) => {
        for (const id of batch) {
          const entry = await drafts.get(id)
          if (!canBeMissed(entry.order)) continue
          drafts.add(notFound(entry, venue.traits.lookupIsConclusive, scheduler.now()))
        }
      })
    }
  }
}
