/** Puts an account's portfolio into the cache, soon, and on its topic, at most once a second or so. */
import { topics } from '@oasis/contracts'
import type { Logger, PortfolioCache, Scheduler } from '@oasis/ports'
import type { Metrics } from '@oasis/runtime'
import type { BackgroundPublisher } from './background-publisher.ts'
import { portfolioOf } from './core/portfolio-view.ts'
import { displayPortfolio } from './portfolio-gauges.ts'
import type { RiskAccount } from './risk-account.ts'
import { Throttle } from './throttle.ts'

export interface PortfolioPublisherOptions {
  readonly account: RiskAccount
  readonly publisher: BackgroundPublisher
  readonly cache: PortfolioCache
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly metrics: Metrics
  readonly intervalMs: number
  readonly cacheIntervalMs: number
}

export class PortfolioPublisher {
  readonly #options: PortfolioPublisherOptions
  readonly #topic: Throttle
  readonly #cache: Throttle

  constructor(options: PortfolioPublisherOptions) {
    const { scheduler, intervalMs, cacheIntervalMs } = options
    this.#options = options
    this.#topic = new Throttle(scheduler, intervalMs, () => this.#publish())
    this.#cache = new Throttle(scheduler, cacheIntervalMs, () => this.#cacheNow())
  }

  /** Something in the portfolio has changed. */
  changed(): void {
    this.#cache.changed()
    this.#topic.changed()
  }

  /** Tells what is still to be told. */
  close(): void {
    this.#cache.close()
    this.#topic.close()
  }

  #publish(): void {
    const { account, publisher, scheduler, metrics } = this.#options
    const portfolio = portfolioOf(account.state, scheduler.now())
    publisher.publish(topics.portfolioSnapshots.record(portfolio))
    displayPortfolio(metrics, account.state, portfolio)
  }

  #cacheNow(): void {
    const { account, cache, scheduler, logger } = this.#options
    const portfolio = portfolioOf(account.state, scheduler.now())
    cache.put(portfolio).catch((error: unknown) => {
      logger.warn({ err: error, account: portfolio.accountId }, 'portfolio not cached')
    })
  }
}
