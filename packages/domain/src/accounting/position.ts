/**
 * Average-cost accounting of one position. Cost basis is kept, never an average price. Invariants: quantity is the
 * sum of executions; realised + unrealised − fees is exactly the change of value, since what rounding takes from
 * the released cost it leaves in the basis.
 */
import { type Execution, feeChange, quantityChange } from '../orders/execution.ts'
import {
  absQuantity,
  addMoney,
  addQuantity,
  type Money,
  minQuantity,
  negateMoney,
  notional,
  notionalRounded,
  type Price,
  type Quantity,
  subtractMoney,
  subtractQuantity,
  ZERO_MONEY,
  ZERO_QUANTITY,
} from '../values/amounts.ts'
import { divideRounded } from '../values/decimal.ts'

export interface Position {
  /** Negative when short. */
  readonly quantity: Quantity
  /** What the open quantity cost: positive when long, negative when short (proceeds received). */
  readonly costBasis: Money
  /** Gross of fees. */
  readonly realizedPnl: Money
  readonly fees: Money
}

export const FLAT_POSITION: Position = {
  quantity: ZERO_QUANTITY,
  costBasis: ZERO_MONEY,
  realizedPnl: ZERO_MONEY,
  fees: ZERO_MONEY,
}

type Fill = Pick<Execution, 'kind' | 'side' | 'price' | 'quantity' | 'fee'>

/**
 * A reversal is booked as the opposite fill at the same price with its fee given back: quantity, cash and equity are as
 * if the fill had never been; what had been realised against other costs meanwhile stays realised.
 */
export function applyFill(position: Position, fill: Fill): Position {
  const withFee = { ...position, fees: addMoney(position.fees, feeChange(fill)) }
  const signed = quantityChange(fill)
  const opposite = position.quantity !== 0n && position.quantity > 0n !== signed > 0n
  if (!opposite) return increase(withFee, signed, fill.price)
  const closing = minQuantity(absQuantity(position.quantity), fill.quantity)
  const reduced = reduce(withFee, closing, fill.price)
  const rest = subtractQuantity(fill.quantity, closing)
  if (rest === 0n) return reduced
  return increase(reduced, (signed > 0n ? rest : -rest) as Quantity, fill.price)
}

function increase(position: Position, signed: Quantity, price: Price): Position {
  return {
    ...position,
    quantity: addQuantity(position.quantity, signed),
    costBasis: addMoney(position.costBasis, notional(price, signed)),
  }
}

function reduce(position: Position, closing: Quantity, price: Price): Position {
  const held = absQuantity(position.quantity)
  const long = position.quantity > 0n
  // Exactly the whole basis when all is closed.
  const released = divideRounded(position.costBasis * closing, held, 'HALF_EVEN') as Money
  const proceeds = notional(price, (long ? closing : -closing) as Quantity)
  return {
    ...position,
    quantity: subtractQuantity(position.quantity, (long ? closing : -closing) as Quantity),
    costBasis: subtractMoney(position.costBasis, released),
    realizedPnl: addMoney(position.realizedPnl, subtractMoney(proceeds, released)),
  }
}

/** Signed value of the position at a mark. Rounded half to even at 10^-18, which a venue's increments never need. */
export const positionValue = (position: Position, mark: Price): Money =>
  notionalRounded(mark, position.quantity, 'HALF_EVEN')

export const unrealizedPnl = (position: Position, mark: Price): Money =>
  subtractMoney(positionValue(position, mark), position.costBasis)

/** What the fill did to the quote currency's balance: negative for a buy. A reversal takes it back, the fee included. */
export const cashChange = (fill: Fill): Money =>
  negateMoney(addMoney(notional(fill.price, quantityChange(fill)), feeChange(fill)))
