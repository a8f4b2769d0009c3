/** Puts an account's portfolio into the cache and on its topic: the first change at once, then at most so often. */
import { topics } from '@oasis/contracts'
import { addMillis, type UnixNanos } from '@oasis/domain'
import type { Logger, PortfolioCache, Scheduler, Timer } from '@oasis/ports'
import type { Metrics } from '@oasis/runtime'
import type { BackgroundPublisher } from './background-publisher.ts'
import { portfolioOf } from './core/portfolio-view.ts'
import { displayPortfolio } from './portfolio-gauges.ts'
import type { RiskAccount } from './risk-account.ts'

export interface PortfolioPublisherOptions {
  readonly account: RiskAccount
  readonly publisher: BackgroundPublisher
  readonly cache: PortfolioCache
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly metrics: Metrics
  readonly intervalMs: number
}

export class PortfolioPublisher {
  readonly #options: PortfolioPublisherOptions
  #notBefore: UnixNanos | undefined
  #timer: Timer | undefined
  #closed = false

  constructor(options: PortfolioPublisherOptions) {
    this.#options = options
  }

  /** Something in the portfolio has changed. */
  changed(): void {
    if (this.#closed || this.#timer) return
    const { scheduler } = this.#options
    const now = scheduler.now()
    const due = this.#notBefore !== undefined && this.#notBefore > now ? this.#notBefore : now
    // At `now`, too: what one event changes in several steps is published once.
    this.#timer = scheduler.at(due, () => this.#publish())
  }

  /** Publishes what is still to be told. */
  close(): void {
    if (this.#timer) this.#publish()
    this.#closed = true
  }

  #publish(): void {
    const { account, publisher, cache, scheduler, logger, metrics, intervalMs } = this.#options
    this.#timer?.cancel()
    this.#timer = undefined
    const now = scheduler.now()
    this.#notBefore = addMillis(now, intervalMs)
    const portfolio = portfolioOf(account.state, now)
    publisher.publish(topics.portfolioSnapshots.record(portfolio))
    displayPortfolio(metrics, account.state, portfolio)
    cache.put(portfolio).catch((error: unknown) => {
      logger.warn({ err: error, account: portfolio.accountId }, 'portfolio not cached')
    })
  }
}
