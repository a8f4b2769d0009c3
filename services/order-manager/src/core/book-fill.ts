/**
 * The one function that books executions, from the stream and from reconciliation alike: by the venue's execution id,
 * once, in whatever state the order is.
 */
import { addQuantity, applyExecution, type Execution, type UnixNanos, ZERO_QUANTITY } from '@oasis/domain'
import type { VenueExecution } from '@oasis/ports'
import { isExternal } from './adopt-order.ts'
import { type OrderChange, type OrderEntry, unchanged } from './order-entry.ts'
import { isDeclaredEnded } from './resolve-order.ts'

/** Takes back what is not booked: the fill that it is about has not been heard of yet. */
export const lacksItsFill = ({ order, executionIds }: OrderEntry, fill: VenueExecution): boolean =>
  fill.kind === 'REVERSAL' && fill.quantity > order.filledQuantity && !executionIds.has(fill.executionId)

/** What others did before the account was opened is in its opening balances. */
export const precedesAccount = (
  entry: OrderEntry | undefined,
  fill: VenueExecution,
  openedAt: UnixNanos,
): boolean => fill.tsEvent < openedAt && (entry === undefined || isExternal(entry.order))

/**
 * A reversal whose fill is lacking must not come here. A fill of an order that a person has declared ended is booked like
 * any other, and put to a person again.
 */
export function bookFill(entry: OrderEntry, fill: VenueExecution, now: UnixNanos): OrderChange {
  if (entry.executionIds.has(fill.executionId)) return unchanged(entry)
  const execution = toExecution(entry, fill, now)
  // A fill is the venue's word that the order exists: its id is worth keeping even before the acknowledgement.
  const known = { ...entry.order, venueOrderId: entry.order.venueOrderId ?? fill.venueOrderId }
  const booked = applyExecution(known, execution, now)
  const contradicts = isDeclaredEnded(entry.order)
  const order = contradicts ? { ...booked, needsReview: true } : booked
  return {
    before: entry.order,
    entry: withExecution(entry, order, execution),
    bodies: [{ kind: 'EXECUTION', execution, order }],
    invalid: contradicts ? [{ state: entry.order.state, trigger: 'FILL' }] : [],
  }
}

function withExecution(entry: OrderEntry, order: OrderEntry['order'], execution: Execution): OrderEntry {
  const executionIds = new Set(entry.executionIds).add(execution.executionId)
  if (execution.kind === 'FILL') return { ...entry, order, executionIds }
  return { order, executionIds, reversed: addQuantity(entry.reversed ?? ZERO_QUANTITY, execution.quantity) }
}

/** As the store has them. */
export function entryOf(order: OrderEntry['order'], executions: readonly Execution[]): OrderEntry {
  const executionIds = new Set(executions.map(({ executionId }) => executionId))
  const reversals = executions.filter(({ kind }) => kind === 'REVERSAL')
  const reversed = reversals.reduce((sum, { quantity }) => addQuantity(sum, quantity), ZERO_QUANTITY)
  return { order, executionIds, reversed }
}

function toExecution(entry: OrderEntry, fill: VenueExecution, now: UnixNanos): Execution {
  const { intent, clientOrderId } = entry.order
  return {
    executionId: fill.executionId,
    kind: fill.kind,
    accountId: intent.accountId,
    mode: intent.mode,
    strategyId: intent.strategyId,
    clientOrderId,
    instrumentId: fill.instrumentId,
    side: fill.side,
    price: fill.price,
    quantity: fill.quantity,
    fee: fill.fee,
    feeCurrency: fill.feeCurrency,
    liquidity: fill.liquidity,
    synthetic: fill.synthetic,
    tsEvent: fill.tsEvent,
    tsInit: now,
  }
}
