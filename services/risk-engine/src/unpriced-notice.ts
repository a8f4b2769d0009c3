/**
 * Tells a person, once, that something is held which has had no usable price for a while: losses are judged by its last
 * mid or without it (core/equity-marks.ts). At a start, and in a short gap, every price is missing: that is no news.
 */
import { addMillis, type UnixNanos } from '@oasis/domain'
import type { Logger, Scheduler, Timer } from '@oasis/ports'
import { type UnpricedHolding, unpricedHoldings } from './core/unpriced.ts'
import type { RiskAccount } from './risk-account.ts'

export interface UnpricedNoticeOptions {
  readonly account: RiskAccount
  readonly scheduler: Scheduler
  readonly logger: Logger
}

const NOTICE_AFTER_MS = 60_000

/** For a log line, and for health. */
export const describeUnpriced = (holdings: readonly UnpricedHolding[]): string =>
  holdings.map(({ currency, why }) => `${currency} (${why})`).join(', ')

export class UnpricedNotice {
  readonly #options: UnpricedNoticeOptions
  /** What is missing, and since when we know. */
  #since = new Map<string, UnixNanos>()
  readonly #told = new Set<string>()
  #timer: Timer | undefined

  constructor(options: UnpricedNoticeOptions) {
    this.#options = options
  }

  look(): void {
    const { account, scheduler, logger } = this.#options
    const now = scheduler.now()
    const missing = unpricedHoldings(account.state).map((holding) => {
      return { ...holding, since: this.#since.get(holding.currency) ?? now }
    })
    this.#since = new Map(missing.map(({ currency, since }) => [currency, since]))
    for (const currency of this.#told) if (!this.#since.has(currency)) this.#told.delete(currency)
    const waiting = missing.filter(({ currency }) => !this.#told.has(currency))
    const overdue = waiting.filter(({ since }) => addMillis(since, NOTICE_AFTER_MS) <= now)
    for (const { currency } of overdue) this.#told.add(currency)
    if (overdue.length > 0) {
      const { id } = account.state.account
      logger.warn(
        { account: id, holdings: describeUnpriced(overdue) },
        'held without a price for a minute: losses are judged by the last one, or without it',
      )
    }
    this.#lookAgain(waiting.length > overdue.length)
  }

  close(): void {
    this.#timer?.cancel()
    this.#timer = undefined
  }

  /** A market that shows nothing calls nobody. */
  #lookAgain(needed: boolean): void {
    const { scheduler } = this.#options
    if (!needed) {
      this.close()
      return
    }
    this.#timer ??= scheduler.at(addMillis(scheduler.now(), NOTICE_AFTER_MS), () => {
      this.#timer = undefined
      this.look()
    })
  }
}
