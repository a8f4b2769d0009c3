/**
 * All products of the synthetic exchange: made from the seed at the first start, from the saved state afterwards.
 * Pure but for mutation of its own state: the same seed, times and saved state give the same market.
 */
import { NANOS_PER_SECOND, type UnixNanos } from '@oasis/domain'
import type { Random } from '@oasis/ports'
import { CandleSeries } from './candle-series.ts'
import { createGrid, gridNumber, gridUnits } from './grid.ts'
import { makePriceHistory } from './price-history.ts'
import { type PriceState, startPrice } from './price-process.ts'
import {
  createProductMarket,
  type MarketTrade,
  type ProductMarket,
  type ProductStep,
  stepProduct,
} from './product-market.ts'
import type { ProductSpec } from './product-spec.ts'
import { type JournaledTrade, journalLine, parseJournalLine, type SavedMarket } from './saved-state.ts'

/** As many as the venue's public trades call returns. */
export const RECENT_TRADES = 100

export interface ProductState {
  readonly market: ProductMarket
  readonly candles: CandleSeries
  /** Oldest first, at most about {@link RECENT_TRADES}. */
  recent: MarketTrade[]
  readonly random: Random
}

export interface SyntheticMarket {
  readonly seed: string
  readonly run: number
  readonly products: ReadonlyMap<string, ProductState>
}

export interface SyntheticMarketOptions {
  readonly seed: string
  readonly products: readonly ProductSpec[]
  readonly historyHours: number
  readonly now: UnixNanos
  readonly randomFor: (seed: string) => Random
  readonly saved?: SavedMarket | undefined
  /** Trades made after `saved` was written, oldest first. */
  readonly journal?: readonly JournaledTrade[]
}

interface Beginning {
  readonly lastTradeId: number
  readonly price: PriceState
  readonly candles: CandleSeries
  readonly recent: MarketTrade[]
  /** Whole seconds from which on there are no candles. */
  readonly until: number
}

const WARM_UP_STEP = 250_000_000n
const WARM_UP_SECONDS = 60

export function createSyntheticMarket(options: SyntheticMarketOptions): SyntheticMarket {
  const run = (options.saved?.run ?? 0) + 1
  const products = new Map<string, ProductState>()
  for (const spec of options.products) {
    const random = options.randomFor(`${options.seed}/${spec.id}/${run}`)
    const saved = continuedProduct(spec, options)
    products.set(spec.id, saved ? resume(spec, saved, options, random) : begin(spec, options, random))
  }
  return { seed: options.seed, run, products }
}

/** A first start: candles of the hours before, then a minute or two of real trading up to now. */
function begin(spec: ProductSpec, options: SyntheticMarketOptions, random: Random): ProductState {
  const nowSeconds = wholeSeconds(options.now)
  const live = Math.floor((nowSeconds - WARM_UP_SECONDS) / 60) * 60
  const price = startPrice(Number(spec.startPrice))
  const history = makePriceHistory(spec, price, live - options.historyHours * 3600, live, random)
  // Renamed products keep their ids apart from others', and ids look like the venue's.
  const known = options.saved?.products[spec.id]?.lastTradeId
  const lastTradeId = known ?? 100_000_000 + Math.floor(random() * 900_000_000)
  const state: ProductState = {
    market: createProductMarket(spec, history.price, lastTradeId, random),
    candles: new CandleSeries(keepMinutes(options), history.candles),
    recent: [],
    random,
  }
  let from = (BigInt(live) * NANOS_PER_SECOND) as UnixNanos
  while (from < options.now) {
    const next = from + WARM_UP_STEP
    const to = (next < options.now ? next : options.now) as UnixNanos
    record(state, stepProduct(state.market, from, to, random).trades)
    from = to
  }
  return state
}

/** Goes on where the last run ended. Whole minutes of downtime get candles; ids go on without a hole. */
function resume(
  spec: ProductSpec,
  saved: Beginning,
  options: SyntheticMarketOptions,
  random: Random,
): ProductState {
  const nowSeconds = wholeSeconds(options.now)
  const from = Math.max(saved.until, nowSeconds - options.historyHours * 3600)
  const gap = makePriceHistory(spec, saved.price, from, nowSeconds, random)
  for (const candle of gap.candles) saved.candles.append(candle)
  const market = createProductMarket(spec, gap.price, saved.lastTradeId, random)
  return { market, candles: saved.candles, recent: saved.recent, random }
}

function continuedProduct(spec: ProductSpec, options: SyntheticMarketOptions): Beginning | undefined {
  const saved = options.saved?.products[spec.id]
  const sameGrid = saved?.priceIncrement === spec.priceIncrement && saved.baseIncrement === spec.baseIncrement
  if (!saved || !sameGrid) return undefined
  const candles = new CandleSeries(keepMinutes(options), saved.candles)
  const recent = saved.recent.flatMap((line) => parseJournalLine(line)?.trade ?? [])
  let { lastTradeId, price } = saved
  for (const { productId, trade } of options.journal ?? []) {
    if (productId !== spec.id || trade.id <= lastTradeId) continue
    lastTradeId = trade.id
    recent.push(trade)
    candles.addTrade(wholeSeconds(trade.time), trade.ticks, trade.lots)
    const number = gridNumber(createGrid(spec.priceIncrement), trade.ticks)
    price = { ...price, logPrice: Math.log(number) }
  }
  const until = (candles.last?.start ?? 0) + 60
  return { lastTradeId, price, candles, recent: recent.slice(-RECENT_TRADES), until }
}

/** One step of every product; trades are not yet recorded, since they must be journaled before they are seen. */
export function stepMarket(
  market: SyntheticMarket,
  from: UnixNanos,
  to: UnixNanos,
): ReadonlyMap<string, ProductStep> {
  const steps = new Map<string, ProductStep>()
  for (const [id, state] of market.products) {
    steps.set(id, stepProduct(state.market, from, to, state.random))
  }
  return steps
}

/** Makes trades visible in candles and in the recent trades. */
export function record(state: ProductState, trades: readonly MarketTrade[]): void {
  for (const trade of trades) {
    state.candles.addTrade(wholeSeconds(trade.time), trade.ticks, trade.lots)
    state.recent.push(trade)
  }
  if (state.recent.length > 2 * RECENT_TRADES) state.recent = state.recent.slice(-RECENT_TRADES)
}

export function saveMarket(market: SyntheticMarket): SavedMarket {
  const products: SavedMarket['products'] = {}
  for (const [id, state] of market.products) {
    products[id] = {
      priceIncrement: state.market.spec.priceIncrement,
      baseIncrement: state.market.spec.baseIncrement,
      lastTradeId: state.market.lastTradeId,
      price: state.market.price,
      candles: [...state.candles.all],
      recent: state.recent.slice(-RECENT_TRADES).map((trade) => journalLine(id, trade)),
    }
  }
  return { version: 1, seed: market.seed, run: market.run, products }
}

/** The price grid's check of a configured start price. */
export const checkStartPrice = (spec: ProductSpec): number =>
  gridUnits(createGrid(spec.priceIncrement), spec.startPrice)

const keepMinutes = (options: SyntheticMarketOptions): number => Math.ceil(options.historyHours * 60) + 180
const wholeSeconds = (time: UnixNanos): number => Number(time / NANOS_PER_SECOND)
