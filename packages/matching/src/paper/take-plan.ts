/**
 * What an aggressive order would get now, without changing anything. With a live book it walks the visible levels;
 * what they do not hold stays unfilled. Without one it fills at the last trade's price plus (buy) or minus (sell) half
 * the configured spread, rounded away from us to the price increment and marked synthetic, provided the last trade is
 * recent; otherwise it gets nothing.
 */
import {
  addMoney,
  type Instrument,
  type Money,
  minQuantity,
  notional,
  type Price,
  priceByRate,
  type Quantity,
  type Rate,
  roundPrice,
  type Side,
  subtractMoney,
  subtractQuantity,
  type UnixNanos,
} from '@oasis/domain'
import { affordable, commission, type FeeSchedule } from './fee-schedule.ts'
import type { ObservedMarket } from './observed-market.ts'

export interface TakeRules {
  readonly fees: FeeSchedule
  /** Whole spread assumed where there is no book, as a rate of the price. */
  readonly syntheticSpread: Rate
  /** Nanoseconds beyond which the last trade's price is no longer used. */
  readonly lastTradeMaxAge: bigint
}

export type TakeSize = { readonly base: Quantity } | { readonly funds: Money }

export interface TakeRequest {
  readonly side: Side
  readonly size: TakeSize
  /** Undefined for a market order. */
  readonly limit: Price | undefined
  readonly now: UnixNanos
}

export interface PlannedFill {
  readonly price: Price
  readonly quantity: Quantity
  readonly synthetic: boolean
}

export interface TakePlan {
  readonly fills: readonly PlannedFill[]
  /** Nothing is left to fill (of funds: nothing that buys one increment more). */
  readonly complete: boolean
}

interface Offer {
  readonly price: Price
  /** Undefined: as much as is wanted. */
  readonly quantity: Quantity | undefined
}

const isWithin = (side: Side, limit: Price | undefined, price: Price): boolean =>
  limit === undefined || (side === 'BUY' ? price <= limit : price >= limit)

/** The price an aggressive order meets first, if any is known. */
export function bestOpposite(
  market: ObservedMarket,
  instrument: Instrument,
  rules: TakeRules,
  side: Side,
  now: UnixNanos,
): Price | undefined {
  if (market.visibility === 'LIVE') return market.opposite(side)[0]?.price
  return syntheticPrice(market, instrument, rules, side, now)
}

export function planTake(
  market: ObservedMarket,
  instrument: Instrument,
  rules: TakeRules,
  request: TakeRequest,
): TakePlan {
  const live = market.visibility === 'LIVE'
  const offers = live ? liveOffers(market, request) : syntheticOffers(market, instrument, rules, request)
  const fills: PlannedFill[] = []
  let size = request.size
  let complete = false
  for (const offer of offers) {
    const wanted =
      'base' in size
        ? size.base
        : affordable(rules.fees, size.funds, offer.price, instrument.quantityIncrement)
    const quantity = offer.quantity === undefined ? wanted : minQuantity(wanted, offer.quantity)
    if (quantity > 0n) fills.push({ price: offer.price, quantity, synthetic: !live })
    complete = quantity === wanted
    if (complete) break
    size = reduced(size, offer.price, quantity, rules.fees)
  }
  return { fills, complete }
}

function reduced(size: TakeSize, price: Price, quantity: Quantity, fees: FeeSchedule): TakeSize {
  if ('base' in size) return { base: subtractQuantity(size.base, quantity) }
  const spent = addMoney(notional(price, quantity), commission(fees, 'TAKER', price, quantity))
  return { funds: subtractMoney(size.funds, spent) }
}

function* liveOffers(market: ObservedMarket, request: TakeRequest): Generator<Offer> {
  for (const level of market.opposite(request.side)) {
    if (!isWithin(request.side, request.limit, level.price)) return
    const quantity = market.left(request.side, level)
    if (quantity > 0n) yield { price: level.price, quantity }
  }
}

function* syntheticOffers(
  market: ObservedMarket,
  instrument: Instrument,
  rules: TakeRules,
  request: TakeRequest,
): Generator<Offer> {
  const price = syntheticPrice(market, instrument, rules, request.side, request.now)
  if (price === undefined || !isWithin(request.side, request.limit, price)) return
  yield { price, quantity: undefined }
}

function syntheticPrice(
  market: ObservedMarket,
  instrument: Instrument,
  rules: TakeRules,
  side: Side,
  now: UnixNanos,
): Price | undefined {
  const { lastTrade } = market
  if (lastTrade === undefined || now - lastTrade.tsInit > rules.lastTradeMaxAge) return undefined
  const half = priceByRate(lastTrade.price, (rules.syntheticSpread / 2n) as Rate, 'UP')
  const moved = (side === 'BUY' ? lastTrade.price + half : lastTrade.price - half) as Price
  const price = roundPrice(moved, instrument.priceIncrement, side === 'BUY' ? 'CEILING' : 'FLOOR')
  return price > 0n ? price : undefined
}
