/** Instruments that the auditor finds wrong: closed until it finds them right. In memory: it reports again after a start. */
import type { AuditFinding } from '@oasis/contracts'
import type { InstrumentId, OrderIntent } from '@oasis/domain'
import type { Logger } from '@oasis/ports'
import type { Refusal } from './core/verify-approval.ts'

export class AuditFindings {
  readonly #logger: Logger
  #details: ReadonlyMap<InstrumentId, string> = new Map()

  constructor(logger: Logger) {
    this.#logger = logger
  }

  /** All of them at once: what is not named is open again. */
  report(findings: readonly AuditFinding[]): void {
    const details = new Map<InstrumentId, string>()
    for (const { instrumentId, detail } of findings) {
      const first = details.get(instrumentId)
      details.set(instrumentId, first === undefined ? detail : `${first}; ${detail}`)
    }
    for (const [instrumentId, detail] of details) {
      if (this.#details.get(instrumentId) !== detail) {
        this.#logger.error({ instrumentId, detail }, 'closed by the audit')
      }
    }
    for (const instrumentId of this.#details.keys()) {
      if (!details.has(instrumentId)) this.#logger.info({ instrumentId }, 'opened again by the audit')
    }
    this.#details = details
  }

  get instruments(): readonly InstrumentId[] {
    return [...this.#details.keys()]
  }

  closedFor({ instrumentId }: OrderIntent): Refusal | undefined {
    const detail = this.#details.get(instrumentId)
    if (detail === undefined) return undefined
    return { reason: 'NOT_RECONCILED', message: `the audit found ${instrumentId} wrong: ${detail}` }
  }
}
