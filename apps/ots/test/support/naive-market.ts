/** What a recorded session holds, computed the simplest way: books in maps, trades counted one by one. */
import { product, text, units } from './naive-decimal.ts'
import type { Frame, RecordedLine, WireEvent, WireTrade } from './recording.ts'

interface NaiveInstrument {
  readonly bids: Map<string, bigint>
  readonly asks: Map<string, bigint>
  readonly snapshotTrades: Set<string>
  readonly liveTrades: Set<string>
  volume: bigint
  notional: bigint
  takerBuys: number
}

export function naiveMarket(lines: readonly RecordedLine[]) {
  const frames = lines.flatMap(({ frame }) => (frame === undefined ? [] : [frame]))
  const channels: Record<string, number> = {}
  const instruments = new Map<string, NaiveInstrument>()
  for (const frame of frames) {
    channels[frame.channel] = (channels[frame.channel] ?? 0) + 1
    applyFrame(instruments, frame)
  }
  return {
    frames: frames.length,
    channels,
    instruments: Object.fromEntries([...instruments].map(([id, one]) => [`coinbase:${id}`, summary(one)])),
  }
}

/** Best prices that a taker met in the `withinMs` before `at` (nanoseconds): of asks for a BUY, of bids for a SELL. */
export function recentBest(
  lines: readonly RecordedLine[],
  instrumentId: string,
  takerSide: string,
  at: bigint,
  withinMs: number,
): string[] {
  const instruments = new Map<string, NaiveInstrument>()
  const one = of(instruments, instrumentId.slice('coinbase:'.length))
  const best = () => {
    const { bestBid, bestAsk } = summary(one)
    return takerSide === 'BUY' ? bestAsk : bestBid
  }
  const offered = new Set<string>()
  let inWindow = false
  for (const { frame, receivedAt = 0 } of lines) {
    const beforeMs = Number(at) / 1e6 - receivedAt * 1e3
    if (beforeMs < -1) break
    if (frame?.channel !== 'l2_data') continue
    // What stood when the window began counts, too.
    if (!inWindow && beforeMs <= withinMs && one.asks.size > 0) offered.add(best())
    inWindow = beforeMs <= withinMs
    applyFrame(instruments, frame)
    if (inWindow && one.asks.size > 0) offered.add(best())
  }
  return [...offered]
}

function applyFrame(instruments: Map<string, NaiveInstrument>, { channel, events }: Frame): void {
  for (const event of events) {
    if (channel === 'market_trades') {
      for (const trade of event.trades ?? []) applyTrade(of(instruments, trade.product_id), event.type, trade)
    } else if (channel === 'l2_data') applyBook(of(instruments, event.product_id), event)
  }
}

function applyTrade(one: NaiveInstrument, type: string | undefined, trade: WireTrade): void {
  if (one.snapshotTrades.has(trade.trade_id) || one.liveTrades.has(trade.trade_id)) return
  if (type === 'snapshot') {
    one.snapshotTrades.add(trade.trade_id)
    return
  }
  one.liveTrades.add(trade.trade_id)
  one.volume += units(trade.size)
  one.notional += product(units(trade.size), units(trade.price))
  // The venue tells the maker's side: where the maker sold, the taker bought.
  if (trade.side === 'SELL') one.takerBuys++
}

function applyBook(one: NaiveInstrument, event: WireEvent): void {
  if (event.type === 'snapshot') {
    one.bids.clear()
    one.asks.clear()
  }
  for (const { side, price_level: price, new_quantity: quantity } of event.updates ?? []) {
    const levels = side === 'bid' ? one.bids : one.asks
    if (units(quantity) === 0n) levels.delete(price)
    else levels.set(price, units(price))
  }
}

function of(instruments: Map<string, NaiveInstrument>, id: string): NaiveInstrument {
  const known = instruments.get(id)
  if (known !== undefined) return known
  const one = {
    bids: new Map(),
    asks: new Map(),
    snapshotTrades: new Set<string>(),
    liveTrades: new Set<string>(),
    volume: 0n,
    notional: 0n,
    takerBuys: 0,
  }
  instruments.set(id, one)
  return one
}

function summary(one: NaiveInstrument) {
  return {
    tradesSnapshot: one.snapshotTrades.size,
    tradesLive: one.liveTrades.size,
    tradesBackfill: 0,
    liveVolume: text(one.volume),
    liveNotional: text(one.notional),
    takerBuysLive: one.takerBuys,
    bestBid: text([...one.bids.values()].reduce((a, b) => (b > a ? b : a))),
    bestAsk: text([...one.asks.values()].reduce((a, b) => (b < a ? b : a))),
    bidLevels: one.bids.size,
    askLevels: one.asks.size,
    book: 'LIVE',
  }
}
