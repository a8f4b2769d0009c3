/** Orders and what belongs to them, with defaults that tests override where they mean something. */
import {
  type AccountId,
  accountId,
  clientOrderIdOf,
  createOrder,
  currency,
  type Execution,
  eventId,
  executionId,
  type IntentId,
  instrumentId,
  intentIdOf,
  type Order,
  type OrderIntent,
  parseMoney,
  parsePrice,
  parseQuantity,
  strategyId,
  type UnixNanos,
} from '@oasis/domain'

export const TEST_ACCOUNT: AccountId = accountId('coinbase.main.paper')
export const TEST_TIME = 1_795_000_000_000_000_000n as UnixNanos

/** Another number, another intent; the same number, the same. */
export const testIntentId = (n: number): IntentId =>
  intentIdOf({
    accountId: TEST_ACCOUNT,
    strategyId: strategyId('test-strategy'),
    generation: 1,
    causeEventId: eventId(`trade/coinbase:BTC-USD/${n}`),
    ordinal: 0,
  })

export function buildIntent(n: number, changes: Partial<OrderIntent> = {}): OrderIntent {
  return {
    intentId: testIntentId(n),
    accountId: TEST_ACCOUNT,
    strategyId: strategyId('test-strategy'),
    mode: 'PAPER',
    instrumentId: instrumentId('coinbase:BTC-USD'),
    side: 'BUY',
    terms: {
      type: 'LIMIT',
      timeInForce: 'GTC',
      quantity: parseQuantity('1'),
      limitPrice: parsePrice('65000.01'),
      postOnly: false,
    },
    reduceOnly: false,
    cause: { eventId: eventId(`trade/coinbase:BTC-USD/${n}`), tsEvent: TEST_TIME, tsInit: TEST_TIME },
    ...changes,
  }
}

export function buildOrder(
  n: number,
  changes: Partial<Order> = {},
  intentChanges: Partial<OrderIntent> = {},
): Order {
  const intent = buildIntent(n, intentChanges)
  const createdAt = (TEST_TIME + BigInt(n)) as UnixNanos
  return { ...createOrder(intent, clientOrderIdOf(intent.intentId), createdAt), ...changes }
}

export function buildExecution(order: Order, n: number, changes: Partial<Execution> = {}): Execution {
  const { intent } = order
  return {
    executionId: executionId(`execution-${n}`),
    kind: 'FILL',
    accountId: intent.accountId,
    mode: intent.mode,
    strategyId: intent.strategyId,
    clientOrderId: order.clientOrderId,
    instrumentId: intent.instrumentId,
    side: intent.side,
    price: parsePrice('65000.01'),
    quantity: parseQuantity('0.25'),
    fee: parseMoney('16.2500025'),
    feeCurrency: currency('USD'),
    liquidity: 'TAKER',
    synthetic: false,
    tsEvent: (TEST_TIME + BigInt(n)) as UnixNanos,
    tsInit: (TEST_TIME + BigInt(n)) as UnixNanos,
    ...changes,
  }
}
