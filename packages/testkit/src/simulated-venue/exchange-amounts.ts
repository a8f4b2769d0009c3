/** The exchange's own arithmetic: prices, quantities and rates at 10^-12, amounts of money at 10^-18. */
const PRODUCT_TO_AMOUNT = 10n ** 6n
const ONE = 10n ** 12n

/** A base quantity as an amount of its currency. */
export const amountOf = (quantity: bigint): bigint => quantity * 10n ** 6n

export const quantityOf = (amount: bigint): bigint => amount / 10n ** 6n

/** Exact, since quantities and prices are multiples of increments. */
export function costOf(price: bigint, quantity: bigint): bigint {
  const product = price * quantity
  if (product % PRODUCT_TO_AMOUNT !== 0n) throw new Error('the increments are too fine for exact costs')
  return product / PRODUCT_TO_AMOUNT
}

/** Rounded down, to the client's favour. */
export const feeOf = (cost: bigint, rate: bigint): bigint => (cost * rate) / ONE

/** Cost with the fee rounded up, so that the parts of an order never cost more than was held for the whole. */
export function worstCostOf(price: bigint, quantity: bigint, rate: bigint): bigint {
  const cost = costOf(price, quantity)
  return cost + (cost * rate + ONE - 1n) / ONE
}

/** The most that `amount` buys, fee included, in whole increments. */
export function quantityBought(amount: bigint, price: bigint, rate: bigint, increment: bigint): bigint {
  const each = price * (ONE + rate)
  const quantity = (amount * PRODUCT_TO_AMOUNT * ONE) / each
  return quantity - (quantity % increment)
}
