/** Wiring of the risk engine: market data and order events in, decisions, approvals and portfolios out. */
import { deadLetterRecord, riskService, type Topic, topics } from '@oasis/contracts'
import type { AccountId, LimitsBook } from '@oasis/domain'
import type { Bus, Logger, PortfolioCache, RiskStore, RpcClient, RpcServer, Scheduler } from '@oasis/ports'
import { type Consumer, consume, type Metrics, type Service } from '@oasis/runtime'
import { AccountFollower } from './account-follower.ts'
import { BackgroundPublisher } from './background-publisher.ts'
import type { RiskEngineConfig } from './config.ts'
import { isHeld } from './core/holdings.ts'
import {
  createMarketBoard,
  type MarketBoard,
  observeFeedStatus,
  observeInstrument,
  observeQuote,
} from './core/market-board.ts'
import { createRiskState } from './core/risk-state.ts'
import { type AccountSummary, summarize } from './core/state-summary.ts'
import { createApprovalSigner, type SigningKey } from './handlers/approval-signer.ts'
import { cancelOrderHandler } from './handlers/cancel-order.ts'
import { DecisionLog } from './handlers/decision-log.ts'
import { getRiskStateHandler } from './handlers/get-risk-state.ts'
import { SubmitOrderHandler } from './handlers/submit-order.ts'
import { loadLimits } from './load-limits.ts'
import { PortfolioPublisher } from './portfolio-publisher.ts'
import { RiskAccount } from './risk-account.ts'

export interface RiskEnginePorts {
  readonly bus: Bus
  /** Towards the order manager. */
  readonly rpcClient: RpcClient
  /** RiskService is served here. */
  readonly rpcServer: RpcServer
  readonly store: RiskStore
  readonly cache: PortfolioCache
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly metrics: Metrics
  /** Signs approvals; the order manager knows the same key by the same id. */
  readonly signingKey: SigningKey
  /** The service cannot go on; the process should end. */
  readonly onFatal?: (error: unknown) => void
}

export interface RiskEngineSummary {
  readonly accounts: Readonly<Record<string, AccountSummary>>
  readonly decisions: { readonly approved: number; readonly denied: Readonly<Record<string, number>> }
}

export interface RiskEngine extends Service {
  /** Canonical plain data: equal after equal runs. For state hashes and reports. */
  summaryState(): RiskEngineSummary
}

interface Entry {
  readonly account: RiskAccount
  readonly follower: AccountFollower
  readonly portfolio: PortfolioPublisher
}

const RISK_SERVICE = riskService.submitOrder.service

export function createRiskEngine(ports: RiskEnginePorts, config: RiskEngineConfig): RiskEngine {
  return new RiskEngineService(ports, config)
}

class RiskEngineService implements RiskEngine {
  readonly name = 'risk-engine'
  readonly #ports: RiskEnginePorts
  readonly #config: RiskEngineConfig
  readonly #market: MarketBoard = createMarketBoard()
  readonly #accounts = new Map<AccountId, Entry>()
  readonly #publisher: BackgroundPublisher
  readonly #consumers: Consumer[] = []
  #failure: string | undefined

  constructor(ports: RiskEnginePorts, config: RiskEngineConfig) {
    this.#ports = ports
    this.#config = config
    const { bus, scheduler, logger } = ports
    const { maxQueuedRecords: maxQueued, retryDelayMs } = config
    this.#publisher = new BackgroundPublisher({ bus, scheduler, logger, maxQueued, retryDelayMs })
  }

  async start(): Promise<void> {
    const limits = await loadLimits(this.#ports.store, this.#config.limits)
    for (const terms of this.#config.accounts) this.#addAccount(terms, limits)
    await this.#followMarkets()
    this.#serve()
    await Promise.all([...this.#accounts.values()].map(({ follower }) => follower.start()))
  }

  async stop(): Promise<void> {
    await this.#ports.rpcServer.withdraw(RISK_SERVICE)
    for (const { follower, portfolio } of this.#accounts.values()) {
      await follower.close()
      portfolio.close()
    }
    for (const consumer of this.#consumers) await consumer.close()
    await this.#publisher.close()
  }

  health() {
    if (this.#failure !== undefined) return { ready: false, detail: this.#failure }
    const states = [...this.#accounts.values()].map(({ account }) => account.state)
    const closed = states.filter(({ phase }) => phase !== 'OPEN')
    if (states.length === 0) return { ready: false, detail: 'not started' }
    if (closed.length === 0) return { ready: true, detail: `${states.length} account(s) open` }
    const detail = closed.map(({ account, phase, reason }) => `${account.id}: ${phase}, ${reason}`).join('; ')
    return { ready: false, detail }
  }

  summaryState(): RiskEngineSummary {
    const denied: Record<string, number> = {}
    let approved = 0
    const accounts: Record<string, AccountSummary> = {}
    for (const [id, { account }] of [...this.#accounts].sort(([a], [b]) => (a < b ? -1 : 1))) {
      accounts[id] = summarize(account.state)
      approved += account.approved
      for (const [code, count] of account.denied) denied[code] = (denied[code] ?? 0) + count
    }
    const sorted = Object.entries(denied).sort(([a], [b]) => (a < b ? -1 : 1))
    return { accounts, decisions: { approved, denied: Object.fromEntries(sorted) } }
  }

  #addAccount(terms: RiskEngineConfig['accounts'][number], limits: LimitsBook): void {
    const { bus, rpcClient: rpc, cache, scheduler, logger, metrics } = this.#ports
    const { snapshotTimeoutMs, lookupTimeoutMs, retryDelayMs } = this.#config
    const account = new RiskAccount(
      createRiskState(terms, this.#market, limits),
      this.#config.rememberedIntents,
    )
    const portfolio = new PortfolioPublisher({
      account,
      publisher: this.#publisher,
      cache,
      scheduler,
      logger,
      metrics,
      intervalMs: this.#config.portfolioIntervalMs,
      cacheIntervalMs: this.#config.cacheIntervalMs,
    })
    const follower = new AccountFollower({
      account,
      bus,
      rpc,
      scheduler,
      logger,
      metrics,
      snapshotTimeoutMs,
      lookupTimeoutMs,
      retryDelayMs,
      onChange: () => portfolio.changed(),
    })
    this.#accounts.set(terms.id, { account, follower, portfolio })
  }

  /** Instruments from the beginning, and all of them before anything is rebuilt; prices from now on. */
  async #followMarkets(): Promise<void> {
    const instruments = await this.#follow(topics.instruments, 'earliest', (instrument) =>
      observeInstrument(this.#market, instrument),
    )
    await instruments.caughtUp
    await this.#follow(topics.feedStatus, 'latest', (status) => observeFeedStatus(this.#market, status))
    await this.#follow(topics.quotes, 'latest', (quote) => {
      observeQuote(this.#market, quote)
      for (const { account, portfolio } of this.#accounts.values()) {
        if (isHeld(account.state, quote.instrumentId)) portfolio.changed()
      }
    })
  }

  async #follow<T>(
    topic: Topic<T>,
    startAt: 'earliest' | 'latest',
    onEvent: (event: T) => void,
  ): Promise<Consumer> {
    const { bus, scheduler, logger, metrics } = this.#ports
    const consumer = await consume({
      bus,
      scheduler,
      logger,
      metrics,
      group: `risk-engine.${topic.spec.name}`,
      topics: [topic],
      startAt,
      // Nothing is kept of these but the last value of each.
      commit: 'own',
      onEvent,
      deadLetter: (record, reason) => deadLetterRecord(record, reason, scheduler.now()),
      onFatal: (error) => this.#fail(error),
    })
    this.#consumers.push(consumer)
    return consumer
  }

  #serve(): void {
    const { rpcClient: rpc, rpcServer, scheduler, logger, metrics, signingKey } = this.#ports
    const { approvalTtlMs, placeOrderTimeoutMs, lookupTimeoutMs, cancelTimeoutMs } = this.#config
    const submitOrder = new SubmitOrderHandler({
      accounts: this.#accounts,
      rpc,
      scheduler,
      logger,
      metrics,
      sign: createApprovalSigner(signingKey, approvalTtlMs),
      log: new DecisionLog(this.#publisher, metrics),
      placeOrderTimeoutMs,
      lookupTimeoutMs,
    })
    rpcServer.handle(riskService.submitOrder, ({ intent }) => submitOrder.submit(intent))
    rpcServer.handle(riskService.cancelOrder, cancelOrderHandler(rpc, cancelTimeoutMs))
    rpcServer.handle(riskService.getRiskState, getRiskStateHandler(this.#accounts))
  }

  #fail(error: unknown): void {
    this.#failure = `market data cannot be followed: ${String(error)}`
    this.#ports.logger.error({ err: error }, 'risk engine failed')
    for (const { follower } of this.#accounts.values()) follower.stopTrading(this.#failure)
    this.#ports.onFatal?.(error)
  }
}
