/** The `user` channel: cumulative order states, numbers and flags as text. */
import { formatMoney, formatPrice, formatQuantity, subtractMoney, subtractQuantity } from '@oasis/domain'
import { hasEnded, quoteAmountOf, type VenueOrder, type VenueOrderType } from '../orders/venue-order.ts'
import {
  averageOf,
  completionOf,
  endTimeOf,
  sizeOf,
  timeInForceOf,
  triggerStatusOf,
  valueAfterFees,
} from './order-body.ts'
import { wireTime } from './timestamps.ts'

/** Open orders of one snapshot frame; the first frame with fewer ends the snapshot. */
export const SNAPSHOT_ORDERS = 50

const NO_TIME = '0001-01-01T00:00:00Z'
const TYPE_NAMES: Readonly<Record<VenueOrderType, string>> = {
  MARKET: 'Market',
  LIMIT: 'Limit',
  STOP_LIMIT: 'Stop Limit',
  BRACKET: 'Bracket',
}

export type UserEventType = 'snapshot' | 'patch' | 'update'

export const userEvents = (type: UserEventType, orders: readonly VenueOrder[], portfolioId: string): string =>
  JSON.stringify([
    {
      type,
      orders: orders.map((order) => userOrder(order, portfolioId)),
      positions: {
        perpetual_futures_positions: [],
        expiring_futures_positions: [],
        prediction_market_positions: [],
      },
    },
  ])

/**
 * Batches of a snapshot. An exact multiple of fifty is followed by an empty one, since nothing else would end it; how
 * the venue ends that is not documented.
 */
export function snapshotBatches(orders: readonly VenueOrder[]): readonly (readonly VenueOrder[])[] {
  const batches = Math.floor(orders.length / SNAPSHOT_ORDERS) + 1
  return Array.from({ length: batches }, (_, n) =>
    orders.slice(n * SNAPSHOT_ORDERS, (n + 1) * SNAPSHOT_ORDERS),
  )
}

function userOrder(order: VenueOrder, portfolioId: string): object {
  const { paper } = order
  const { terms } = paper
  const end = endTimeOf(order)
  return {
    avg_price: averageOf(order),
    cancel_reason: order.status === 'CANCELLED' ? (order.cancelMessage ?? '') : '',
    client_order_id: order.clientOrderId,
    completion_percentage: completionOf(order),
    contract_expiry_type: 'UNKNOWN_CONTRACT_EXPIRY_TYPE',
    cumulative_quantity: formatQuantity(paper.filledQuantity),
    filled_value: formatMoney(paper.filledNotional),
    leaves_quantity: leavesOf(order),
    limit_price: terms.type === 'MARKET' ? '' : formatPrice(terms.limitPrice),
    number_of_fills: String(paper.executions),
    order_id: order.orderId,
    order_side: paper.side,
    order_type: TYPE_NAMES[order.type],
    outstanding_hold_amount: formatMoney(paper.held),
    post_only: String(terms.type === 'LIMIT' && terms.postOnly),
    product_id: order.productId,
    product_type: 'SPOT',
    reject_reason: order.rejectReason ?? '',
    retail_portfolio_id: portfolioId,
    risk_managed_by: 'UNKNOWN_RISK_MANAGEMENT_TYPE',
    status: order.status,
    stop_price: stopPriceOf(order),
    time_in_force: timeInForceOf(order),
    total_fees: formatMoney(paper.fees),
    total_value_after_fees: formatMoney(valueAfterFees(order)),
    trigger_status: triggerStatusOf(order),
    creation_time: wireTime(order.createdAt),
    end_time: end === undefined ? NO_TIME : wireTime(end),
    start_time: NO_TIME,
  }
}

function stopPriceOf({ paper: { terms }, stopTrigger }: VenueOrder): string {
  if (terms.type === 'STOP_LIMIT') return formatPrice(terms.stopPrice)
  return stopTrigger === undefined ? '' : formatPrice(stopTrigger)
}

/** In the currency the order is sized in; nothing is left of what has ended. */
function leavesOf(order: VenueOrder): string {
  if (hasEnded(order)) return '0'
  const amount = quoteAmountOf(order)
  if (amount !== undefined) return formatMoney(subtractMoney(amount, valueAfterFees(order)))
  const size = sizeOf(order)
  return size === undefined ? '0' : formatQuantity(subtractQuantity(size, order.paper.filledQuantity))
}
