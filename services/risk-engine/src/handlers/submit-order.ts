/**
 * RiskService.SubmitOrder: check, reserve, sign, place. Everything up to the call of the order manager happens in one
 * turn, so that no two intents are checked against the same state.
 *
 * What if we do not know whether the order was placed? The reservation stays and the caller gets UNAVAILABLE. It sends
 * the same intent again, which calls PlaceOrder again with the same approval: the order manager answers with the order
 * if it has it, whatever the approval's age. If not, and the approval has expired, it refuses; and since it takes an
 * account's calls one after the other, no earlier call can be written after that. Only then is the reservation freed.
 */
import {
  type ApprovalRefusal,
  orderIntentCodec,
  orderService,
  type PlaceOrderReply,
  type SubmitOrderReply,
} from '@oasis/contracts'
import type { AccountId, Order, OrderIntent } from '@oasis/domain'
import { millisBetween } from '@oasis/domain'
import { type Logger, type RpcClient, RpcError, type Scheduler } from '@oasis/ports'
import type { Metrics } from '@oasis/runtime'
import type { AccountFollower } from '../account-follower.ts'
import { applyPlaced } from '../core/account-events.ts'
import { check, reserve } from '../core/check.ts'
import type { Decision, DeniedVerdict } from '../core/decision-memory.ts'
import { freeExpired, withReservation } from '../core/risk-state.ts'
import { type Denial, deny } from '../core/rule.ts'
import { unknownAccount } from '../core/rules/malformed-intent.ts'
import type { RiskAccount } from '../risk-account.ts'
import type { ApprovalSigner } from './approval-signer.ts'
import type { DecisionLog } from './decision-log.ts'

export interface SubmitOrderPorts {
  readonly accounts: ReadonlyMap<
    AccountId,
    { readonly account: RiskAccount; readonly follower: AccountFollower }
  >
  readonly rpc: RpcClient
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly metrics: Metrics
  readonly sign: ApprovalSigner
  readonly log: DecisionLog
  readonly placeOrderTimeoutMs: number
  readonly lookupTimeoutMs: number
}

/** Refusals that the same approval may not meet again a moment later. */
const PASSING: ReadonlySet<ApprovalRefusal> = new Set(['HALTED', 'NOT_RECONCILED'])

type Approved = Extract<Decision<SubmitOrderReply>, { kind: 'APPROVED' }>

const verdictOf = ({ code, context }: Denial): DeniedVerdict => ({ result: 'DENIED', code, context })
const deniedReply = (verdict: DeniedVerdict): SubmitOrderReply => ({ kind: 'DENIED', verdict })
const placedReply = ({ clientOrderId, state }: Order): SubmitOrderReply => ({
  kind: 'PLACED',
  clientOrderId,
  state,
})

/** One submission in hand. */
interface Submission {
  readonly account: RiskAccount
  readonly follower: AccountFollower
  readonly intent: OrderIntent
  readonly intentBytes: Uint8Array
}

export class SubmitOrderHandler {
  readonly #ports: SubmitOrderPorts

  constructor(ports: SubmitOrderPorts) {
    this.#ports = ports
  }

  async submit(intent: OrderIntent): Promise<SubmitOrderReply> {
    const entry = this.#ports.accounts.get(intent.accountId)
    if (!entry) return deniedReply(verdictOf(unknownAccount(intent)))
    const { state, memory } = entry.account
    // An earlier epoch may have approved it and be placing it now: neither yes nor no would be true.
    if (state.phase === 'STARTING')
      throw new RpcError('UNAVAILABLE', `RECONCILING: ${state.reason}; send it again`)
    const submission = { ...entry, intent, intentBytes: orderIntentCodec.encode(intent) }
    const known = memory.find(intent.intentId)
    if (known) return this.#repeat(submission, known)
    if (!memory.mayBeKnownElsewhere(intent)) return this.#decide(submission)
    return this.#decideUnlessKnownElsewhere(submission)
  }

  /** The same decision again; another content under the same id is refused and leaves it as it is. */
  async #repeat(submission: Submission, known: Decision<SubmitOrderReply>): Promise<SubmitOrderReply> {
    if (Buffer.compare(known.intentBytes, submission.intentBytes) !== 0) return this.#mismatch(submission)
    if (known.kind === 'DENIED') return deniedReply(known.verdict)
    return known.answer ?? this.#place(submission, known)
  }

  async #decideUnlessKnownElsewhere(submission: Submission): Promise<SubmitOrderReply> {
    const { rpc, lookupTimeoutMs } = this.#ports
    const { intentId } = submission.intent
    const request = { key: { by: 'INTENT', intentId } } as const
    const { order } = await this.#ask(submission, () =>
      rpc.call(orderService.getOrder, request, { timeoutMs: lookupTimeoutMs }),
    )
    if (order) {
      const same = Buffer.compare(orderIntentCodec.encode(order.intent), submission.intentBytes) === 0
      return same ? placedReply(order) : this.#mismatch(submission)
    }
    // The same intent may have been decided while we were asking.
    const known = submission.account.memory.find(intentId)
    return known ? this.#repeat(submission, known) : this.#decide(submission)
  }

  #mismatch({ account, intent }: Submission): SubmitOrderReply {
    const verdict = verdictOf(deny('INTENT_MISMATCH', { intent: intent.intentId }))
    this.#ports.log.record(account, intent, verdict, this.#ports.scheduler.now())
    return deniedReply(verdict)
  }

  async #decide(submission: Submission): Promise<SubmitOrderReply> {
    const { account, intent, intentBytes } = submission
    const { scheduler, metrics, sign, log } = this.#ports
    const now = scheduler.now()
    const state = freeExpired(account.state, now)
    const result = check(state, intent, now)
    metrics.observe('ots_risk_check_seconds', {}, millisBetween(now, scheduler.now()) / 1_000)
    if (result.result === 'DENIED') {
      const verdict = verdictOf(result)
      account.memory.remember(intent, { kind: 'DENIED', intentBytes, verdict })
      log.record(account, intent, verdict, now)
      return deniedReply(verdict)
    }
    account.state = reserve(state, result)
    const approval = sign(intent.intentId, intentBytes, state, now)
    const decision: Approved = { kind: 'APPROVED', intentBytes, approval, answer: undefined, unanswered: 0 }
    account.memory.remember(intent, decision)
    const placing = this.#place(submission, decision)
    log.record(account, intent, { result: 'APPROVED' }, now)
    return placing
  }

  async #place(submission: Submission, decision: Approved): Promise<SubmitOrderReply> {
    const { rpc, placeOrderTimeoutMs: timeoutMs } = this.#ports
    const { intentBytes, approval } = decision
    decision.unanswered++
    const reply = await this.#ask(submission, () =>
      rpc.call(orderService.placeOrder, { intentBytes, approval }, { timeoutMs }),
    )
    decision.unanswered--
    if (reply.kind === 'PLACED') {
      submission.account.state = applyPlaced(submission.account.state, reply.order)
      decision.answer = placedReply(reply.order)
    } else if (decision.unanswered > 0 && PASSING.has(reply.reason)) {
      // An earlier call may still arrive, and be taken then.
      throw new RpcError('UNAVAILABLE', `refused for now (${reply.reason}); send it again`)
    } else {
      this.#refused(submission, reply)
      decision.answer = reply
    }
    return decision.answer
  }

  /** Nothing was written for these bytes; so the reservation goes, unless an order of that intent exists after all. */
  #refused(
    { account, follower, intent }: Submission,
    { reason, message }: Extract<PlaceOrderReply, { kind: 'REFUSED' }>,
  ): void {
    this.#ports.logger.warn({ intent: intent.intentId, reason, message }, 'approval refused')
    const reserved = account.state.reservations.get(intent.intentId)
    if (reserved?.version === 0 && reason !== 'INTENT_MISMATCH') {
      account.state = withReservation(account.state, intent.intentId, undefined)
    }
    if (reason === 'RISK_EPOCH') follower.stopTrading('another risk engine has taken the account over')
    if (reason === 'HALT_EPOCH') void follower.resync('RECONCILING', 'the halt epoch has changed')
  }

  /** Any failure means that we do not know: the account is closed until the order manager answers again. */
  async #ask<T>({ follower }: Submission, call: () => Promise<T>): Promise<T> {
    try {
      return await call()
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause)
      void follower.resync('AWAY', `the order manager gave no answer: ${why}`)
      throw new RpcError('UNAVAILABLE', `no answer from the order manager (${why}); send it again`, { cause })
    }
  }
}
