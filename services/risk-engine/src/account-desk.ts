/** Everything of one account in operation: its state, those who keep it up, and those who act on it. */
import {
  deadLetterRecord,
  inPlaceOf,
  type ReadCommand,
  readCommand,
  type SubmitOrderReply,
  topics,
  type UnreadableCommand,
} from '@oasis/contracts'
import { commandTargetKey, type OrderIntent } from '@oasis/domain'
import type {
  Bus,
  BusRecord,
  CrashPoints,
  HaltLatch,
  Logger,
  PortfolioCache,
  RiskStore,
  RpcClient,
  Scheduler,
} from '@oasis/ports'
import {
  type Consumer,
  consume,
  consumedAs,
  type MappedTopic,
  type Metrics,
  type OutboxRelay,
  TransientError,
} from '@oasis/runtime'
import { AccountControl } from './account-control.ts'
import { AccountFollower } from './account-follower.ts'
import { AccountHalt } from './account-halt.ts'
import type { BackgroundPublisher } from './background-publisher.ts'
import type { RiskEngineConfig } from './config.ts'
import { seedsOf } from './core/control-changes.ts'
import type { MarketBoard } from './core/market-board.ts'
import { createRiskState } from './core/risk-state.ts'
import { EquityGuard } from './equity-guard.ts'
import { Flattening } from './flattening.ts'
import { CommandDesk } from './handlers/apply-command.ts'
import { Placement } from './placement.ts'
import { displayStatus } from './portfolio-gauges.ts'
import { PortfolioPublisher } from './portfolio-publisher.ts'
import { RiskAccount } from './risk-account.ts'

export interface AccountDeskPorts {
  readonly bus: Bus
  readonly rpc: RpcClient
  readonly store: RiskStore
  readonly relay: OutboxRelay
  readonly cache: PortfolioCache
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly metrics: Metrics
  readonly crashPoints: CrashPoints
  readonly publisher: BackgroundPublisher
  readonly market: MarketBoard
  /** Of this account, where a risk engine on another machine may lead next. */
  readonly sharedLatch?: HaltLatch
  /** The way of every intent, for those that flatten. */
  readonly submit: (intent: OrderIntent) => Promise<SubmitOrderReply>
}

const commands = consumedAs(topics.commands, (command) => command)
const accountCommands: MappedTopic<ReadCommand> = {
  ...commands,
  read: (record, bytes) => readCommand(record, () => commands.read(record, bytes)),
}

export class AccountDesk {
  readonly #ports: AccountDeskPorts
  readonly account: RiskAccount
  readonly control: AccountControl
  readonly follower: AccountFollower
  readonly halt: AccountHalt
  readonly equity: EquityGuard
  readonly placement: Placement
  readonly flattening: Flattening
  readonly #portfolio: PortfolioPublisher
  readonly #commands: CommandDesk
  #commandConsumer: Consumer | undefined

  constructor(
    ports: AccountDeskPorts,
    config: RiskEngineConfig,
    terms: RiskEngineConfig['accounts'][number],
  ) {
    this.#ports = ports
    const { metrics } = ports
    const state = createRiskState(terms, ports.market, config.limits)
    const account = new RiskAccount(state, config.rememberedIntents)
    const shared = { ...ports, ...config, account }
    const seeds = seedsOf(config.limits, terms.id)
    const control = new AccountControl({
      ...shared,
      seeds,
      onChange: () => displayStatus(metrics, account.state),
    })
    const halt = new AccountHalt({ ...shared, control })
    const equity = new EquityGuard({ ...shared, control, halt, intervalMs: config.cacheIntervalMs })
    const follower = new AccountFollower({
      ...shared,
      onChange: () => this.portfolioChanged(),
      onSnapshot: () => halt.observe(),
      onReset: () => control.marksChanged(),
    })
    const flattening = new Flattening({ ...shared, follower })
    const intervalMs = config.portfolioIntervalMs
    this.account = account
    this.control = control
    this.halt = halt
    this.equity = equity
    this.follower = follower
    this.flattening = flattening
    this.placement = new Placement({ ...shared, follower })
    this.#portfolio = new PortfolioPublisher({ ...shared, intervalMs })
    this.#commands = new CommandDesk({
      ...shared,
      control,
      halt,
      equity,
      flattening,
      resync: (reason) => void follower.resync('RECONCILING', reason),
    })
  }

  /** Resolves after the first attempt at a snapshot; commands are taken whether it succeeded or not. */
  async start(): Promise<void> {
    await this.follower.start()
    await this.#followCommands()
  }

  /** Positions, balances or prices of what is held are others. */
  portfolioChanged(): void {
    this.#portfolio.changed()
    this.equity.changed()
  }

  async stop(): Promise<void> {
    // A command in hand may be waiting for the order manager or the store: it ends unanswered, and comes again.
    const consuming = this.#commandConsumer?.close()
    this.#commands.close()
    this.equity.close()
    await this.flattening.close()
    await this.placement.close()
    await this.halt.close()
    await this.follower.close()
    await this.control.close()
    await consuming
    this.#portfolio.close()
  }

  async #followCommands(): Promise<void> {
    const { bus, scheduler, logger, metrics } = this.#ports
    const { id: accountId } = this.account.state.account
    this.#commandConsumer = await consume<ReadCommand>({
      bus,
      scheduler,
      logger,
      metrics,
      group: `risk-engine.${accountId}.commands`,
      topics: [accountCommands],
      // What was commanded before the first start counts, too.
      startAt: 'earliest',
      commit: 'auto',
      keys: new Set([commandTargetKey({ kind: 'ACCOUNT', accountId })]),
      onEvent: (read, record) =>
        read.kind === 'COMMAND' ? this.#commands.apply(read.command) : this.#haltInPlaceOf(read, record),
      deadLetter: (record, reason) => deadLetterRecord(record, reason, scheduler.now()),
      // It may have been a halt.
      onFatal: (error) => this.follower.stopTrading(`commands cannot be followed: ${String(error)}`),
    })
  }

  /** It may have been a halt. Halted once, however often it comes; a resume by name is the way on. */
  async #haltInPlaceOf(unreadable: UnreadableCommand, record: BusRecord): Promise<void> {
    const { bus, scheduler, logger, metrics } = this.#ports
    const { id: accountId } = this.account.state.account
    const { reason } = unreadable
    logger.error({ account: accountId, reason }, 'halting: a command could not be read')
    const halt = {
      kind: 'SET_BOT_STATUS',
      status: 'HALTED',
      flatten: false,
      acceptStalePrices: false,
    } as const
    await this.#commands.apply(inPlaceOf(unreadable, { kind: 'ACCOUNT', accountId }, halt, 'risk-engine'))
    try {
      await bus.publish([deadLetterRecord(record, reason, scheduler.now())])
    } catch (cause) {
      throw new TransientError('a command that could not be read could not be put aside', { cause })
    }
    metrics.increment('ots_dead_letters_total', { topic: record.topic, reason: 'undecodable' })
  }
}
