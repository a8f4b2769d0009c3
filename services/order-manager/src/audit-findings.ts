/**
 * Instruments that the auditor finds wrong. Closed at once, and written down, so that they are closed from the first moment
 * after a restart; opened again by a report of a source that has looked and finds them right, or by a person who says
 * why, and only when that is written down.
 */
import type { ReconciliationDifference, ReportAuditRequest } from '@oasis/contracts'
import type { InstrumentId, OrderIntent } from '@oasis/domain'
import type { AuditClosure, Logger } from '@oasis/ports'
import type { AccountWriter } from './account-writer.ts'
import { closuresAfter, detailsByInstrument, sameClosures } from './core/audit-closures.ts'
import type { Refusal } from './core/verify-approval.ts'

export class AuditFindings {
  readonly #logger: Logger
  /** As they are written down. */
  #written: readonly AuditClosure[] = []
  /** Perhaps more than those. */
  #closed: ReadonlyMap<InstrumentId, string> = new Map()

  constructor(logger: Logger) {
    this.#logger = logger
  }

  /** At start: what earlier processes were told. */
  restore(closures: readonly AuditClosure[]): void {
    this.#written = closures
    this.#close(closures)
  }

  /** Resolves when it is written down. What comes of a caller that has gone meanwhile may close, and opens nothing. */
  async report(report: ReportAuditRequest, writer: AccountWriter, caller: AbortSignal): Promise<void> {
    const closing = { ...report, looked: [] }
    this.#close(closuresAfter(this.#written, closing))
    await writer.run(async () => {
      const closures = closuresAfter(this.#written, caller.aborted ? closing : report)
      if (!sameClosures(this.#written, closures)) {
        await writer.commit({ bodies: [], orders: [], auditClosures: closures })
      }
      this.#written = closures
      this.#close(closures)
    })
  }

  /** A person's word, for what no auditor looks at any more. Resolves when it is written down. */
  async open(
    writer: AccountWriter,
    decision: { readonly by: string; readonly reason: string },
  ): Promise<void> {
    await writer.run(async () => {
      if (this.#written.length === 0) return
      this.#logger.warn(
        { ...decision, closures: this.#written },
        'what the audit closed is opened by a person',
      )
      await writer.commit({ bodies: [], orders: [], auditClosures: [] })
      this.#written = []
      this.#close([])
    })
  }

  get differences(): readonly ReconciliationDifference[] {
    return [...this.#closed].map(([subject, detail]) => ({
      kind: 'audit',
      subject,
      detail: `${detail}; stays closed until the audit finds it right, or is opened by adopting with a reason`,
    }))
  }

  get instruments(): readonly InstrumentId[] {
    return [...this.#closed.keys()]
  }

  closedFor({ instrumentId }: OrderIntent): Refusal | undefined {
    const detail = this.#closed.get(instrumentId)
    if (detail === undefined) return undefined
    return { reason: 'NOT_RECONCILED', message: `the audit found ${instrumentId} wrong: ${detail}` }
  }

  /** These and no others. */
  #close(closures: readonly AuditClosure[]): void {
    const closed = detailsByInstrument(closures)
    for (const [instrumentId, detail] of closed) {
      if (this.#closed.get(instrumentId) !== detail) {
        this.#logger.error({ instrumentId, detail }, 'closed by the audit')
      }
    }
    for (const instrumentId of this.#closed.keys()) {
      if (!closed.has(instrumentId)) this.#logger.info({ instrumentId }, 'opened again by the audit')
    }
    this.#closed = closed
  }
}
