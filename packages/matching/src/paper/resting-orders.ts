/**
 * Our resting orders of one instrument and where they stand in queues that we can only observe.
 *
 * Conventions, on the pessimistic side: the queue ahead is the size displayed at the order's price when it was placed,
 * and never grows; a displayed size below it shrinks it. Where the level cannot be seen the order stands at the back,
 * and takes the displayed size as its queue as soon as it can. A trade through the price empties the queue and fills
 * at the order's own price; a trade at the price, by a taker of the other (or an unknown) side, consumes the queue
 * first. Fills of one trade never exceed its size, all our orders together.
 */
import {
  minQuantity,
  type Price,
  type Quantity,
  subtractQuantity,
  type TakerSide,
  type UnixNanos,
  ZERO_QUANTITY,
} from '@oasis/domain'
import type { ObservedMarket } from './observed-market.ts'
import { limitPriceOf, type PaperOrder, remainingOf } from './paper-order.ts'

export interface ObservedTrade {
  readonly price: Price
  readonly quantity: Quantity
  readonly takerSide: TakerSide
  readonly tsInit: UnixNanos
}

export interface RestingFill {
  readonly order: PaperOrder
  readonly quantity: Quantity
}

const priceOf = (order: PaperOrder): Price => limitPriceOf(order.terms) ?? (0n as Price)

/** Price-time priority: negative when `a` fills before `b`, both of one side. */
export function comparePriority(a: PaperOrder, b: PaperOrder): number {
  const [x, y] = [priceOf(a), priceOf(b)]
  if (x === y) return a.arrival - b.arrival
  const better = a.side === 'BUY' ? x > y : x < y
  return better ? -1 : 1
}

export function queueAtPlacement(market: ObservedMarket, order: PaperOrder): Quantity | undefined {
  return market.displayed(order.side, priceOf(order))
}

export function queueAfterQuote(market: ObservedMarket, order: PaperOrder): Quantity | undefined {
  // A queue that could not be followed is lost: the order goes to the back.
  if (market.visibility === 'QUARANTINED') return undefined
  const displayed = market.displayed(order.side, priceOf(order))
  if (displayed === undefined) return order.queueAhead
  return order.queueAhead === undefined ? displayed : minQuantity(order.queueAhead, displayed)
}

/**
 * Walks `orders` (one side, in priority) and returns those that the trade touches, with their new queue and their
 * fill, which may be zero. `consumed` is what the trade has already filled of our orders.
 */
export function matchTrade(
  orders: readonly PaperOrder[],
  trade: ObservedTrade,
  consumed: Quantity,
): { readonly touched: readonly RestingFill[]; readonly consumed: Quantity } {
  const touched: RestingFill[] = []
  let total = consumed
  for (const order of orders) {
    const reach = reachOf(order, trade)
    if (reach === 'NONE') break
    // It had happened, as far as we know, before the order was at the venue.
    if (trade.tsInit < order.arrivedAt) continue
    const pool = subtractQuantity(trade.quantity, total)
    if (pool <= 0n) break
    const fill = reach === 'THROUGH' ? fillThrough(order, pool) : fillAtPrice(order, pool)
    if (fill === undefined) continue
    touched.push(fill)
    total = (total + fill.quantity) as Quantity
  }
  return { touched, consumed: total }
}

function reachOf(order: PaperOrder, trade: ObservedTrade): 'NONE' | 'AT' | 'THROUGH' {
  const price = priceOf(order)
  if (trade.price === price) return trade.takerSide === order.side ? 'NONE' : 'AT'
  const through = order.side === 'BUY' ? trade.price < price : trade.price > price
  return through ? 'THROUGH' : 'NONE'
}

function fillThrough(order: PaperOrder, pool: Quantity): RestingFill {
  const quantity = minQuantity(remainingOf(order) ?? ZERO_QUANTITY, pool)
  return { order: { ...order, queueAhead: ZERO_QUANTITY }, quantity }
}

function fillAtPrice(order: PaperOrder, pool: Quantity): RestingFill | undefined {
  if (order.queueAhead === undefined) return undefined
  const ahead = minQuantity(order.queueAhead, pool)
  const quantity = minQuantity(remainingOf(order) ?? ZERO_QUANTITY, subtractQuantity(pool, ahead))
  return { order: { ...order, queueAhead: subtractQuantity(order.queueAhead, ahead) }, quantity }
}

/** Whether a stop order is triggered by a trade at `price`. */
export function isTriggered(
  { side, stopDirection = side === 'BUY' ? 'UP' : 'DOWN' }: Pick<PaperOrder, 'side' | 'stopDirection'>,
  stopPrice: Price,
  price: Price,
): boolean {
  return stopDirection === 'UP' ? price >= stopPrice : price <= stopPrice
}
