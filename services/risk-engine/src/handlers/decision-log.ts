/** Counts every decision and publishes it, off the caller's path. */
import { topics } from '@oasis/contracts'
import type { EventId, OrderIntent, RiskVerdict, UnixNanos } from '@oasis/domain'
import type { Metrics } from '@oasis/runtime'
import type { BackgroundPublisher } from '../background-publisher.ts'
import type { RiskAccount } from '../risk-account.ts'

export class DecisionLog {
  readonly #publisher: BackgroundPublisher
  readonly #metrics: Metrics

  constructor(publisher: BackgroundPublisher, metrics: Metrics) {
    this.#publisher = publisher
    this.#metrics = metrics
  }

  /** An intent is decided once per epoch; a second intent under the same id is decided apart. */
  record(account: RiskAccount, intent: OrderIntent, verdict: RiskVerdict, now: UnixNanos): void {
    const { riskEpoch, account: terms } = account.state
    const code = verdict.result === 'DENIED' ? verdict.code : ''
    if (verdict.result === 'DENIED') account.countDenial(verdict.code)
    else account.approved++
    const labels = { result: verdict.result, code, mode: terms.mode, account: terms.id }
    this.#metrics.increment('ots_risk_decisions_total', labels)
    const part = code === 'INTENT_MISMATCH' ? '/mismatch' : ''
    const eventId = `decision/${intent.intentId}/${riskEpoch}${part}` as EventId
    this.#publisher.publish(topics.riskDecisions.record({ eventId, intent, verdict, riskEpoch, ts: now }))
  }
}
