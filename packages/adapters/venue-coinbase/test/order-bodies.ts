/** Bodies in the venue's recorded form, shortened to what a test is about. */
import { clientOrderId, instrumentId, parsePrice, parseQuantity } from '@oasis/domain'
import type { VenueOrder } from '@oasis/ports'

/** Nothing keeps an order from leaving. */
export const mayLeave = (): undefined => undefined

export const CLIENT_ID = '8f0c2f7e-0000-5000-8000-000000000001'
export const ORDER_ID = '11111111-2222-3333-4444-555555555555'

export const limitOrder: VenueOrder = {
  clientOrderId: clientOrderId(CLIENT_ID),
  instrumentId: instrumentId('coinbase:BTC-USD'),
  side: 'BUY',
  terms: {
    type: 'LIMIT',
    timeInForce: 'GTC',
    quantity: parseQuantity('0.001'),
    limitPrice: parsePrice('60000.10'),
    postOnly: true,
  },
}

const limit_limit_gtc = { base_size: '0.001', limit_price: '60000.10', post_only: true }

/** The same order in the venue's form. */
export const createRequest = {
  client_order_id: CLIENT_ID,
  product_id: 'BTC-USD',
  side: 'BUY',
  order_configuration: { limit_limit_gtc },
} as const

export const created = (orderId = ORDER_ID, clientId = CLIENT_ID) => ({
  success: true,
  success_response: { order_id: orderId, product_id: 'BTC-USD', side: 'BUY', client_order_id: clientId },
  order_configuration: { limit_limit_gtc },
})

export const refused = (reasons: object) => ({
  success: false,
  error_response: {
    error: 'UNKNOWN_FAILURE_REASON',
    message: '',
    error_details: '',
    preview_failure_reason: 'UNKNOWN_PREVIEW_FAILURE_REASON',
    new_order_failure_reason: 'UNKNOWN_FAILURE_REASON',
    ...reasons,
  },
  order_configuration: {},
})

export const shownOrder = (more: object = {}) => ({
  order_id: ORDER_ID,
  product_id: 'BTC-USD',
  user_id: 'u',
  order_configuration: { limit_limit_gtc: { base_size: '0.01', limit_price: '45000.00', post_only: false } },
  side: 'BUY',
  client_order_id: CLIENT_ID,
  status: 'OPEN',
  time_in_force: 'GOOD_UNTIL_CANCELLED',
  created_time: '2026-01-15T10:00:00Z',
  completion_percentage: '0',
  filled_size: '0',
  average_filled_price: '0',
  fee: '',
  number_of_fills: '0',
  filled_value: '0',
  pending_cancel: false,
  size_in_quote: false,
  total_fees: '0',
  trigger_status: 'INVALID_ORDER_TYPE',
  order_type: 'LIMIT',
  reject_reason: 'REJECT_REASON_UNSPECIFIED',
  settled: false,
  product_type: 'SPOT',
  reject_message: '',
  cancel_message: '',
  outstanding_hold_amount: '450.00',
  last_fill_time: null,
  edit_history: [],
  retail_portfolio_id: 'p',
  ...more,
})

export const shownFill = (more: object = {}) => ({
  entry_id: 'e1',
  trade_id: 'cdc39e45-0000',
  order_id: ORDER_ID,
  trade_time: '2026-09-30T01:41:50.644Z',
  trade_type: 'FILL',
  price: '60000.1',
  size: '0.1',
  commission: '0.024000040000000',
  product_id: 'BTC-USD',
  sequence_timestamp: '2026-09-30T01:41:50.645Z',
  liquidity_indicator: 'MAKER',
  size_in_quote: false,
  user_id: 'u',
  side: 'BUY',
  retail_portfolio_id: 'p',
  ...more,
})

export const userOrder = (more: object = {}) => ({
  avg_price: '0',
  cancel_reason: '',
  client_order_id: CLIENT_ID,
  completion_percentage: '0',
  contract_expiry_type: 'UNKNOWN_CONTRACT_EXPIRY_TYPE',
  cumulative_quantity: '0',
  filled_value: '0',
  leaves_quantity: '0.01',
  limit_price: '45000',
  number_of_fills: '0',
  order_id: ORDER_ID,
  order_side: 'BUY',
  order_type: 'Limit',
  outstanding_hold_amount: '0',
  post_only: 'false',
  product_id: 'BTC-USD',
  product_type: 'SPOT',
  reject_reason: '',
  retail_portfolio_id: 'p',
  status: 'OPEN',
  stop_price: '',
  time_in_force: 'GOOD_UNTIL_CANCELLED',
  total_fees: '0',
  total_value_after_fees: '0',
  trigger_status: 'INVALID_ORDER_TYPE',
  creation_time: '2026-06-21T18:29:13.909347Z',
  end_time: '0001-01-01T00:00:00Z',
  start_time: '0001-01-01T00:00:00Z',
  ...more,
})
