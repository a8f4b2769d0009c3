/** What fills and endings do to an order and to the balances. Total, held and the order's own hold move in one step. */
import {
  type AccountId,
  addMoney,
  addQuantity,
  type ExecutionId,
  type Instrument,
  type Liquidity,
  type Money,
  negateMoney,
  notional,
  type Quantity,
  quantityAsAmount,
  subtractMoney,
  type UnixNanos,
  ZERO_MONEY,
} from '@oasis/domain'
import { commission, type FeeSchedule, holdFor } from './fee-schedule.ts'
import type { PaperBalances } from './paper-balances.ts'
import {
  limitPriceOf,
  type PaperExecution,
  type PaperOrder,
  type PaperOrderStatus,
  remainingOf,
} from './paper-order.ts'
import type { PlannedFill } from './take-plan.ts'

export interface Settlement {
  readonly accountId: AccountId
  readonly fees: FeeSchedule
  readonly balances: PaperBalances
}

/** What an order that may rest has to hold for its remainder; nothing for a market order, which never rests. */
export function requiredHold(
  fees: FeeSchedule,
  order: Pick<PaperOrder, 'side' | 'terms' | 'filledQuantity'>,
) {
  const limit = limitPriceOf(order.terms)
  const remaining = remainingOf(order)
  return limit === undefined || remaining === undefined || remaining === 0n
    ? ZERO_MONEY
    : holdFor(fees, order.side, limit, remaining)
}

export const heldCurrency = (order: Pick<PaperOrder, 'side'>, instrument: Instrument) =>
  order.side === 'BUY' ? instrument.quote : instrument.base

export function settleFill(
  settlement: Settlement,
  instrument: Instrument,
  order: PaperOrder,
  fill: PlannedFill,
  liquidity: Liquidity,
  now: UnixNanos,
): { readonly order: PaperOrder; readonly execution: PaperExecution } {
  const value = notional(fill.price, fill.quantity)
  const fee = commission(settlement.fees, liquidity, fill.price, fill.quantity)
  const filled = {
    ...order,
    filledQuantity: addQuantity(order.filledQuantity, fill.quantity),
    filledNotional: addMoney(order.filledNotional, value),
    fees: addMoney(order.fees, fee),
    executions: order.executions + 1,
    updatedAt: now,
  }
  const after = { ...filled, held: requiredHold(settlement.fees, filled) }
  const released = subtractMoney(order.held, after.held)
  moveBalances(settlement.balances, instrument, order, { value, fee, quantity: fill.quantity, released })
  return {
    order: after,
    execution: executionOf(settlement.accountId, instrument, after, fill, fee, liquidity),
  }
}

interface Movement {
  readonly value: Money
  readonly fee: Money
  readonly quantity: Quantity
  readonly released: Money
}

function moveBalances(
  balances: PaperBalances,
  instrument: Instrument,
  order: PaperOrder,
  { value, fee, quantity, released }: Movement,
): void {
  const amount = quantityAsAmount(quantity)
  if (order.side === 'BUY') {
    balances.settle(instrument.quote, negateMoney(addMoney(value, fee)), released)
    balances.settle(instrument.base, amount, ZERO_MONEY)
  } else {
    balances.settle(instrument.base, negateMoney(amount), released)
    balances.settle(instrument.quote, subtractMoney(value, fee), ZERO_MONEY)
  }
}

function executionOf(
  accountId: AccountId,
  instrument: Instrument,
  order: PaperOrder,
  fill: PlannedFill,
  fee: Money,
  liquidity: Liquidity,
): PaperExecution {
  const { venueOrderId, clientOrderId, instrumentId, side } = order
  return {
    executionId: `${accountId}/${clientOrderId}/${order.executions}` as ExecutionId,
    venueOrderId,
    clientOrderId,
    instrumentId,
    side,
    price: fill.price,
    quantity: fill.quantity,
    fee,
    feeCurrency: instrument.quote,
    liquidity,
    synthetic: fill.synthetic,
    tsEvent: order.updatedAt,
  }
}

/** Ends an order and gives back what it still held. */
export function closeOrder(
  balances: PaperBalances,
  instrument: Instrument,
  order: PaperOrder,
  status: Exclude<PaperOrderStatus, 'OPEN'>,
  now: UnixNanos,
  reason?: string,
): PaperOrder {
  balances.release(heldCurrency(order, instrument), order.held)
  return {
    ...order,
    status,
    held: ZERO_MONEY,
    queueAhead: undefined,
    updatedAt: now,
    ...(reason === undefined ? {} : { reason }),
  }
}
