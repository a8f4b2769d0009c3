/**
 * How long ago the venue was last reconciled with. Looks that fail close nothing by themselves; without a complete pass
 * for too long everything is closed, as before the first one: what they would have shown is not known.
 */
import { millisBetween, type UnixNanos } from '@oasis/domain'
import type { Logger, Scheduler } from '@oasis/ports'
import type { OrderTelemetry } from './order-telemetry.ts'

export interface ReconciliationAgeOptions {
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly telemetry: OrderTelemetry
  readonly maxAgeMs: number
}

export class ReconciliationAge {
  readonly #options: ReconciliationAgeOptions
  /** The last pass that was. */
  #completeAt: UnixNanos | undefined
  /** As it was last told. */
  #overdue = false

  constructor(options: ReconciliationAgeOptions) {
    this.#options = options
  }

  /** Why the account is not reconciled; undefined when it is. In constant time. */
  get notReconciled(): string | undefined {
    const { scheduler, maxAgeMs } = this.#options
    if (this.#completeAt === undefined) return 'the account is not reconciled with the venue yet'
    const ageMs = millisBetween(this.#completeAt, scheduler.now())
    if (ageMs <= maxAgeMs) return undefined
    const seconds = Math.floor(ageMs / 1_000)
    return `the account was last reconciled with the venue ${seconds} s ago: looks at it fail since`
  }

  /** A pass has been complete just now. */
  completed(): void {
    this.#completeAt = this.#options.scheduler.now()
  }

  /** After each pass: says once that trading has closed, and once that it is open again. */
  tell(): void {
    const { logger, telemetry } = this.#options
    const { notReconciled } = this
    const overdue = this.#completeAt !== undefined && notReconciled !== undefined
    if (overdue === this.#overdue) return
    this.#overdue = overdue
    telemetry.difference('overdue', Number(overdue))
    if (overdue) logger.error({ detail: notReconciled }, 'trading closed until a reconciliation is complete')
    else logger.info({}, 'reconciled again: trading is open')
  }
}
