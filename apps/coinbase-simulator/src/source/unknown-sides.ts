/** A market whose every n-th trade does not say on which side its maker was, as has been seen after maintenance. */
import { tradesEvents } from '../protocol/channel-events.ts'
import type { MarketView, WireTrade } from '../protocol/market-view.ts'
import type { Audience, MarketSource } from './market-source.ts'

export function withUnknownSides(source: MarketSource, every: number): MarketSource {
  const told = (trade: WireTrade): WireTrade =>
    Number(trade.trade_id) % every === 0 ? { ...trade, side: 'UNKNOWN_ORDER_SIDE' } : trade
  return {
    kind: source.kind,
    view: viewOf(source.view, told),
    start: (audience) => source.start(audienceOf(audience, told)),
    stop: () => source.stop(),
  }
}

type Told = (trade: WireTrade) => WireTrade

const viewOf = (view: MarketView, told: Told): MarketView => ({
  productIds: view.productIds,
  canonicalId: (id) => view.canonicalId(id),
  products: (now) => view.products(now),
  book: (id, limit) => view.book(id, limit),
  recentTrades: (id, limit) => view.recentTrades(id, limit).map(told),
  day: (id, now) => view.day(id, now),
  candles: (id, seconds, from, to) => view.candles(id, seconds, from, to),
  lastTradeId: (id) => view.lastTradeId(id),
})

/** What is matched against has its sides: only the telling lacks them. */
const audienceOf = (audience: Audience, told: Told): Audience => ({
  wants: (channel, id) => audience.wants(channel, id),
  listening: () => audience.listening(),
  backlog: () => audience.backlog(),
  traded: (id, trades) => audience.traded(id, trades),
  moved: (id) => audience.moved(id),
  publish: (channel, id, events) =>
    audience.publish(channel, id, channel === 'market_trades' ? retold(events, told) : events),
})

/** Of our own making: see `tradesEvents`. */
function retold(events: string, told: Told): string {
  const [event] = JSON.parse(events) as [{ type: 'snapshot' | 'update'; trades: WireTrade[] }]
  return tradesEvents(event.type, event.trades.map(told))
}
