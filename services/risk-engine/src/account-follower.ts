/**
 * Keeps one account's state up with the order manager: rebuilt from a snapshot that begins our epoch, then followed by
 * order events without a hole. Events are read from where the log ended before the snapshot was asked for; so whatever
 * the snapshot does not contain is still to come. While a snapshot is under way, events wait.
 */
import { deadLetterRecord, orderService, topics } from '@oasis/contracts'
import { type AccountEvent, type IntentId, isFinal } from '@oasis/domain'
import type { Bus, CrashPoints, Logger, RpcClient, Scheduler } from '@oasis/ports'
import { type Consumer, consume, type Metrics } from '@oasis/runtime'
import { applyAccountEvent, applyPlaced } from './core/account-events.ts'
import { type AccountSnapshot, applySnapshot } from './core/account-snapshot.ts'
import { type Phase, withPhase } from './core/risk-state.ts'
import { bucketsAfter, bucketsEmptyAt } from './core/token-buckets.ts'
import { displayStatus } from './portfolio-gauges.ts'
import type { RiskAccount } from './risk-account.ts'
import { UnfollowedNotice } from './unfollowed-notice.ts'

export interface AccountFollowerOptions {
  readonly account: RiskAccount
  readonly bus: Bus
  readonly rpc: RpcClient
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly metrics: Metrics
  readonly crashPoints: CrashPoints
  readonly snapshotTimeoutMs: number
  readonly lookupTimeoutMs: number
  readonly retryDelayMs: number
  /** The account's portfolio may have changed. */
  readonly onChange: () => void
  /** The account's state is that of a fresh snapshot, and not open yet. */
  readonly onSnapshot: () => void
  /** A paper account begins again. */
  readonly onReset: () => void
}

export class AccountFollower {
  readonly #options: AccountFollowerOptions
  readonly #closed = new AbortController()
  #consumer: Consumer | undefined
  /** Under way until a snapshot has been applied that nothing has called into question since it was asked for. */
  #syncing: Promise<void> | undefined
  /** The snapshot under way is not enough: something failed after it was asked for. */
  #again = false
  readonly #unfollowed: UnfollowedNotice

  constructor(options: AccountFollowerOptions) {
    this.#options = options
    this.#unfollowed = new UnfollowedNotice(options)
  }

  /** Resolves after the first attempt; when it fails, attempts go on and the account stays closed. */
  async start(): Promise<void> {
    const { account, bus, scheduler, logger, metrics } = this.#options
    const { id } = account.state.account
    metrics.set('ots_trading_mode', { account: id }, account.state.account.mode === 'REAL' ? 1 : 0)
    displayStatus(metrics, account.state)
    this.#emptyBuckets()
    const positions = await bus.endPositions([topics.orderEvents.spec.name])
    const first = this.#attempt()
    this.#syncing = this.#syncUntilDone(first)
    this.#consumer = await consume<AccountEvent>({
      bus,
      scheduler,
      logger,
      metrics,
      group: `risk-engine.${id}`,
      topics: [topics.orderEvents],
      startAt: 'latest',
      positions,
      // Nothing to commit: each start begins with a snapshot.
      commit: 'own',
      keys: new Set([id]),
      onEvent: (event) => this.#onEvent(event),
      deadLetter: (record, reason) => deadLetterRecord(record, reason, scheduler.now()),
      onFatal: (error) => this.stopTrading(`order events cannot be followed: ${String(error)}`),
    })
    await first
  }

  async close(): Promise<void> {
    this.#closed.abort(new Error('risk engine stopped'))
    await this.#consumer?.close()
    await this.#syncing
  }

  /** Nothing is approved until a snapshot has come that was asked for after this call. */
  resync(phase: 'RECONCILING' | 'AWAY', reason: string): Promise<void> {
    this.#setPhase(phase, reason)
    if (this.#syncing) this.#again = true
    else this.#syncing = this.#syncUntilDone(this.#attempt())
    return this.#syncing
  }

  /**
   * The order manager takes approvals of a later epoch than ours. Perhaps a request of our own for an epoch came there
   * after its answer had been given up and another had been asked for; perhaps another engine has the account. Either
   * way nothing of this epoch counts any more, and it begins again as after a restart. Two engines would take turns,
   * slowly, and only the last one's approvals are good; keeping them apart is for a lease.
   */
  loseEpoch(epoch: number): void {
    const { account, logger, scheduler, retryDelayMs } = this.#options
    if (this.#ended || account.state.riskEpoch !== epoch || epoch === 0) return
    logger.error({ account: account.state.account.id, epoch }, 'risk epoch lost, beginning again')
    account.state = { ...account.state, riskEpoch: 0 }
    this.#emptyBuckets()
    this.#enter('STARTING', `risk epoch ${epoch} has ended`)
    // What is under way begins again by itself. A second attempt beside it would not hold events back: its snapshot could
    // be older than what has been applied since.
    if (this.#syncing) {
      this.#again = true
      return
    }
    const later = scheduler.sleep(retryDelayMs, this.#closed.signal).then(
      () => this.#attempt(),
      () => true,
    )
    this.#syncing = this.#syncUntilDone(later)
  }

  /** For good: a person must look. */
  stopTrading(reason: string): void {
    const { account, logger } = this.#options
    if (account.state.phase === 'STOPPED') return
    this.#enter('STOPPED', reason)
    logger.error({ account: account.state.account.id, reason }, 'account stopped')
  }

  get #ended(): boolean {
    return this.#closed.signal.aborted || this.#options.account.state.phase === 'STOPPED'
  }

  #setPhase(phase: 'RECONCILING' | 'AWAY', reason: string): void {
    const { account } = this.#options
    const { phase: current } = account.state
    // Before the first snapshot, and after the last, no failure changes what the account is waiting for.
    if (current === 'STARTING' || current === 'STOPPED') return
    this.#enter(phase, reason)
  }

  #enter(phase: Phase, reason: string): void {
    const { account, metrics } = this.#options
    account.state = withPhase(account.state, phase, reason)
    displayStatus(metrics, account.state)
  }

  #onEvent(event: AccountEvent): void | Promise<void> {
    return this.#syncing ? this.#syncing.then(() => this.#onEvent(event)) : this.#apply(event)
  }

  #apply(event: AccountEvent): void | Promise<void> {
    if (this.#ended) return
    const { account, logger, crashPoints, onChange, onReset } = this.#options
    crashPoints.pass('order-event-consumed')
    const result = applyAccountEvent(account.state, event)
    if (result.kind === 'APPLIED') {
      account.state = result.state
      if ('order' in event.body) this.#unfollowed.look([event.body.order])
      if (event.body.kind === 'RESET') onReset()
      onChange()
    } else if (result.kind === 'HOLE') {
      logger.warn({ account: event.accountId, reason: result.reason }, 'order events missed, reconciling')
      // The snapshot contains this event, or everything before it.
      return this.resync('RECONCILING', result.reason).then(() => this.#onEvent(event))
    }
  }

  async #syncUntilDone(first: Promise<boolean>): Promise<void> {
    const { scheduler, retryDelayMs } = this.#options
    let done = await first
    while (!this.#ended && (!done || this.#again)) {
      if (!done) await scheduler.sleep(retryDelayMs, this.#closed.signal).catch(() => undefined)
      done = await this.#attempt()
    }
    // In the turn that found nothing left to do: a failure after it must begin anew.
    this.#syncing = undefined
  }

  /** True when done or pointless; a failure is logged and false. */
  async #attempt(): Promise<boolean> {
    const { account, logger } = this.#options
    if (this.#ended) return true
    this.#again = false
    try {
      const problem = await this.#syncOnce()
      if (problem === undefined) return true
      this.#setPhase('RECONCILING', problem)
      logger.warn({ account: account.state.account.id, reason: problem }, 'snapshot not usable yet')
    } catch (error) {
      if (this.#closed.signal.aborted) return true
      this.#setPhase('AWAY', 'the order manager gives no snapshot')
      logger.warn({ err: error, account: account.state.account.id }, 'no snapshot of the account')
    }
    return this.#ended
  }

  /** Undefined when the account is open, else what is in the way. */
  async #syncOnce(): Promise<string | undefined> {
    const { account, crashPoints, onChange, onSnapshot } = this.#options
    const before = account.state.riskEpoch
    const { haltAnswers } = account
    const unanswered = new Set<IntentId>()
    // Approvals of an earlier epoch are good for nothing once a new one is taken.
    for (const { intentId, version } of before === 0 ? [] : account.state.reservations.values()) {
      if (version === 0) unanswered.add(intentId)
    }
    const snapshot = await this.#snapshot(before === 0)
    if (account.state.riskEpoch !== before) return 'the epoch was lost while the snapshot was on its way'
    if (before !== 0 && snapshot.riskEpoch !== before) {
      this.loseEpoch(before)
      return `risk epoch ${snapshot.riskEpoch} is not ours`
    }
    // What was heard since it was asked for is newer than what it says of the halt.
    if (account.haltAnswers !== haltAnswers) return 'halted or resumed while the snapshot was on its way'
    crashPoints.pass('snapshot')
    const result = applySnapshot(account.state, snapshot, unanswered)
    if (result.kind === 'UNKNOWN_INSTRUMENT') return `instrument ${result.instrumentId} is not known yet`
    account.state = { ...result.state, riskEpoch: before }
    this.#unfollowed.look(snapshot.openOrders)
    await this.#resolve(unanswered)
    // What failed meanwhile stands: this snapshot does not open the account, the next one may.
    if (this.#again) return undefined
    // Only now: everything of this epoch is decided on a state that is whole.
    if (before === 0) this.#begin(snapshot)
    if (this.#ended) return undefined
    account.state = { ...account.state, riskEpoch: snapshot.riskEpoch }
    onSnapshot()
    this.#enter('OPEN', '')
    onChange()
    return undefined
  }

  /** Nothing has been decided in the epoch, and what was sent before counts. */
  #begin({ openOrders }: AccountSnapshot): void {
    const { account, scheduler } = this.#options
    const { limits: book, rates, account: terms } = account.state
    const now = scheduler.now()
    account.memory.begin(now)
    account.state = {
      ...account.state,
      rates: bucketsAfter(rates, openOrders, { book, account: terms.id }, now),
    }
  }

  /** Who was here before may have used up all there was. */
  #emptyBuckets(): void {
    const { account, scheduler } = this.#options
    account.state = { ...account.state, rates: bucketsEmptyAt(scheduler.now()) }
  }

  async #snapshot(takeEpoch: boolean): Promise<AccountSnapshot> {
    const { account, rpc, snapshotTimeoutMs } = this.#options
    const request = { accountId: account.state.account.id, takeEpoch }
    const options = { timeoutMs: snapshotTimeoutMs, signal: this.#closed.signal }
    const parts: AccountSnapshot[] = []
    for await (const chunk of rpc.stream(orderService.snapshot, request, options)) {
      parts.push(chunk)
      if (chunk.last) return joined(parts, chunk)
    }
    throw new Error('the snapshot ended before its last part')
  }

  /**
   * Approvals without an answer whose orders came and went unseen: the order manager knows what became of them. One that
   * has ended and filled may have done so before the snapshot, or since: whether its events are still to come is told
   * by another snapshot, asked for now that it is known to have been placed.
   */
  async #resolve(unanswered: ReadonlySet<IntentId>): Promise<void> {
    const { account, rpc, lookupTimeoutMs } = this.#options
    for (const intentId of unanswered) {
      if (!account.state.reservations.has(intentId)) continue
      const request = { key: { by: 'INTENT', intentId } } as const
      const { order } = await rpc.call(orderService.getOrder, request, { timeoutMs: lookupTimeoutMs })
      if (!order) continue
      account.state = applyPlaced(account.state, order)
      const stays = account.state.reservations.has(intentId)
      if (stays && isFinal(order.state) && order.absentUntil === undefined) this.#again = true
    }
  }
}

function joined(parts: readonly AccountSnapshot[], last: AccountSnapshot): AccountSnapshot {
  return {
    accountSeq: last.accountSeq,
    riskEpoch: last.riskEpoch,
    haltEpoch: last.haltEpoch,
    halted: last.halted,
    positions: parts.flatMap((part) => part.positions),
    balances: parts.flatMap((part) => part.balances),
    openOrders: parts.flatMap((part) => part.openOrders),
  }
}
