/** Counts every decision and publishes it, off the caller's path. */
import { topics } from '@oasis/contracts'
import type {
  DenialCode,
  EventId,
  OrderIntent,
  RiskVerdict,
  RuleCheck,
  TradingMode,
  UnixNanos,
} from '@oasis/domain'
import type { Metrics } from '@oasis/runtime'
import type { BackgroundPublisher } from '../background-publisher.ts'
import type { DeniedVerdict } from '../core/decision-memory.ts'
import type { RiskAccount } from '../risk-account.ts'

export class DecisionLog {
  readonly #publisher: BackgroundPublisher
  readonly #metrics: Metrics

  constructor(publisher: BackgroundPublisher, metrics: Metrics) {
    this.#publisher = publisher
    this.#metrics = metrics
  }

  /** An intent is decided once per epoch; a second intent under the same id is decided apart. */
  record(
    account: RiskAccount,
    intent: OrderIntent,
    verdict: RiskVerdict,
    now: UnixNanos,
    checks: readonly RuleCheck[] = [],
  ): void {
    const { riskEpoch, account: terms } = account.state
    const code = verdict.result === 'DENIED' ? verdict.code : ''
    if (verdict.result === 'DENIED') account.countDenial(verdict.code)
    else account.approved++
    this.#count(verdict.result, code, terms.mode, terms.id)
    const part = code === 'INTENT_MISMATCH' ? '/mismatch' : ''
    const eventId = `decision/${intent.intentId}/${riskEpoch}${part}` as EventId
    const decision = { eventId, intent, verdict, checks, riskEpoch, ts: now }
    this.#publisher.publish(topics.riskDecisions.record(decision))
  }

  /** Of an account that is not ours: it has no state, and no epoch. */
  recordStranger(intent: OrderIntent, verdict: DeniedVerdict, now: UnixNanos): void {
    this.#count(verdict.result, verdict.code, intent.mode, 'unknown')
    const eventId = `decision/${intent.intentId}/0` as EventId
    const decision = { eventId, intent, verdict, checks: [], riskEpoch: 0, ts: now }
    this.#publisher.publish(topics.riskDecisions.record(decision))
  }

  /** A cancel has no intent, so that it is counted and not published. */
  recordCancelDenial(account: RiskAccount, code: DenialCode): void {
    const { id, mode } = account.state.account
    account.countDenial(code)
    this.#count('DENIED', code, mode, id)
  }

  #count(result: RiskVerdict['result'], code: string, mode: TradingMode, account: string): void {
    this.#metrics.increment('ots_risk_decisions_total', { result, code, mode, account })
  }
}
