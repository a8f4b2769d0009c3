/**
 * Runs the synthetic market by the clock: books move every 50 ms, trades are told in batches of 250 ms, as at the
 * venue. A trade is journaled in the step that makes it, and shown afterwards.
 */
import { addMillis, type UnixNanos } from '@oasis/domain'
import type { Scheduler, Timer } from '@oasis/ports'
import { seededRandom } from '@oasis/runtime'
import { gridText } from '../core/grid.ts'
import type { MarketTrade, ProductMarket, ProductStep } from '../core/product-market.ts'
import type { ProductSpec } from '../core/product-spec.ts'
import { journalLine } from '../core/saved-state.ts'
import { createSyntheticMarket, record, saveMarket, stepMarket } from '../core/synthetic-market.ts'
import { bookUpdateEvents, tickerEvents, topOfBook, tradesEvents } from '../protocol/channel-events.ts'
import type { MarketView } from '../protocol/market-view.ts'
import type { Audience, MarketSource } from './market-source.ts'
import { createSyntheticView, wireTrade } from './synthetic-view.ts'
import type { TradeJournal } from './trade-journal.ts'

export interface SyntheticSourceOptions {
  readonly seed: string
  readonly products: readonly ProductSpec[]
  readonly historyHours: number
  readonly journal: TradeJournal
  readonly scheduler: Scheduler
}

const STEP_MS = 50
const STEPS_PER_TRADE_BATCH = 5
/** Ten minutes: bounds what a start has to read. */
const STEPS_PER_SNAPSHOT = 12_000
/** After a longer pause (a suspended machine) the market goes on from now instead of making up for it. */
const MOST_CATCH_UP = 40n

export function createSyntheticSource(options: SyntheticSourceOptions): MarketSource {
  const { journal, scheduler } = options
  const { saved, trades } = journal.load()
  const { seed, products, historyHours } = options
  const started = scheduler.now()
  const market = createSyntheticMarket({
    seed,
    products,
    historyHours,
    now: started,
    randomFor: seededRandom,
    saved,
    journal: trades,
  })
  journal.replace(saveMarket(market))
  let at = started
  let steps = 0
  let timer: Timer | undefined
  const pending = new Map<string, MarketTrade[]>([...market.products.keys()].map((id) => [id, []]))
  const view = createSyntheticView({ market, bookTime: () => at })

  const step = (audience: Audience): void => {
    const to = addMillis(at, STEP_MS)
    const moved = stepMarket(market, at, to)
    at = to
    journal.append(
      [...moved].flatMap(([id, { trades: made }]) => made.map((trade) => journalLine(id, trade))),
    )
    for (const [id, product] of moved) {
      const state = market.products.get(id)
      if (state) {
        tellDesk(audience, id, state.market, product)
        publishBook(audience, id, state.market, product, to)
      }
      pending.get(id)?.push(...product.trades)
    }
    steps++
    if (steps % STEPS_PER_TRADE_BATCH === 0) tellTrades(audience)
    tellTickers(audience, view, moved, to)
    if (steps % STEPS_PER_SNAPSHOT === 0) journal.replace(saveMarket(market))
  }

  const tellTrades = (audience: Audience | undefined): void => {
    for (const [id, batch] of pending) {
      const state = market.products.get(id)
      if (batch.length === 0 || !state) continue
      record(state, batch)
      pending.set(id, [])
      if (!audience?.wants('market_trades', id)) continue
      const newestFirst = batch.map((trade) => wireTrade(id, state.market, trade)).reverse()
      audience.publish('market_trades', id, tradesEvents('update', newestFirst))
    }
  }

  return {
    kind: 'synthetic',
    view,
    start(audience) {
      const run = (): void => {
        const behind = (scheduler.now() - at) / 50_000_000n
        if (behind > MOST_CATCH_UP) at = addMillis(scheduler.now(), -STEP_MS)
        while (addMillis(at, STEP_MS) <= scheduler.now()) step(audience)
        timer = scheduler.at(addMillis(at, STEP_MS), run)
      }
      timer = scheduler.at(addMillis(at, STEP_MS), run)
    },
    stop() {
      timer?.cancel()
      tellTrades(undefined)
      journal.replace(saveMarket(market))
      journal.close()
    },
  }
}

function tellTickers(
  audience: Audience,
  view: MarketView,
  moved: ReadonlyMap<string, ProductStep>,
  now: UnixNanos,
): void {
  for (const [id, { trades }] of moved) {
    if (trades.length > 0 && audience.wants('ticker', id)) {
      audience.publish('ticker', id, tickerEvents('update', id, view.day(id, now), topOfBook(view, id)))
    }
  }
}

function tellDesk(audience: Audience, id: string, market: ProductMarket, step: ProductStep): void {
  const trades = step.trades.map((trade) => wireTrade(id, market, trade))
  if (trades.length > 0) audience.traded(id, trades)
  if (step.changes.length > 0) audience.moved(id)
}

function publishBook(
  audience: Audience,
  id: string,
  market: ProductMarket,
  { changes }: ProductStep,
  time: UnixNanos,
): void {
  if (changes.length === 0 || !audience.wants('level2', id)) return
  const wire = changes.map(({ side, ticks, lots }) => ({
    side,
    price: gridText(market.priceGrid, ticks),
    size: gridText(market.sizeGrid, lots),
  }))
  audience.publish('level2', id, bookUpdateEvents(id, wire, time))
}
