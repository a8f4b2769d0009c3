/**
 * The prices at which the account's own orders rest or may come to rest, per instrument and side, lowest first; so that
 * whether an order could meet one of them takes a look at the first or last, however many there are. Approvals without
 * an order yet count, and stop orders whose stop was not reached, by their limit. What never rests (IOC, FOK, market
 * orders) has an index of its own while it is on its way: it can meet what comes to rest, and nothing else.
 */
import type { InstrumentId, OrderIntent, Price, Side } from '@oasis/domain'
import { PersistentMap } from './persistent-map.ts'

export interface OwnPrices {
  readonly bids: readonly Price[]
  readonly asks: readonly Price[]
}

export type OwnPricesByInstrument = PersistentMap<InstrumentId, OwnPrices>

export const NO_OWN_PRICES: OwnPricesByInstrument = PersistentMap.empty()
const NO_PRICES: OwnPrices = { bids: [], asks: [] }

/** Where the order would rest if it did not fill at once; undefined for those that never rest. */
export function restingPrice({ terms }: OrderIntent): Price | undefined {
  if (terms.type === 'MARKET') return undefined
  return terms.timeInForce === 'GTC' || terms.timeInForce === 'GTD' ? terms.limitPrice : undefined
}

/** The farthest that an order which never rests may reach, a market order to any price; undefined for those that rest. */
export function reachedPrice({ side, terms }: OrderIntent): Price | undefined {
  if (terms.type === 'MARKET') return ANY_PRICE[side]
  return terms.timeInForce === 'IOC' || terms.timeInForce === 'FOK' ? terms.limitPrice : undefined
}

/** Beyond every price there can be, on the side where an order of that side would meet it. */
const ANY_PRICE: Readonly<Record<Side, Price>> = { BUY: (1n << 200n) as Price, SELL: 0n as Price }

export const isAnyPrice = (price: Price): boolean => price === ANY_PRICE.BUY || price === ANY_PRICE.SELL

/** One of our own orders that an order on `side` at `price` (undefined: at any price) could trade with, by its price. */
export function findOwnPriceMet(
  prices: OwnPricesByInstrument,
  instrument: InstrumentId,
  side: Side,
  price: Price | undefined,
): Price | undefined {
  const { bids, asks } = prices.get(instrument) ?? NO_PRICES
  const best = side === 'BUY' ? asks[0] : bids.at(-1)
  if (best === undefined || price === undefined) return best
  return (side === 'BUY' ? price >= best : price <= best) ? best : undefined
}

export const withOwnPrice = (
  prices: OwnPricesByInstrument,
  instrument: InstrumentId,
  side: Side,
  price: Price,
): OwnPricesByInstrument =>
  change(prices, instrument, side, (list) => list.toSpliced(firstNotBelow(list, price), 0, price))

export const withoutOwnPrice = (
  prices: OwnPricesByInstrument,
  instrument: InstrumentId,
  side: Side,
  price: Price,
): OwnPricesByInstrument =>
  change(prices, instrument, side, (list) => list.toSpliced(firstNotBelow(list, price), 1))

function change(
  prices: OwnPricesByInstrument,
  instrument: InstrumentId,
  side: Side,
  edit: (list: readonly Price[]) => readonly Price[],
): OwnPricesByInstrument {
  const known = prices.get(instrument) ?? NO_PRICES
  const changed = side === 'BUY' ? { ...known, bids: edit(known.bids) } : { ...known, asks: edit(known.asks) }
  return prices.put(instrument, changed.bids.length + changed.asks.length === 0 ? undefined : changed)
}

/** Position of the first price that is not below `price`; the list is sorted. */
function firstNotBelow(list: readonly Price[], price: Price): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const at = list[middle]
    if (at !== undefined && at < price) low = middle + 1
    else high = middle
  }
  return low
}
