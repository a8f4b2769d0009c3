/** Fills as a venue would give them: at the limit, or at the touch for orders without one, with the highest fee. */
import {
  type Execution,
  executionId,
  type Money,
  type Order,
  type Price,
  type Quantity,
  type UnixNanos,
} from '@oasis/domain'
import { ACCOUNT, USD } from '../risk-fixtures.ts'
import { halfSpread, SMALL, TAKER_FEE_PERCENT } from './naive-account.ts'

type Fill = Pick<Execution, 'kind' | 'price' | 'quantity'>
const STEP = 10n ** 8n

/** `share` tenths of what is left; nothing when that is less than the increment. */
export function fillOf(order: Order, share: number, mid: bigint): Pick<Execution, 'price' | 'quantity'> {
  const { side, instrumentId, terms } = order.intent
  const touch = side === 'BUY' ? mid + halfSpread(instrumentId) : mid - halfSpread(instrumentId)
  const price = terms.type === 'MARKET' ? touch : terms.limitPrice
  const quantity = ((leftOf(order, price) * BigInt(share)) / 10n / STEP) * STEP
  return { price: price as Price, quantity: quantity as Quantity }
}

function leftOf({ intent: { terms }, filledQuantity, filledNotional, fees }: Order, price: bigint): bigint {
  if (terms.type !== 'MARKET') return terms.quantity - filledQuantity
  if (terms.size.unit === 'BASE') return terms.size.quantity - filledQuantity
  const rest = terms.size.amount - filledNotional - fees
  return (((rest * 100n) / (100n + TAKER_FEE_PERCENT)) * SMALL) / price
}

export function executionAt(order: Order, fill: Fill, n: number, now: UnixNanos): Execution {
  const { strategyId, instrumentId, side } = order.intent
  return {
    kind: fill.kind,
    price: fill.price,
    quantity: fill.quantity,
    executionId: executionId(`e${n}-${now}`),
    accountId: ACCOUNT,
    mode: 'PAPER',
    strategyId,
    clientOrderId: order.clientOrderId,
    instrumentId,
    side,
    fee: (((fill.price * fill.quantity) / SMALL / 100n) * TAKER_FEE_PERCENT) as Money,
    feeCurrency: USD,
    liquidity: 'TAKER',
    synthetic: false,
    tsEvent: now,
    tsInit: now,
  }
}
