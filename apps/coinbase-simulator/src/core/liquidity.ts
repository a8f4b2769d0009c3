/**
 * How makers behave: where they rest, how much, and what they do when the fair price moves. Everything here keeps
 * one invariant: after {@link recentre} every bid is at or below `bidLimit` and every offer at or above
 * `offerLimit`, which lies above it; nothing else adds a level outside these, so the book cannot cross.
 */
import type { Random } from '@oasis/ports'
import { drawLogNormal } from './draws.ts'
import { type Grid, gridNumber, nearestUnits } from './grid.ts'
import type { BookSide, OrderBook, Side } from './order-book.ts'
import type { ProductSpec } from './product-spec.ts'

/** Distances of levels from the fair price are log-uniform between these: the shape a recorded BTC-USD book has. */
const NEAREST = 0.00002
const FURTHEST = 0.03
const SIZE_SIGMA = 1.2

export interface QuoteLimits {
  readonly bidLimit: number
  readonly offerLimit: number
}

export interface Makers {
  readonly spec: ProductSpec
  readonly priceGrid: Grid
  readonly sizeGrid: Grid
}

/** Called for every level that gets another quantity. */
export type SetLevel = (side: Side, ticks: number, lots: number) => void

export function quoteLimits(makers: Makers, price: number): QuoteLimits {
  const center = (price * 10 ** makers.priceGrid.decimals) / makers.priceGrid.mantissa
  const bidLimit = Math.max(1, Math.floor(center - (makers.spec.spreadTicks - 1) / 2))
  return { bidLimit, offerLimit: bidLimit + makers.spec.spreadTicks }
}

/** A maker's size at a price: larger further away from the market. */
export function drawLots(makers: Makers, ticks: number, distance: number, random: Random): number {
  const notional = drawLogNormal(random, makers.spec.levelNotional * (1 + 20 * distance), SIZE_SIGMA)
  return nearestUnits(makers.sizeGrid, notional / gridNumber(makers.priceGrid, ticks))
}

/** Makers pull what has become too good a price, and some quote at the new best. */
export function recentre(book: OrderBook, limits: QuoteLimits, set: SetLevel): void {
  pull(book.bid, limits.bidLimit, set)
  pull(book.offer, limits.offerLimit, set)
}

function pull(side: BookSide, limit: number, set: SetLevel): void {
  for (let best = side.best(); best !== undefined && side.isBetter(best, limit); best = side.best()) {
    set(side.side, best, 0)
  }
}

/** Improves a side whose best has fallen behind the limit; always does when the side is empty. */
export function refill(
  side: BookSide,
  limits: QuoteLimits,
  makers: Makers,
  random: Random,
  set: SetLevel,
): void {
  const limit = side.side === 'bid' ? limits.bidLimit : limits.offerLimit
  const best = side.best()
  if (best === limit || (best !== undefined && random() < 0.4)) return
  const gap = best === undefined ? 0 : Math.abs(limit - best) - 1
  const inside = Math.floor(random() * random() * Math.max(0, gap))
  const ticks = side.side === 'bid' ? Math.max(1, limit - inside) : limit + inside
  set(side.side, ticks, drawLots(makers, ticks, 0, random))
}

/** One maker adds, changes or withdraws one order somewhere in the book. */
export function churn(
  side: BookSide,
  limits: QuoteLimits,
  makers: Makers,
  random: Random,
  set: SetLevel,
): void {
  const { levelsPerSide } = makers.spec
  const choice = random()
  if (side.count > levelsPerSide) {
    const furthest = side.ticksAt(side.count - 1)
    if (furthest !== undefined) set(side.side, furthest, 0)
  } else if (side.count < 0.9 * levelsPerSide || choice < 0.3) {
    addLevel(side, limits, makers, random, set)
    return
  }
  const ticks = side.ticksAt(Math.floor(side.count * random() ** 3))
  if (ticks === undefined) return
  const withdrawn = choice > 0.72 && side.count > 1
  set(side.side, ticks, withdrawn ? 0 : drawLots(makers, ticks, 0, random))
}

/** Adds a level at a random distance behind the limit. */
export function addLevel(
  side: BookSide,
  limits: QuoteLimits,
  makers: Makers,
  random: Random,
  set: SetLevel,
): void {
  const limit = side.side === 'bid' ? limits.bidLimit : limits.offerLimit
  const distance = NEAREST * (FURTHEST / NEAREST) ** random()
  const away = Math.floor(limit * distance)
  const ticks = side.side === 'bid' ? limit - away : limit + away
  if (ticks < 1) return
  set(side.side, ticks, drawLots(makers, ticks, distance, random))
}
