/**
 * One complete look at orders and executions: the venue's open orders, what has filled, and each of ours that is not
 * among them. What the venue knows and we lack is taken in; what cannot be is found, and said.
 */
import type { ReconciliationDifference } from '@oasis/contracts'
import {
  addMillis,
  type ClientOrderId,
  type InstrumentId,
  isFinal,
  type Order,
  type UnixNanos,
} from '@oasis/domain'
import type { Scheduler, VenueExecution, VenueOrderReport } from '@oasis/ports'
import type { AccountWriter } from './account-writer.ts'
import type { Cancellation } from './cancellation.ts'
import { isLiveAtVenue } from './core/halt-rules.ts'
import { mayBeAtVenue } from './core/lose-track.ts'
import { livesAfterDecision } from './core/resolve-order.ts'
import { eachBounded } from './each-bounded.ts'
import type { ExternalOrders } from './external-orders.ts'
import type { Submission } from './submission.ts'
import type { TakenIn, VenueEvidence } from './venue-evidence.ts'
import type { VenueLooks } from './venue-looks.ts'

export interface OrderScanOptions {
  readonly writer: AccountWriter
  readonly evidence: VenueEvidence
  readonly external: ExternalOrders
  readonly submission: Pick<Submission, 'isInFlight'>
  readonly cancellation: Pick<Cancellation, 'sendIfDue'>
  readonly looks: VenueLooks
  readonly scheduler: Scheduler
}

/** Closes its instrument. */
export interface Finding extends ReconciliationDifference {
  readonly kind: 'missing_execution' | 'external_order' | 'external_execution' | 'ended_order'
  readonly instrumentId: InstrumentId
}

export interface ScanResult {
  readonly startedAt: UnixNanos
  /** Ours that the venue does not know. */
  readonly notFound: readonly ClientOrderId[]
  /** Ours whose reports speak of fills that are not listed. */
  readonly lacking: readonly Order[]
  readonly findings: readonly Finding[]
  /** Executions that are neither of a known order nor of one that could be adopted; each is among the findings. */
  readonly unplaced: readonly VenueExecution[]
}

const LOOKS_AT_ONCE = 8
/** Lists may still show what has ended just now. */
const ENDED_LATELY_MS = 10_000

export class OrderScan {
  readonly #options: OrderScanOptions

  constructor(options: OrderScanOptions) {
    this.#options = options
  }

  /** `from`: executions are asked for from there where that is earlier than the last known one. */
  async run(from: UnixNanos | undefined): Promise<ScanResult> {
    const { evidence, scheduler, looks } = this.#options
    const startedAt = scheduler.now()
    const ours = await this.#ours()
    const open = await looks.openOrders()
    // What has filled completely needs no look of its own.
    const unplaced = await evidence.fetchExecutions(from)
    const listed = new Set(open.map(({ clientOrderId }) => clientOrderId))
    const { reports, notFound } = await this.#lookFor(ours.filter((id) => !listed.has(id)))
    await evidence.missing(notFound, (order) => this.#canBeMissed(order))
    const { lacking, findings, unplaced: left } = await this.#takeIn([...open, ...reports], unplaced, from)
    const ended = await this.#endedAndOpen(open, startedAt)
    this.#cancelAgain(listed)
    return { startedAt, notFound, lacking, findings: [...findings, ...ended], unplaced: left }
  }

  /** Final here, and the venue keeps it open: nothing counts it, and what is final does not come to life again. */
  async #endedAndOpen(open: readonly VenueOrderReport[], startedAt: UnixNanos): Promise<readonly Finding[]> {
    const { writer } = this.#options
    const findings: Finding[] = []
    for (const report of open) {
      const order = isLiveAtVenue(report) ? (await writer.find(report.clientOrderId))?.order : undefined
      if (order === undefined || !isFinal(order.state)) continue
      const lately = startedAt < addMillis(order.updatedAt, ENDED_LATELY_MS)
      if (!lately || livesAfterDecision(order)) findings.push(findingOfEnded(order))
    }
    return findings
  }

  /**
   * Listed before the venue's, so that one which the venue lacks really is not there; and within a task of the writer,
   * so that no order is between SUBMITTED and being in flight. What is only written down then, a replacement that waits,
   * is not among them: its request may leave during the scan, and no answer from before that speaks of it.
   */
  #ours(): Promise<readonly ClientOrderId[]> {
    const { writer } = this.#options
    return writer.run(async () =>
      writer.openEntries().flatMap(({ order }) => (this.#canBeMissed(order) ? [order.clientOrderId] : [])),
    )
  }

  /** Where the venue has not got it, that says something. Asked at the start, before each look and before its result. */
  #canBeMissed(order: Order): boolean {
    return mayBeAtVenue(order) && !this.#options.submission.isInFlight(order.clientOrderId)
  }

  async #lookFor(
    ids: readonly ClientOrderId[],
  ): Promise<{ readonly reports: readonly VenueOrderReport[]; readonly notFound: readonly ClientOrderId[] }> {
    const { writer, looks } = this.#options
    const reports: VenueOrderReport[] = []
    const notFound: ClientOrderId[] = []
    await eachBounded(ids, LOOKS_AT_ONCE, async (id) => {
      const { order } = await writer.get(id)
      if (!this.#canBeMissed(order)) return
      const report = await looks.findOrder(id, order)
      if (report) reports.push(report)
      else notFound.push(id)
    })
    return { reports, notFound }
  }

  /** Twice where something is lacking: reports may be younger than the list of executions. */
  async #takeIn(
    reports: readonly VenueOrderReport[],
    unplaced: readonly VenueExecution[],
    from: UnixNanos | undefined,
  ): Promise<Pick<ScanResult, 'lacking' | 'findings' | 'unplaced'>> {
    const { evidence, external } = this.#options
    const first = await evidence.follow(reports)
    const open = reports.filter((_, n) => first[n] !== 'DONE')
    if (open.length === 0 && unplaced.length === 0) return { lacking: [], findings: [], unplaced: [] }
    const strangers = new Set([
      ...reports.flatMap(({ clientOrderId }, n) => (first[n] === 'EXTERNAL' ? [clientOrderId] : [])),
      ...unplaced.map(({ clientOrderId }) => clientOrderId),
    ])
    const adopted = await external.adopt([...strangers], reports)
    const left = await evidence.fetchExecutions(from)
    const again = [...new Map([...open, ...adopted].map((report) => [report.clientOrderId, report])).values()]
    return this.#findings(again, await evidence.follow(again), left)
  }

  async #findings(
    reports: readonly VenueOrderReport[],
    results: readonly TakenIn[],
    unplaced: readonly VenueExecution[],
  ): Promise<Pick<ScanResult, 'lacking' | 'findings' | 'unplaced'>> {
    const { writer } = this.#options
    const lacking: Order[] = []
    const findings: Finding[] = unplaced.map(findingOfExecution)
    for (const [n, report] of reports.entries()) {
      const result = results[n]
      if (result === undefined || result === 'DONE') continue
      findings.push(findingOfReport(report, result))
      const entry = result === 'LACKS_FILLS' ? await writer.find(report.clientOrderId) : undefined
      if (entry) lacking.push(entry.order)
    }
    return { lacking, findings, unplaced }
  }

  /** The venue still has it open: a cancel that was asked for may have been lost. */
  #cancelAgain(listed: ReadonlySet<ClientOrderId>): void {
    const { writer, cancellation } = this.#options
    for (const { order } of writer.openEntries()) {
      if (listed.has(order.clientOrderId)) cancellation.sendIfDue(order)
    }
  }
}

const findingOfReport = (
  { instrumentId, clientOrderId, venueOrderId }: VenueOrderReport,
  result: Exclude<TakenIn, 'DONE'>,
): Finding =>
  result === 'EXTERNAL'
    ? {
        kind: 'external_order',
        instrumentId,
        subject: venueOrderId,
        detail: `of ${instrumentId}: not ours, and the venue does not show enough of it to adopt it`,
      }
    : {
        kind: 'missing_execution',
        instrumentId,
        subject: clientOrderId,
        detail: `of ${instrumentId}: the venue speaks of fills that it does not list`,
      }

export const findingOfEnded = ({ clientOrderId, state, intent: { instrumentId } }: Order): Finding => ({
  kind: 'ended_order',
  instrumentId,
  subject: clientOrderId,
  detail: `of ${instrumentId}: ${state} here, and open at the venue; a halt or a cancel there ends it`,
})

const findingOfExecution = ({ instrumentId, executionId, clientOrderId, kind }: VenueExecution): Finding => ({
  kind: kind === 'REVERSAL' ? 'missing_execution' : 'external_execution',
  instrumentId,
  subject: executionId,
  detail: `of ${instrumentId}, order ${clientOrderId}: ${
    kind === 'REVERSAL' ? 'takes back a fill that is not listed' : 'its order cannot be found at the venue'
  }`,
})
