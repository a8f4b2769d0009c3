/**
 * Instruments that the auditor finds wrong. Closed at once, and written down, so that they are closed from the first moment
 * after a restart; opened again by nothing but a report of a source that has looked and finds them right, and only when
 * that is written down.
 */
import type { ReportAuditRequest } from '@oasis/contracts'
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
