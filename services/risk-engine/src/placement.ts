/**
 * Brings approvals to the order manager, and settles those that got no answer.
 *
 * What if we do not know whether the order was placed? The reservation stays and the caller gets UNAVAILABLE. It sends
 * the same intent again, which calls PlaceOrder again with the same approval: the order manager answers with the order
 * if it has it, whatever the approval's age. An approval that has expired without an answer is voided, whether or not
 * anybody asks again: VoidIntent writes a tombstone, or tells the order that was there before. Only then is the
 * reservation freed.
 *
 * A refusal frees the reservation by itself where it is the answer to the only call that was made, or where it will
 * stand for ever (epochs only grow, tombstones stay). While another call of the approval is unanswered, EXPIRED proves
 * nothing of that one: the order manager judges each by its clock at its arrival, and a clock that was set back, or a
 * successor's that is behind, would take later what is expired now. So there, too, the intent is voided first.
 */
import {
  type ApprovalRefusal,
  orderService,
  type PlaceOrderReply,
  type SubmitOrderReply,
  type VoidIntentReply,
} from '@oasis/contracts'
import { addMillis, type IntentId, millisBetween, type Order, type UnixNanos } from '@oasis/domain'
import { type CrashPoints, type Logger, type RpcClient, RpcError, type Scheduler } from '@oasis/ports'
import { describeError } from '@oasis/runtime'
import type { AccountFollower } from './account-follower.ts'
import { applyPlaced } from './core/account-events.ts'
import type { Decision } from './core/decision-memory.ts'
import { withReservation } from './core/risk-state.ts'
import type { RiskAccount } from './risk-account.ts'

export type Approved = Extract<Decision<SubmitOrderReply>, { kind: 'APPROVED' }>
type Refused = Extract<PlaceOrderReply, { kind: 'REFUSED' }>

export interface PlacementOptions {
  readonly account: RiskAccount
  readonly follower: AccountFollower
  readonly rpc: RpcClient
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly crashPoints: CrashPoints
  readonly placeOrderTimeoutMs: number
  readonly voidTimeoutMs: number
  readonly retryDelayMs: number
}

/** Whatever call of the same approval comes later will meet them, too. */
const LASTING: ReadonlySet<ApprovalRefusal> = new Set([
  'RISK_EPOCH',
  'HALT_EPOCH',
  'VOIDED',
  // An order has that id, of another content.
  'INTENT_MISMATCH',
])
/** Refusals that the same approval may not meet again a moment later. */
const PASSING: ReadonlySet<ApprovalRefusal> = new Set(['HALTED', 'NOT_RECONCILED'])
const MAX_RETRY_DELAY_MS = 30_000

export const placedReply = ({ clientOrderId, state }: Order): SubmitOrderReply => ({
  kind: 'PLACED',
  clientOrderId,
  state,
})

export class Placement {
  readonly #options: PlacementOptions
  readonly #closed = new AbortController()
  /** Approvals that some call got no answer to, in the order in which they expire. */
  readonly #unanswered = new Map<IntentId, Approved>()
  #voiding: Promise<void> | undefined

  constructor(options: PlacementOptions) {
    this.#options = options
  }

  /** Rejects with UNAVAILABLE when it is not known what became of it. */
  async place(intentId: IntentId, decision: Approved): Promise<SubmitOrderReply> {
    const reply = await this.#call(intentId, decision)
    // Voided while the call was under way.
    if (decision.answer) return decision.answer
    if (reply.kind === 'PLACED') return this.#settle(intentId, decision, reply.order)
    this.#heed(intentId, decision, reply)
    if (this.#hasEnded(intentId, decision)) {
      throw new RpcError('UNAVAILABLE', `refused in an epoch that has ended (${reply.reason}); send it again`)
    }
    if (decision.unanswered === 0 || LASTING.has(reply.reason)) return this.#refuse(intentId, decision, reply)
    if (PASSING.has(reply.reason)) {
      // An earlier call may still arrive, and be taken then.
      throw new RpcError('UNAVAILABLE', `refused for now (${reply.reason}); send it again`)
    }
    return this.ask(() => this.#void(intentId, decision))
  }

  /** Any failure means that we do not know: the account is closed until the order manager answers again. */
  async ask<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call()
    } catch (cause) {
      const why = describeError(cause)
      void this.#options.follower.resync('AWAY', `the order manager gave no answer: ${why}`)
      throw new RpcError('UNAVAILABLE', `no answer from the order manager (${why}); send it again`, { cause })
    }
  }

  async close(): Promise<void> {
    this.#closed.abort(new Error('risk engine stopped'))
    await this.#voiding
  }

  async #call(intentId: IntentId, decision: Approved): Promise<PlaceOrderReply> {
    const { rpc, crashPoints, placeOrderTimeoutMs: timeoutMs } = this.#options
    const { intentBytes, approval } = decision
    decision.unanswered++
    const reply = await this.ask(async () => {
      const answer = rpc.call(orderService.placeOrder, { intentBytes, approval }, { timeoutMs })
      // It is awaited a line later; should this throw, nobody does.
      answer.catch(() => {})
      crashPoints.pass('place-order-sent')
      return answer
    }).catch((error: unknown) => {
      this.#watch(intentId, decision)
      throw error
    })
    decision.unanswered--
    return reply
  }

  /** With its epoch: a refusal says nothing of what may have been decided on the same intent since, and reserved. */
  #hasEnded(intentId: IntentId, decision: Approved): boolean {
    return this.#options.account.memory.find(intentId) !== decision
  }

  #heed(intentId: IntentId, { approval }: Approved, { reason, message }: Refused): void {
    const { account, follower, logger } = this.#options
    logger.warn({ intent: intentId, reason, message }, 'approval refused')
    if (reason === 'RISK_EPOCH') follower.loseEpoch(approval.riskEpoch)
    if (reason === 'HALT_EPOCH') void follower.resync('RECONCILING', 'the halt epoch has changed')
    if (reason === 'HALTED' && account.state.control.status !== 'HALTED') {
      void follower.resync('RECONCILING', 'the order manager is halted')
    }
  }

  /**
   * Nothing was written for these bytes; so the reservation goes, unless an order of that intent exists after all. Whether
   * the events of that one are still to come or have passed is not known: a snapshot tells.
   */
  #refuse(intentId: IntentId, decision: Approved, reply: Refused): Refused {
    const { account, follower } = this.#options
    const isOnlyApproved = account.state.reservations.get(intentId)?.version === 0
    if (isOnlyApproved && reply.reason === 'INTENT_MISMATCH') {
      void follower.resync('RECONCILING', `another order has intent ${intentId}`)
    } else if (isOnlyApproved) account.state = withReservation(account.state, intentId, undefined)
    this.#unanswered.delete(intentId)
    decision.answer = reply
    return reply
  }

  /** The order manager has told what became of it: every call of it can only give the same. */
  #settle(intentId: IntentId, decision: Approved, order: Order): SubmitOrderReply {
    const { account } = this.#options
    account.state = applyPlaced(account.state, order)
    this.#unanswered.delete(intentId)
    const answer: SubmitOrderReply =
      order.state === 'VOIDED'
        ? { kind: 'REFUSED', reason: 'VOIDED', message: order.reason ?? 'its approval got no answer in time' }
        : placedReply(order)
    decision.answer = answer
    return answer
  }

  #watch(intentId: IntentId, decision: Approved): void {
    if (decision.answer || this.#closed.signal.aborted) return
    this.#unanswered.set(intentId, decision)
    this.#voiding ??= this.#voidAll()
  }

  /** One at a time and in order: all expire alike, so that the first is due first. */
  async #voidAll(): Promise<void> {
    // A turn later, so that its end is never before its being known.
    await undefined
    const { account, scheduler, logger, retryDelayMs } = this.#options
    let delayMs = retryDelayMs
    for (;;) {
      const [next] = this.#unanswered
      if (!next || this.#closed.signal.aborted || account.state.phase === 'STOPPED') break
      const [intentId, decision] = next
      try {
        await this.#sleepUntil(decision.approval.expiresAt)
        // Answered while it was waited for.
        if (!this.#unanswered.has(intentId)) continue
        await this.#void(intentId, decision)
        delayMs = retryDelayMs
      } catch (error) {
        logger.warn({ err: error, intent: intentId }, 'approval not voided yet, its reservation stays')
        // Another one's turn first: what is wrong may be this intent's alone.
        if (this.#unanswered.delete(intentId)) this.#unanswered.set(intentId, decision)
        await scheduler.sleep(delayMs, this.#closed.signal).catch(() => undefined)
        delayMs = Math.min(delayMs * 2, MAX_RETRY_DELAY_MS)
      }
    }
    // In the turn that found nothing left to do: what comes after it begins anew.
    this.#voiding = undefined
  }

  /** What the intent has come to; as another call has told it, where one was answered meanwhile. */
  async #void(intentId: IntentId, decision: Approved): Promise<SubmitOrderReply> {
    const { rpc, voidTimeoutMs: timeoutMs } = this.#options
    const { intentBytes } = decision
    const options = { timeoutMs, signal: this.#closed.signal }
    const { order }: VoidIntentReply = await rpc.call(orderService.voidIntent, { intentBytes }, options)
    return decision.answer ?? this.#settle(intentId, decision, order)
  }

  async #sleepUntil(due: UnixNanos): Promise<void> {
    const { scheduler } = this.#options
    // A millisecond more: nothing is expired before its end is over.
    const ms = millisBetween(scheduler.now(), addMillis(due, 1))
    if (ms > 0) await scheduler.sleep(ms, this.#closed.signal)
  }
}
