import type { ClientOrderId, UnixNanos } from '@oasis/domain'
import { isHalted } from '../halt.ts'
import { type LimitsInForce, limitsInForce, limitsOfAccount } from '../limits-in-force.ts'
import type { RiskState } from '../risk-state.ts'
import { type Denial, deny } from '../rule.ts'
import { type TokenBuckets, type TokenOwner, takeTokens } from '../token-buckets.ts'

/**
 * Before a cancel is handed on: the buckets with this one taken out, or the denial. An order that is not known here (it
 * may be final, or adopted since) counts at the level of the account.
 */
export function takeCancelTokens(
  state: RiskState,
  order: ClientOrderId,
  now: UnixNanos,
): { readonly rates: TokenBuckets } | Denial {
  const intentId = state.totals.byOrder.get(order)
  const owner = intentId === undefined ? undefined : state.reservations.get(intentId)
  const { limits: book, account } = state
  const limits = owner
    ? limitsInForce(book, account.id, owner.strategyId, owner.instrumentId)
    : limitsOfAccount(book, account.id)
  return takeTokensOfCancel(state, state.rates, limits, owner, now)
}

/** Nothing limits what takes risk away in a halt, and it uses nothing up. */
export function takeTokensOfCancel(
  state: RiskState,
  rates: TokenBuckets,
  limits: LimitsInForce,
  owner: TokenOwner | undefined,
  now: UnixNanos,
): { readonly rates: TokenBuckets } | Denial {
  if (isHalted(state)) return { rates }
  const taken = takeTokens(rates, 'maxCancelsPerSecond', limits, owner, now)
  if (taken.kind === 'TAKEN') return { rates: taken.rates }
  return deny('CANCEL_RATE_LIMIT', { level: taken.level, perSecond: String(taken.perSecond) })
}
