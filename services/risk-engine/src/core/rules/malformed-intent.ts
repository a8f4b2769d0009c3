import { EXTERNAL_STRATEGY, type OrderIntent, type OrderTerms, type UnixNanos } from '@oasis/domain'
import { sizeOf } from '../order-value.ts'
import type { RiskState } from '../risk-state.ts'
import { type Denial, deny, type IntentContext, type Rule } from '../rule.ts'

/** Fields that contradict each other, or amounts that are nothing. Shapes are checked by the codec already. */
export const malformedIntent: Rule<IntentContext> = ({ state, intent, now }) => {
  const why =
    ownerFault(intent) ??
    sizeFault(intent) ??
    priceFault(intent.terms) ??
    lifetimeFault(intent.terms, now) ??
    replacementFault(state, intent)
  return why === undefined ? undefined : deny('MALFORMED_INTENT', { why })
}

/** There is no state to check such an intent against. */
export const unknownAccount = ({ accountId }: OrderIntent): Denial =>
  deny('MALFORMED_INTENT', { why: 'this risk engine does not know the account', account: accountId })

/** What is booked under that name is taken for what others did: nothing is reserved for it, and no flattening sells it. */
function ownerFault({ strategyId }: OrderIntent): string | undefined {
  return strategyId === EXTERNAL_STRATEGY ? `${strategyId} is the name of what others trade` : undefined
}

function sizeFault(intent: OrderIntent): string | undefined {
  const size = sizeOf(intent)
  if (size.unit === 'BASE') return size.quantity > 0n ? undefined : 'the quantity is not positive'
  if (intent.side === 'SELL') return 'only buys can be sized in quote currency'
  return size.amount > 0n ? undefined : 'the amount is not positive'
}

function priceFault(terms: OrderTerms): string | undefined {
  if (terms.type === 'MARKET') return undefined
  if (terms.limitPrice <= 0n) return 'the limit price is not positive'
  if (terms.type === 'STOP_LIMIT') return terms.stopPrice > 0n ? undefined : 'the stop price is not positive'
  const immediate = terms.timeInForce === 'IOC' || terms.timeInForce === 'FOK'
  return terms.postOnly && immediate ? 'a post-only order cannot be immediate' : undefined
}

/** As far as the replaced order is known here; whether it may still be replaced is the order manager's to say. */
function replacementFault({ totals, reservations }: RiskState, intent: OrderIntent): string | undefined {
  const known = intent.replaces && totals.byOrder.get(intent.replaces)
  const replaced = known && reservations.get(known)
  if (!replaced) return undefined
  const same =
    replaced.strategyId === intent.strategyId &&
    replaced.instrumentId === intent.instrumentId &&
    replaced.side === intent.side
  return same ? undefined : 'it replaces an order of another strategy, instrument or side'
}

function lifetimeFault(terms: OrderTerms, now: UnixNanos): string | undefined {
  if (terms.type === 'MARKET') return undefined
  const { timeInForce, expiresAt } = terms
  if (timeInForce !== 'GTD') return expiresAt === undefined ? undefined : 'only GTD orders expire'
  if (expiresAt === undefined) return 'a GTD order needs an expiry'
  return expiresAt > now ? undefined : 'the expiry has passed'
}
