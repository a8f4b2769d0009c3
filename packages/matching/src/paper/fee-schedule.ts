/**
 * Fees by tier and what is held for them. A commission is price × size × rate, truncated (DOWN) to 10^-18; a hold is
 * rounded UP. Hence what was held for an order always covers its fills, in whatever parts they come.
 */
import {
  addMoney,
  type Liquidity,
  type Money,
  multiplyByRate,
  notional,
  notionalRounded,
  type Price,
  parseRate,
  type Quantity,
  quantityAsAmount,
  quantityFor,
  type Rate,
  roundQuantity,
  type Side,
} from '@oasis/domain'

export interface FeeSchedule {
  readonly maker: Rate
  readonly taker: Rate
}

/** Coinbase's entry tier at the time of writing. */
export const DEFAULT_FEES: FeeSchedule = { maker: parseRate('0.005'), taker: parseRate('0.009') }

const ONE = parseRate('1')

export function commission(fees: FeeSchedule, liquidity: Liquidity, price: Price, quantity: Quantity): Money {
  const rate = liquidity === 'MAKER' ? fees.maker : fees.taker
  return multiplyByRate(notional(price, quantity), rate, 'DOWN')
}

function higherRate({ maker, taker }: FeeSchedule): Rate {
  if (maker > taker) return maker
  return taker
}

/** Limit price × remainder × (1 + the higher rate) for a buy, in quote currency; the remainder for a sell, in base. */
export function holdFor(fees: FeeSchedule, side: Side, limit: Price, remaining: Quantity): Money {
  if (side === 'SELL') return quantityAsAmount(remaining)
  const rate = higherRate(fees)
  const value = notionalRounded(limit, remaining, 'UP')
  return addMoney(value, multiplyByRate(value, rate, 'UP'))
}

/** The largest multiple of `increment` that `funds` buy at `price`, the taker's commission included. */
export function affordable(fees: FeeSchedule, funds: Money, price: Price, increment: Quantity): Quantity {
  if (funds <= 0n) return 0n as Quantity
  const withFee = (price * (ONE + fees.taker)) as Price
  // withFee carries 10^-24; scaling the funds alike keeps the division exact before it is truncated.
  const scaled = (funds * ONE) as Money
  return roundQuantity(quantityFor(scaled, withFee, 'DOWN'), increment, 'DOWN')
}
