/**
 * Sells what OTS itself has booked, once all cancels are final. The plan is core's; each of its intents goes the way of
 * every intent (checked, reserved, signed, placed), so that limits and reservations hold here as well. An IOC order that
 * the book did not hold leaves something: the rest is planned anew, a few times, from a fresh snapshot each time.
 *
 * Cut short by a crash, it is not taken up again by itself: what was placed is in the order manager's hands, and the
 * command that wanted it comes again and sells what is left; a direct call has to be made again.
 */
import { type FlattenStep, orderService, type SubmitOrderReply } from '@oasis/contracts'
import {
  addMillis,
  formatQuantity,
  type IntentId,
  isFinal,
  NANOS_PER_MS,
  type OrderIntent,
} from '@oasis/domain'
import type { Logger, RpcClient, Scheduler } from '@oasis/ports'
import type { AccountFollower } from './account-follower.ts'
import { type FlattenItem, planFlatten } from './core/flatten.ts'
import { valuingInstrument } from './core/holdings.ts'
import { withStalePricesAccepted } from './core/risk-state.ts'
import type { RiskAccount } from './risk-account.ts'

export interface FlatteningOptions {
  readonly account: RiskAccount
  readonly follower: Pick<AccountFollower, 'resync'>
  readonly rpc: RpcClient
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly submit: (intent: OrderIntent) => Promise<SubmitOrderReply>
  readonly lookupTimeoutMs: number
}

export interface FlattenWish {
  readonly acceptStalePrices: boolean
  /** The venue was seen to have nothing open. */
  readonly settled: boolean
}

const ROUNDS = 5
/** A full token bucket later: a plan of many orders may be more than one second's worth. */
const PAUSE_MS = 1_000
const POLL_MS = 100
/** How long a round waits for its orders to be final, and for its snapshot. */
const PATIENCE_MS = 5_000

const IS_OVER = 'DENIED: the halt is over, or another was called'
const RECONCILING = 'DENIED: RECONCILING'

/** One step for each strategy's position. */
type Steps = Map<string, FlattenStep>

export class Flattening {
  readonly #options: FlatteningOptions
  readonly #closed = new AbortController()
  #running: Promise<readonly FlattenStep[]> | undefined
  #lastAttempt = 0

  constructor(options: FlatteningOptions) {
    this.#options = options
  }

  /**
   * What was done, or why not, under the halt in force. One at a time: a run of an earlier halt ends by itself, since its
   * halt is over, and what it leaves is for the next.
   */
  run(wish: FlattenWish): Promise<readonly FlattenStep[]> {
    const { haltEpoch } = this.#options.account.state.control
    const before = this.#running
    const running = (async () => {
      await before?.catch(() => undefined)
      this.#closed.signal.throwIfAborted()
      return this.#run(wish, haltEpoch)
    })()
    this.#running = running
    return running
  }

  async close(): Promise<void> {
    this.#closed.abort(new Error('risk engine stopped'))
    await this.#running?.catch(() => undefined)
  }

  async #run(
    { acceptStalePrices, settled }: FlattenWish,
    haltEpoch: number,
  ): Promise<readonly FlattenStep[]> {
    const { account } = this.#options
    const steps: Steps = new Map()
    if (!settled) return this.#report(steps, 'DENIED: cancels are not final; halt again to flatten')
    if (acceptStalePrices) account.state = withStalePricesAccepted(account.state, haltEpoch)
    for (let round = 1; ; round++) {
      const isCaughtUp = await this.#isCaughtUp()
      if (!this.#isInForce(haltEpoch)) return this.#report(this.#cut(steps, IS_OVER), IS_OVER)
      if (!isCaughtUp) return this.#report(this.#cut(steps, RECONCILING), RECONCILING)
      const items = this.#plan(haltEpoch, acceptStalePrices)
      // The last look is for the answer alone.
      if (round > ROUNDS) this.#cut(steps, `DENIED: not sold after ${ROUNDS} rounds; halt again to flatten`)
      else await this.#place(items, steps, haltEpoch)
      if (!items.some(mayGoOn) || round > ROUNDS) break
      await this.#sleep(PAUSE_MS)
    }
    return this.#report(steps, 'NOTHING_BOOKED')
  }

  #isInForce(haltEpoch: number): boolean {
    const { status, haltEpoch: current } = this.#options.account.state.control
    return status === 'HALTED' && current === haltEpoch
  }

  /** What was placed and is still there, was not sold: no answer may say otherwise. */
  #cut(steps: Steps, why: string): Steps {
    for (const [strategyId, positions] of this.#options.account.state.ledger.byStrategy) {
      for (const [instrumentId, { quantity }] of positions) {
        const known = steps.get(`${strategyId} ${instrumentId}`)
        if (known?.outcome !== 'PLACED' || quantity <= 0n) continue
        const detail = `${strategyId}: ${formatQuantity(quantity)} left`
        steps.set(`${strategyId} ${instrumentId}`, { ...known, outcome: why, detail })
      }
    }
    return steps
  }

  /** Its snapshot was asked for after the cancels: what it shows is final, but for orders whose outcome is unknown. */
  async #isCaughtUp(): Promise<boolean> {
    const { account, follower } = this.#options
    await Promise.race([follower.resync('RECONCILING', 'flattening'), this.#sleep(PATIENCE_MS)])
    this.#closed.signal.throwIfAborted()
    return account.state.phase === 'OPEN'
  }

  #plan(haltEpoch: number, acceptStalePrices: boolean): readonly FlattenItem[] {
    const { account, scheduler } = this.#options
    const now = scheduler.now()
    // A number that no earlier run of the same halt has used either, before a restart included.
    this.#lastAttempt = Math.max(this.#lastAttempt + 1, Number(now / NANOS_PER_MS))
    const attempt = () => this.#lastAttempt
    return planFlatten(account.state, { haltEpoch, haltedAt: now, acceptStalePrices, attempt }, now)
  }

  async #place(items: readonly FlattenItem[], steps: Steps, haltEpoch: number): Promise<void> {
    const placed: IntentId[] = []
    for (const item of items) {
      const { strategyId, instrumentId } = item.kind === 'SELL' ? item.intent : item
      const tell = (outcome: string, detail: string) =>
        steps.set(`${strategyId} ${instrumentId}`, {
          instrumentId,
          outcome,
          detail: `${strategyId}: ${detail}`,
        })
      if (item.kind === 'KEEP') {
        tell(item.outcome, item.detail)
        continue
      }
      const outcome = await this.#submit(item.intent)
      tell(outcome, `sells ${formatQuantity(item.quantity)}, ${formatQuantity(item.left)} left then`)
      if (outcome === 'PLACED') placed.push(item.intent.intentId)
    }
    await this.#untilFinal(placed, haltEpoch)
  }

  async #submit(intent: OrderIntent): Promise<string> {
    try {
      const reply = await this.#options.submit(intent)
      if (reply.kind === 'PLACED') return 'PLACED'
      return `DENIED: ${reply.kind === 'DENIED' ? reply.verdict.code : reply.reason}`
    } catch (error) {
      this.#options.logger.warn({ err: error, intent: intent.intentId }, 'flattening order got no answer')
      // Its reservation stays, and keeps the next round from selling the same again.
      return 'DENIED: it is not known whether it was placed'
    }
  }

  /** By asking, not by events: the bus may be down. What is not final in time is a pending sell to the next round. */
  async #untilFinal(intents: readonly IntentId[], haltEpoch: number): Promise<void> {
    const { rpc, scheduler, lookupTimeoutMs: timeoutMs } = this.#options
    const end = addMillis(scheduler.now(), PATIENCE_MS)
    for (const intentId of intents) {
      while (scheduler.now() < end && this.#isInForce(haltEpoch)) {
        const request = { key: { by: 'INTENT', intentId } } as const
        const { order } = await rpc
          .call(orderService.getOrder, request, { timeoutMs, signal: this.#closed.signal })
          .catch(() => ({ order: undefined }))
        if (order && isFinal(order.state)) break
        await this.#sleep(POLL_MS)
      }
    }
  }

  /** With `rest` for every holding that nothing was told of yet. */
  #report(steps: Steps, rest: string): readonly FlattenStep[] {
    const { state } = this.#options.account
    const told = [...steps.values()]
    const known = new Set(told.map(({ instrumentId }) => instrumentId))
    for (const [currency, total] of state.ledger.balances) {
      const instrument = total === 0n ? undefined : valuingInstrument(state, currency)
      if (!instrument || known.has(instrument.id)) continue
      told.push({ instrumentId: instrument.id, outcome: rest, detail: '' })
    }
    return told
  }

  #sleep(ms: number): Promise<void> {
    return this.#options.scheduler.sleep(ms, this.#closed.signal)
  }
}

/** Another round may find something to sell. */
const mayGoOn = (item: FlattenItem): boolean => item.kind === 'SELL' || item.outcome === 'SELLING'
