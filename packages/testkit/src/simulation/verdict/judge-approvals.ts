/**
 * What risk has approved, by the rules that need nothing of its state: orders a second and the collar of prices.
 *
 * Orders a second: exact, by the risk engine's own clock, which each approval tells, within one epoch, over which that
 * clock does not change; the account's widest limit counts from fifteen seconds before the first to fifteen after the
 * last. The collar: of a stop order exact, since its limit is held against its stop; of a limit order against the nearest
 * price of fifteen seconds before it was sent (a price counts for five, and clocks are off).
 *
 * Left out, as they could not be judged without false alarms: the last level that a market order would reach, orders
 * that would meet own ones (which of them was still open to risk is nothing that the venue tells), the age of signals,
 * and losses with the halts that they cause, which hang on the prices that each book had when it was looked at.
 */
import {
  type Approval,
  type ClientOrderId,
  clientOrderIdOf,
  formatPrice,
  type LimitScope,
  type OrderIntent,
  type Price,
  priceByRate,
  type UnixNanos,
} from '@oasis/domain'
import type { PriceHistory } from '../market/price-history.ts'
import { ACCOUNT } from '../world/setup.ts'
import type { LimitHistory } from './limit-history.ts'

/** An order that risk has approved and sent to PlaceOrder. */
export interface ApprovedOrder {
  readonly intent: OrderIntent
  readonly approval: Approval
  /** When it was first sent, by the true time. */
  readonly sentAt: UnixNanos
}

export interface ApprovalsEvidence {
  readonly approved: readonly ApprovedOrder[]
  readonly prices: Pick<PriceHistory, 'lowestMid' | 'highestMid'>
  readonly limits: Pick<LimitHistory, 'widest'>
}

const SCOPE: LimitScope = { level: 'account', id: ACCOUNT }
const MARGIN = 15_000_000_000n
const SECOND = 1_000_000_000n

export const judgeApprovals = (evidence: ApprovalsEvidence): string[] => [
  ...judgeRate(evidence),
  ...evidence.approved.flatMap((one) => judgeCollar(one, evidence)),
]

/** In each epoch, over any span: no more than fill into it, and a bucket full. */
function judgeRate({ approved, limits }: ApprovalsEvidence): string[] {
  const failures: string[] = []
  for (const orders of Map.groupBy(approved, ({ approval }) => approval.riskEpoch).values()) {
    // All approvals are good for the same time.
    const byTime = orders.toSorted((a, b) => Number(a.approval.expiresAt - b.approval.expiresAt))
    for (const [last, order] of byTime.entries()) {
      for (let first = last - 1; first >= 0; first--) {
        const from = byTime[first]
        if (from === undefined) break
        const span = order.approval.expiresAt - from.approval.expiresAt
        const perSecond = limits.widest(
          SCOPE,
          'maxOrdersPerSecond',
          from.sentAt - MARGIN,
          order.sentAt + MARGIN,
        )
        if (perSecond === undefined || perSecond <= 0) continue
        const nanosPerOrder = BigInt(Math.floor(1e9 / perSecond))
        const bucket = nanosPerOrder > SECOND ? nanosPerOrder : SECOND
        const count = last - first + 1
        if (BigInt(count) * nanosPerOrder <= span + bucket) continue
        failures.push(`${count} orders were approved in ${span / 1_000_000n} ms, limit ${perSecond} a second`)
        break
      }
    }
  }
  return failures
}

function judgeCollar({ intent, sentAt }: ApprovedOrder, { prices, limits }: ApprovalsEvidence): string[] {
  const { terms, instrumentId } = intent
  if (terms.type === 'MARKET') return []
  const collar = limits.widest(SCOPE, 'priceCollar', sentAt - MARGIN, sentAt)
  if (collar === undefined) return []
  const [low, high] =
    terms.type === 'STOP_LIMIT'
      ? [terms.stopPrice, terms.stopPrice]
      : [
          prices.lowestMid(instrumentId, sentAt - MARGIN, sentAt) as Price,
          prices.highestMid(instrumentId, sentAt - MARGIN, sentAt) as Price,
        ]
  const { limitPrice } = terms
  if (
    limitPrice >= low - priceByRate(low, collar, 'UP') &&
    limitPrice <= high + priceByRate(high, collar, 'UP')
  )
    return []
  const id: ClientOrderId = clientOrderIdOf(intent.intentId)
  return [
    `order ${id} was approved at ${formatPrice(limitPrice)}, outside the collar of ${formatPrice(low)} to ${formatPrice(high)}`,
  ]
}
