/**
 * RiskService.SubmitOrder: check, reserve, sign, place. Everything up to the call of the order manager happens in one
 * turn, so that no two intents are checked against the same state. What becomes of an approval is placement.ts's.
 */
import { orderIntentCodec, orderService, type SubmitOrderReply } from '@oasis/contracts'
import { type AccountId, millisBetween, type OrderIntent } from '@oasis/domain'
import { type CrashPoints, type RpcClient, RpcError, type Scheduler } from '@oasis/ports'
import type { Metrics } from '@oasis/runtime'
import { check, reserve } from '../core/check.ts'
import type { Decision, DeniedVerdict } from '../core/decision-memory.ts'
import { passedChecks } from '../core/passed-checks.ts'
import { freeExpired } from '../core/risk-state.ts'
import type { Denial } from '../core/rule.ts'
import { intentMismatch } from '../core/rules/intent-mismatch.ts'
import { unknownAccount } from '../core/rules/malformed-intent.ts'
import type { EquityGuard } from '../equity-guard.ts'
import { type Approved, type Placement, placedReply } from '../placement.ts'
import type { RiskAccount } from '../risk-account.ts'
import type { ApprovalSigner } from './approval-signer.ts'
import type { DecisionLog } from './decision-log.ts'

/** What deciding and placing an account's intents takes. */
export interface SubmitEntry {
  readonly account: RiskAccount
  readonly equity: EquityGuard
  readonly placement: Placement
}

export interface SubmitOrderPorts {
  readonly accounts: ReadonlyMap<AccountId, SubmitEntry>
  readonly rpc: RpcClient
  readonly scheduler: Scheduler
  readonly metrics: Metrics
  readonly sign: ApprovalSigner
  readonly log: DecisionLog
  readonly crashPoints: CrashPoints
  readonly lookupTimeoutMs: number
}

const verdictOf = ({ code, context }: Denial): DeniedVerdict => ({ result: 'DENIED', code, context })
const deniedReply = (verdict: DeniedVerdict): SubmitOrderReply => ({ kind: 'DENIED', verdict })

/** One submission in hand. */
interface Submission extends SubmitEntry {
  readonly intent: OrderIntent
  readonly intentBytes: Uint8Array
}

export class SubmitOrderHandler {
  readonly #ports: SubmitOrderPorts

  constructor(ports: SubmitOrderPorts) {
    this.#ports = ports
  }

  /** `sentBefore`: the sender's word that another epoch may have placed it; by the clocks alone that is not certain. */
  async submit(intent: OrderIntent, sentBefore = false): Promise<SubmitOrderReply> {
    const entry = this.#ports.accounts.get(intent.accountId)
    if (!entry) return this.#unknown(intent)
    const { state, memory } = entry.account
    // An earlier epoch may have approved it and be placing it now: neither yes nor no would be true.
    if (state.phase === 'STARTING')
      throw new RpcError('UNAVAILABLE', `RECONCILING: ${state.reason}; send it again`)
    const submission = { ...entry, intent, intentBytes: orderIntentCodec.encode(intent) }
    const known = memory.find(intent.intentId)
    if (known) return this.#repeat(submission, known)
    if (!sentBefore && !memory.mayBeKnownElsewhere(intent)) return this.#decide(submission)
    return this.#decideUnlessKnownElsewhere(submission)
  }

  #unknown(intent: OrderIntent): SubmitOrderReply {
    const verdict = verdictOf(unknownAccount(intent))
    this.#ports.log.recordStranger(intent, verdict, this.#ports.scheduler.now())
    return deniedReply(verdict)
  }

  /** The same decision again; another content under the same id is refused and leaves it as it is. */
  async #repeat(submission: Submission, known: Decision<SubmitOrderReply>): Promise<SubmitOrderReply> {
    const mismatch = intentMismatch(submission.intent.intentId, known.intentBytes, submission.intentBytes)
    if (mismatch) return this.#refuse(submission, mismatch)
    if (known.kind === 'DENIED') return deniedReply(known.verdict)
    return known.answer ?? submission.placement.place(submission.intent.intentId, known)
  }

  async #decideUnlessKnownElsewhere(submission: Submission): Promise<SubmitOrderReply> {
    const { rpc, lookupTimeoutMs } = this.#ports
    const { intentId } = submission.intent
    const request = { key: { by: 'INTENT', intentId } } as const
    const { order } = await submission.placement.ask(() =>
      rpc.call(orderService.getOrder, request, { timeoutMs: lookupTimeoutMs }),
    )
    if (order) {
      const known = orderIntentCodec.encode(order.intent)
      const mismatch = intentMismatch(intentId, known, submission.intentBytes)
      return mismatch ? this.#refuse(submission, mismatch) : placedReply(order)
    }
    // The same intent may have been decided while we were asking.
    const known = submission.account.memory.find(intentId)
    return known ? this.#repeat(submission, known) : this.#decide(submission)
  }

  #refuse({ account, intent }: Submission, mismatch: Denial): SubmitOrderReply {
    const verdict = verdictOf(mismatch)
    this.#ports.log.record(account, intent, verdict, this.#ports.scheduler.now())
    return deniedReply(verdict)
  }

  async #decide(submission: Submission): Promise<SubmitOrderReply> {
    const { account, equity, placement, intent, intentBytes } = submission
    const { scheduler, metrics, sign, log, crashPoints } = this.#ports
    const now = scheduler.now()
    equity.look()
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
    const decision: Approved = account.memory.remember(intent, {
      ...{ kind: 'APPROVED', intentBytes, approval, answer: undefined, unanswered: 0 },
    })
    crashPoints.pass('decided')
    const placing = placement.place(intent.intentId, decision)
    // On its way already: what it was let through by is told of the state that it was decided on.
    log.record(account, intent, { result: 'APPROVED' }, now, passedChecks(state, intent, now))
    const { cause, mode } = intent
    const seconds = millisBetween(cause.tsInit, scheduler.now()) / 1_000
    metrics.observe('ots_order_stage_seconds', { stage: 'decided', mode }, seconds)
    return placing
  }
}
