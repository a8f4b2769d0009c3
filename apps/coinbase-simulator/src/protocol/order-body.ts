/** An order and a fill as the REST API shows them: decimals as text, names and zero values as the venue writes them. */
import {
  averagePrice,
  formatMoney,
  formatPrice,
  formatQuantity,
  type Money,
  notional,
  type Quantity,
  type UnixNanos,
} from '@oasis/domain'
import { quoteAmountOf, type VenueExecution, type VenueOrder } from '../orders/venue-order.ts'
import { wireTime } from './timestamps.ts'

/** Whose orders they are. */
export interface OwnerIds {
  readonly userId: string
  readonly portfolioId: string
}

export function orderBody(order: VenueOrder, owner: OwnerIds): object {
  const { paper } = order
  return {
    order_id: order.orderId,
    product_id: order.productId,
    user_id: owner.userId,
    order_configuration: order.configuration,
    side: paper.side,
    client_order_id: order.clientOrderId,
    status: order.status,
    time_in_force: timeInForceOf(order),
    created_time: wireTime(order.createdAt),
    completion_percentage: completionOf(order),
    filled_size: formatQuantity(paper.filledQuantity),
    average_filled_price: averageOf(order),
    fee: '',
    number_of_fills: String(paper.executions),
    filled_value: formatMoney(paper.filledNotional),
    pending_cancel: order.status === 'CANCEL_QUEUED',
    size_in_quote: quoteAmountOf(order) !== undefined,
    total_fees: formatMoney(paper.fees),
    size_inclusive_of_fees: quoteAmountOf(order) !== undefined,
    total_value_after_fees: formatMoney(valueAfterFees(order)),
    trigger_status: triggerStatusOf(order),
    order_type: order.type,
    reject_reason: order.rejectReason ?? 'REJECT_REASON_UNSPECIFIED',
    settled: order.status === 'FILLED',
    product_type: 'SPOT',
    reject_message: order.rejectMessage ?? '',
    cancel_message: order.cancelMessage ?? '',
    order_placement_source: 'RETAIL_ADVANCED',
    outstanding_hold_amount: formatMoney(paper.held),
    is_liquidation: false,
    last_fill_time: order.lastFillAt === undefined ? null : wireTime(order.lastFillAt),
    edit_history: order.edits.map(({ price, size, at }) => ({
      price: formatPrice(price),
      size: formatQuantity(size),
      replace_accept_timestamp: wireTime(at),
    })),
    leverage: '',
    margin_type: 'UNKNOWN_MARGIN_TYPE',
    retail_portfolio_id: owner.portfolioId,
    originating_order_id: '',
    attached_order_id: '',
  }
}

export function fillBody(execution: VenueExecution, owner: OwnerIds): object {
  const { price, quantity, sizeInQuote } = execution
  return {
    entry_id: execution.entryId,
    trade_id: execution.tradeId,
    order_id: execution.orderId,
    trade_time: wireTime(execution.at),
    trade_type: execution.reverses === undefined ? 'FILL' : 'REVERSAL',
    price: formatPrice(price),
    size: sizeInQuote ? formatMoney(notional(price, quantity)) : formatQuantity(quantity),
    commission: formatMoney(execution.fee),
    product_id: execution.productId,
    sequence_timestamp: wireTime(execution.at),
    liquidity_indicator: execution.liquidity,
    size_in_quote: sizeInQuote,
    user_id: owner.userId,
    side: execution.side,
    retail_portfolio_id: owner.portfolioId,
    fill_source: 'FILL_SOURCE_CLOB',
    commission_detail_total: null,
  }
}

const TIME_IN_FORCE = {
  GTC: 'GOOD_UNTIL_CANCELLED',
  GTD: 'GOOD_UNTIL_DATE_TIME',
  IOC: 'IMMEDIATE_OR_CANCEL',
  FOK: 'FILL_OR_KILL',
} as const

export const timeInForceOf = ({ paper: { terms } }: VenueOrder): string => TIME_IN_FORCE[terms.timeInForce]

export function triggerStatusOf({ type, paper, stopTrigger }: VenueOrder): string {
  if (type === 'BRACKET') return stopTrigger === undefined ? 'STOP_TRIGGERED' : 'STOP_PENDING'
  if (type !== 'STOP_LIMIT') return 'INVALID_ORDER_TYPE'
  return paper.triggered ? 'STOP_TRIGGERED' : 'STOP_PENDING'
}

export function averageOf({ paper: { filledNotional, filledQuantity } }: VenueOrder): string {
  return filledQuantity === 0n ? '0' : formatPrice(averagePrice(filledNotional, filledQuantity, 'HALF_EVEN'))
}

/** What the fills came to: paid for a buy, received for a sell. */
export const valueAfterFees = ({ paper: { side, filledNotional, fees } }: VenueOrder): Money =>
  (side === 'BUY' ? filledNotional + fees : filledNotional - fees) as Money

/** In the currency the order is sized in. Percent with at most two digits; 100 only for what is complete. */
export function completionOf(order: VenueOrder): string {
  const { filledQuantity } = order.paper
  if (order.status === 'FILLED') return '100'
  const amount = quoteAmountOf(order)
  const done: bigint = amount === undefined ? filledQuantity : valueAfterFees(order)
  const whole: bigint = amount ?? sizeOf(order) ?? 0n
  const hundredths = whole > 0n ? (done * 10_000n) / whole : 0n
  const fraction = String(hundredths % 100n).padStart(2, '0')
  return hundredths === 0n ? '0' : `${hundredths / 100n}.${fraction}`.replace(/\.?0+$/, '')
}

/** In base currency; undefined for an order sized in quote currency. */
export function sizeOf({ paper: { terms } }: VenueOrder): Quantity | undefined {
  if (terms.type !== 'MARKET') return terms.quantity
  return terms.size.unit === 'BASE' ? terms.size.quantity : undefined
}

export const endTimeOf = ({ paper: { terms } }: VenueOrder): UnixNanos | undefined =>
  terms.type === 'MARKET' ? undefined : terms.expiresAt
