/**
 * Orders at the venue that we did not place become orders of the strategy `external`, from what the venue shows of
 * them, so that their fills are booked and they count in every limit. Adopting one again gives the same order.
 */
import {
  type AccountId,
  createOrder,
  EXTERNAL_STRATEGY,
  externalIntentIdOf,
  externalOrderEventId,
  type Order,
  type OrderIntent,
  type OrderTerms,
  type Quantity,
  type TradingMode,
  type UnixNanos,
} from '@oasis/domain'
import type { VenueOrderReport } from '@oasis/ports'
import { move } from './move-order.ts'
import { andThen, type OrderChange } from './order-entry.ts'

export interface Adopter {
  readonly accountId: AccountId
  readonly mode: TradingMode
}

export const isExternal = ({ intent }: Order): boolean => intent.strategyId === EXTERNAL_STRATEGY

/** Nothing of it can touch the account any more. */
export const isSpent = ({ status, filledQuantity }: VenueOrderReport): boolean =>
  filledQuantity === 0n && (status === 'CANCELED' || status === 'EXPIRED' || status === 'REJECTED')

/**
 * Undefined where the venue does not show what kind of order it is. `filledBefore`: what is part of the opening balances
 * is no part of the order either.
 */
export function adoptOrder(
  report: VenueOrderReport,
  adopter: Adopter,
  now: UnixNanos,
  filledBefore = 0n,
): OrderChange | undefined {
  if (report.terms === undefined) return undefined
  const terms = filledBefore === 0n ? report.terms : without(report.terms, filledBefore)
  // It was sent, though not by us.
  const order = {
    ...createOrder(intentOf(report, terms, adopter, now), report.clientOrderId, now),
    state: 'SUBMITTED' as const,
  }
  const created: OrderChange = {
    before: undefined,
    entry: { order, executionIds: new Set() },
    bodies: [{ kind: 'ORDER', trigger: 'CREATE', order }],
    invalid: [],
  }
  const { venueOrderId } = report
  return andThen(created, (entry) => move(entry, 'ACKNOWLEDGE', now, { venueOrderId }))
}

function intentOf(
  { venueOrderId, instrumentId, side, tsEvent }: VenueOrderReport,
  terms: OrderTerms,
  { accountId, mode }: Adopter,
  now: UnixNanos,
): OrderIntent {
  return {
    intentId: externalIntentIdOf(accountId, venueOrderId),
    accountId,
    strategyId: EXTERNAL_STRATEGY,
    mode,
    instrumentId,
    side,
    terms,
    reduceOnly: false,
    cause: { eventId: externalOrderEventId(accountId, venueOrderId), tsEvent, tsInit: now },
  }
}

const without = (terms: OrderTerms, filled: bigint): OrderTerms =>
  terms.type === 'MARKET' ? terms : { ...terms, quantity: (terms.quantity - filled) as Quantity }
