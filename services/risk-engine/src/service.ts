/** Wiring of the risk engine: market data and order events in, decisions, approvals and portfolios out. */
import { deadLetterRecord, riskService, type Topic, topics } from '@oasis/contracts'
import type { AccountId, InstrumentId } from '@oasis/domain'
import type {
  Bus,
  CrashPoints,
  HaltLatch,
  Logger,
  PortfolioCache,
  RiskStore,
  RpcClient,
  RpcServer,
  Scheduler,
} from '@oasis/ports'
import {
  type Consumer,
  consume,
  createOutboxRelay,
  type Metrics,
  type OutboxRelay,
  type Service,
} from '@oasis/runtime'
import { AccountDesk } from './account-desk.ts'
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
import { type AccountSummary, summarize } from './core/state-summary.ts'
import { unpricedHoldings } from './core/unpriced.ts'
import { createApprovalSigner, type SigningKeys } from './handlers/approval-signer.ts'
import { cancelOrderHandler } from './handlers/cancel-order.ts'
import { DecisionLog } from './handlers/decision-log.ts'
import { getRiskStateHandler, whyNotOpen } from './handlers/get-risk-state.ts'
import { haltHandler } from './handlers/halt.ts'
import { SubmitOrderHandler } from './handlers/submit-order.ts'
import { observeStrategy } from './strategy-statuses.ts'
import { describeUnpriced } from './unpriced-notice.ts'

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
  /**
   * The first signs approvals; the second, if there is one, has signed before it or is to sign next. The order manager
   * knows both, so that they can be rotated: give it the new key, put that first here, take the old one away there.
   */
  readonly signingKeys: SigningKeys
  readonly crashPoints: CrashPoints
  /**
   * By account, where a risk engine on another machine may lead next: what it reads of a halt while the store may be away.
   */
  readonly sharedLatches?: ReadonlyMap<AccountId, HaltLatch>
  /** The service cannot go on; the process should end. */
  readonly onFatal?: (error: unknown) => void
}

export interface RiskEngineSummary {
  readonly accounts: Readonly<Record<string, AccountSummary>>
  readonly decisions: { readonly approved: number; readonly denied: Readonly<Record<string, number>> }
}

export interface RiskEngine extends Service {
  /**
   * For a process that must end, since another one is the risk engine from now on or nobody is: no call is taken any more,
   * and halts under way get their answers. Undefined where there is none.
   */
  lastHalts(): Promise<void> | undefined
  /** Canonical plain data: equal after equal runs. For state hashes and reports. */
  summaryState(): RiskEngineSummary
}

const RISK_SERVICE = riskService.submitOrder.service

export function createRiskEngine(ports: RiskEnginePorts, config: RiskEngineConfig): RiskEngine {
  return new RiskEngineService(ports, config)
}

class RiskEngineService implements RiskEngine {
  readonly name = 'risk-engine'
  readonly #ports: RiskEnginePorts
  readonly #market: MarketBoard = createMarketBoard()
  readonly #accounts = new Map<AccountId, AccountDesk>()
  readonly #publisher: BackgroundPublisher
  readonly #relay: OutboxRelay
  readonly #log: DecisionLog
  readonly #submitOrder: SubmitOrderHandler
  readonly #cancelTimeoutMs: number
  readonly #consumers: Consumer[] = []
  #started = false
  #failure: string | undefined

  constructor(ports: RiskEnginePorts, config: RiskEngineConfig) {
    this.#ports = ports
    const { bus, scheduler, logger, metrics, store, crashPoints, rpcClient: rpc } = ports
    const { maxQueuedRecords: maxQueued, retryDelayMs } = config
    this.#publisher = new BackgroundPublisher({ bus, scheduler, logger, maxQueued, retryDelayMs })
    this.#relay = createOutboxRelay({
      name: this.name,
      outbox: store,
      ...{ bus, scheduler, logger, metrics, crashPoints },
      deadLetter: (record, reason) => deadLetterRecord(record, reason, scheduler.now()),
    })
    this.#log = new DecisionLog(this.#publisher, metrics)
    this.#submitOrder = new SubmitOrderHandler({
      ...ports,
      rpc,
      accounts: this.#accounts,
      sign: createApprovalSigner(ports.signingKeys, config.approvalTtlMs),
      log: this.#log,
      lookupTimeoutMs: config.lookupTimeoutMs,
    })
    const shared = { ...ports, rpc, relay: this.#relay, publisher: this.#publisher, market: this.#market }
    const submit: SubmitOrderHandler['submit'] = (intent) => this.#submitOrder.submit(intent)
    for (const terms of config.accounts) {
      const sharedLatch = ports.sharedLatches?.get(terms.id)
      const deskPorts = { ...shared, submit, ...(sharedLatch ? { sharedLatch } : {}) }
      this.#accounts.set(terms.id, new AccountDesk(deskPorts, config, terms))
    }
    this.#cancelTimeoutMs = config.cancelTimeoutMs
  }

  async start(): Promise<void> {
    this.#started = true
    const desks = [...this.#accounts.values()]
    // Nothing is decided before it is known what people have set.
    for (const { control, halt } of desks) {
      await control.load()
      await halt.restore()
    }
    this.#relay.start()
    await this.#followMarkets()
    await this.#followStrategies()
    this.#serve()
    await Promise.all(desks.map((desk) => desk.start()))
  }

  async stop(): Promise<void> {
    const withdrawn = this.#ports.rpcServer.withdraw(RISK_SERVICE)
    for (const desk of this.#accounts.values()) await desk.stop()
    await withdrawn
    for (const consumer of this.#consumers) await consumer.close()
    await this.#publisher.close()
    await this.#relay.stop()
  }

  lastHalts(): Promise<void> | undefined {
    const halts = [...this.#accounts.values()].map(({ halt }) => halt)
    if (halts.every(({ isIdle }) => isIdle)) return undefined
    const answered = this.#ports.rpcServer.withdraw(RISK_SERVICE)
    return Promise.all(halts.map((halt) => halt.idle())).then(() => answered)
  }

  /** Ready when it knows: a bot that is halted or paused is a healthy one, and its detail says so. */
  health() {
    if (this.#failure !== undefined) return { ready: false, detail: this.#failure }
    if (!this.#started) return { ready: false, detail: 'not started' }
    const states = [...this.#accounts.values()].map(({ account }) => account.state)
    const detail = states.flatMap((state) => {
      const why = whyNotOpen(state)
      const unpriced = describeUnpriced(unpricedHoldings(state))
      const parts = [why, unpriced && `held without a price: ${unpriced}`].filter((part) => part !== '')
      return parts.length === 0 ? [] : [`${state.account.id}: ${parts.join('; ')}`]
    })
    const ready = states.every(({ phase }) => phase === 'OPEN')
    return { ready, detail: detail.length === 0 ? `${states.length} account(s) open` : detail.join('; ') }
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

  /** Instruments from the beginning, and all of them before anything is rebuilt; prices from now on. */
  async #followMarkets(): Promise<void> {
    const { scheduler } = this.#ports
    const instruments = await this.#follow(topics.instruments, 'earliest', (instrument) =>
      observeInstrument(this.#market, instrument),
    )
    await instruments.caughtUp
    await this.#follow(topics.feedStatus, 'latest', (status) => {
      observeFeedStatus(this.#market, status, scheduler.now())
      this.#pricesChanged(status.instruments)
    })
    await this.#follow(topics.quotes, 'latest', (quote) => {
      observeQuote(this.#market, quote, scheduler.now())
      this.#pricesChanged([quote.instrumentId])
    })
  }

  #pricesChanged(instruments: readonly InstrumentId[]): void {
    for (const desk of this.#accounts.values()) {
      if (instruments.some((id) => isHeld(desk.account.state, id))) desk.portfolioChanged()
    }
  }

  /** All that was said before, first: a stopped strategy must not be taken for a running one. */
  async #followStrategies(): Promise<void> {
    const states = await this.#follow(topics.controlState, 'earliest', (state) => {
      for (const desk of this.#accounts.values()) observeStrategy(desk, state)
    })
    await states.caughtUp
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
    const { rpcClient: rpc, rpcServer, scheduler } = this.#ports
    const accounts = this.#accounts
    rpcServer.handle(riskService.submitOrder, ({ intent, sentBefore }) =>
      this.#submitOrder.submit(intent, sentBefore),
    )
    rpcServer.handle(
      riskService.cancelOrder,
      cancelOrderHandler({ accounts, rpc, scheduler, log: this.#log, timeoutMs: this.#cancelTimeoutMs }),
    )
    rpcServer.handle(riskService.halt, haltHandler(accounts, scheduler))
    rpcServer.handle(riskService.getRiskState, getRiskStateHandler(accounts))
  }

  #fail(error: unknown): void {
    this.#failure = `prices or strategies cannot be followed: ${String(error)}`
    this.#ports.logger.error({ err: error }, 'risk engine failed')
    for (const { follower } of this.#accounts.values()) follower.stopTrading(this.#failure)
    this.#ports.onFatal?.(error)
  }
}
