/**
 * The one function that books fills, from the stream and from reconciliation alike: by the venue's execution id, once,
 * in whatever state the order is.
 */
import { applyExecution, type Execution, type UnixNanos } from '@oasis/domain'
import type { VenueExecution } from '@oasis/ports'
import { type OrderChange, type OrderEntry, unchanged } from './order-entry.ts'

export function bookFill(entry: OrderEntry, fill: VenueExecution, now: UnixNanos): OrderChange {
  if (entry.executionIds.has(fill.executionId)) return unchanged(entry)
  const execution = toExecution(entry, fill, now)
  // A fill is the venue's word that the order exists: its id is worth keeping even before the acknowledgement.
  const known = { ...entry.order, venueOrderId: entry.order.venueOrderId ?? fill.venueOrderId }
  const order = applyExecution(known, execution, now)
  return {
    before: entry.order,
    entry: { order, executionIds: new Set(entry.executionIds).add(fill.executionId) },
    bodies: [{ kind: 'EXECUTION', execution, order }],
    invalid: [],
  }
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
