/**
 * One product's market. A step moves the fair price, lets takers trade against the book as it stands, then lets
 * makers follow. Trades therefore come first and consume the book that clients already know: each is at the best
 * price of its maker's side, and a level that was traded in a step is not touched again by a maker's churn in it,
 * only pulled. Invariants: the book never crosses, is never empty, and trade ids have no hole.
 */
import type { UnixNanos } from '@oasis/domain'
import type { Random } from '@oasis/ports'
import { drawLogNormal, drawPoisson } from './draws.ts'
import { createGrid, type Grid, gridNumber, nearestUnits } from './grid.ts'
import { addLevel, churn, type QuoteLimits, quoteLimits, recentre, refill } from './liquidity.ts'
import { createOrderBook, type LevelChange, type OrderBook, type Side } from './order-book.ts'
import { advancePrice, fairPrice, type PriceState } from './price-process.ts'
import type { ProductSpec } from './product-spec.ts'

export interface MarketTrade {
  readonly id: number
  readonly ticks: number
  readonly lots: number
  /** Whose order was resting: BUY is a bid that was hit, so the taker sold. */
  readonly makerSide: 'BUY' | 'SELL'
  readonly time: UnixNanos
}

export interface ProductStep {
  /** Final quantity of every level that differs from before the step, bids first. */
  readonly changes: readonly LevelChange[]
  readonly trades: readonly MarketTrade[]
}

export interface ProductMarket {
  readonly spec: ProductSpec
  readonly priceGrid: Grid
  readonly sizeGrid: Grid
  readonly book: OrderBook
  price: PriceState
  /** The price makers quote around: follows the fair price once that has moved far enough. */
  center: number
  lastTradeId: number
}

/** Makers follow the fair price when it is this far (relative) from what they quote around. */
const FOLLOW = 0.00006
/** No taker pays more than this beyond the best price. */
const COLLAR = 0.0008
const FEWEST_LEVELS = 4
const TRADE_SIGMA = 1.6
const LARGEST_TRADE = 300
const MICROSECOND = 1000n

export function createProductMarket(
  spec: ProductSpec,
  price: PriceState,
  lastTradeId: number,
  random: Random,
): ProductMarket {
  const market: ProductMarket = {
    spec,
    priceGrid: createGrid(spec.priceIncrement),
    sizeGrid: createGrid(spec.baseIncrement),
    book: createOrderBook(),
    price,
    center: fairPrice(price),
    lastTradeId,
  }
  fillBook(market, random)
  return market
}

function fillBook(market: ProductMarket, random: Random): void {
  const limits = quoteLimits(market, market.center)
  const set = (side: Side, ticks: number, lots: number) => market.book[side].set(ticks, lots)
  for (const side of [market.book.bid, market.book.offer]) {
    refill(side, limits, market, random, set)
    // Coarse grids have fewer prices than levels wanted: hence an attempt count, not a level count.
    for (let i = 0; i < market.spec.levelsPerSide * 2 && side.count < market.spec.levelsPerSide; i++) {
      addLevel(side, limits, market, random, set)
    }
  }
}

/** Moves the market from `from` to `to` (at most a second or so later). Changes `market`. */
export function stepProduct(
  market: ProductMarket,
  from: UnixNanos,
  to: UnixNanos,
  random: Random,
): ProductStep {
  const seconds = Number(to - from) / 1e9
  const touched = new Map<number, LevelChange>()
  market.price = advancePrice(market.price, seconds, market.spec, random)
  const trades = takersTrade(market, from, to, random, touched)
  const traded = new Set(touched.keys())
  const set = (side: Side, ticks: number, lots: number) => {
    market.book[side].set(ticks, lots)
    touched.set(changeKey(side, ticks), { side, ticks, lots })
  }
  const fair = fairPrice(market.price)
  if (Math.abs(fair / market.center - 1) > FOLLOW) market.center = fair
  const limits = quoteLimits(market, market.center)
  recentre(market.book, limits, set)
  const setUntraded = (side: Side, ticks: number, lots: number) => {
    if (!traded.has(changeKey(side, ticks))) set(side, ticks, lots)
  }
  refill(market.book.bid, limits, market, random, setUntraded)
  refill(market.book.offer, limits, market, random, setUntraded)
  makersChurn(market, limits, seconds, random, setUntraded)
  return { changes: bidsFirst(touched), trades }
}

function makersChurn(
  market: ProductMarket,
  limits: QuoteLimits,
  seconds: number,
  random: Random,
  set: Parameters<typeof churn>[4],
): void {
  const count = drawPoisson(random, Math.min(200, market.spec.bookChangesPerSecond * seconds))
  for (let i = 0; i < count; i++) {
    const side = random() < 0.5 ? market.book.bid : market.book.offer
    churn(side, limits, market, random, set)
  }
}

function takersTrade(
  market: ProductMarket,
  from: UnixNanos,
  to: UnixNanos,
  random: Random,
  touched: Map<number, LevelChange>,
): MarketTrade[] {
  const arrivals = drawPoisson(random, Math.min(200, (market.spec.tradesPerSecond * Number(to - from)) / 1e9))
  // Takers lean towards where the price is going: that is what makes the tape agree with the quotes.
  const lean = Math.max(-0.4, Math.min(0.4, (fairPrice(market.price) / market.center - 1) / (4 * FOLLOW)))
  const trades: MarketTrade[] = []
  for (let i = 0; i < arrivals; i++) {
    const side = market.book[random() < 0.5 + lean ? 'offer' : 'bid']
    const best = side.best()
    // Nobody sells into a book that is about to be empty.
    if (best === undefined || side.count < FEWEST_LEVELS) continue
    const elapsed = ((to - from) * BigInt(i + 1)) / BigInt(arrivals + 1)
    const moment = from + elapsed
    const time = (moment - (moment % MICROSECOND)) as UnixNanos
    const reach = Math.ceil(best * COLLAR)
    const worst = side.side === 'offer' ? best + reach : best - reach
    for (const fill of side.take(drawTradeLots(market, best, random), worst)) {
      const makerSide = side.side === 'bid' ? 'BUY' : 'SELL'
      market.lastTradeId++
      trades.push({ id: market.lastTradeId, ticks: fill.ticks, lots: fill.lots, makerSide, time })
      const lots = side.lotsAt(fill.ticks)
      touched.set(changeKey(side.side, fill.ticks), { side: side.side, ticks: fill.ticks, lots })
    }
  }
  return trades
}

function drawTradeLots(market: ProductMarket, ticks: number, random: Random): number {
  const { tradeNotional } = market.spec
  const notional = Math.min(drawLogNormal(random, tradeNotional, TRADE_SIGMA), tradeNotional * LARGEST_TRADE)
  return nearestUnits(market.sizeGrid, notional / gridNumber(market.priceGrid, ticks))
}

const changeKey = (side: Side, ticks: number): number => (side === 'bid' ? ticks : -ticks)

const bidsFirst = (touched: ReadonlyMap<number, LevelChange>): LevelChange[] => {
  const changes = [...touched.values()]
  return [
    ...changes.filter((change) => change.side === 'bid'),
    ...changes.filter((change) => change.side === 'offer'),
  ]
}
