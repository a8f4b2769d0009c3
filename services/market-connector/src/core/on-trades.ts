/** Trades, from the stream and fetched afterwards: each once, oldest first, with where it came from. */
import type { RawTrade } from '@oasis/contracts'
import type { ConnectionId, TradeOrigin, UnixNanos } from '@oasis/domain'
import type { FeedMessage, VenueTrade } from '@oasis/ports'
import type { ConnectorState, InstrumentState } from './connector-state.ts'
import { type Effect, type IdRange, rangeSize } from './effect.ts'

interface Stamp {
  readonly connection: ConnectionId
  readonly sequence: number
  readonly tsInit: UnixNanos
}

export function onTrades(
  state: ConnectorState,
  message: Extract<FeedMessage, { kind: 'TRADES' }>,
  stamp: Stamp,
): Effect[] {
  const { trades, snapshot } = message
  // Whether this is an instrument's first snapshot must not change while its trades are being taken.
  const first = new Set(snapshot ? [...state.instruments.values()].filter(({ tape }) => tape.isEmpty) : [])
  const accepted: RawTrade[] = []
  const fetches: Effect[] = []
  for (const trade of trades) {
    const instrument = state.instruments.get(trade.symbol)
    if (instrument === undefined) {
      state.counters.strangers++
      continue
    }
    instrument.heardAt = stamp.tsInit
    const history = first.has(instrument)
    const verdict = instrument.tape.see(trade.tradeId, history)
    if (verdict.kind === 'DUPLICATE') {
      state.counters.duplicateTrades++
      continue
    }
    const origin = history ? 'SNAPSHOT' : snapshot || verdict.kind === 'LATE' ? 'BACKFILL' : 'LIVE'
    accepted.push(accept(state, instrument, trade, origin, stamp))
    if (verdict.kind === 'NEW' && verdict.missing !== undefined) {
      fetches.push({ kind: 'FETCH_TRADES', symbol: trade.symbol, missing: verdict.missing })
    }
  }
  return [...(accepted.length > 0 ? [{ kind: 'TRADES', trades: accepted } as const] : []), ...fetches]
}

/** What REST gave for a gap. Trades outside of gaps have been seen, or come by the stream. */
export function onFetchedTrades(
  state: ConnectorState,
  symbol: string,
  trades: readonly VenueTrade[],
  missing: IdRange,
  now: UnixNanos,
): Effect[] {
  const instrument = state.instruments.get(symbol)
  const { connection } = state
  if (instrument === undefined || connection === undefined) return []
  const stamp: Stamp = { connection, sequence: state.lastSequence, tsInit: now }
  const accepted: RawTrade[] = []
  for (const trade of trades) {
    const id = Number(trade.tradeId)
    if (!(id >= missing.from && id <= missing.to)) continue
    if (instrument.tape.see(trade.tradeId).kind === 'LATE') {
      accepted.push(accept(state, instrument, trade, 'BACKFILL', stamp))
    }
  }
  return accepted.length > 0 ? [{ kind: 'TRADES', trades: accepted }] : []
}

/** The last word on a gap: what no source had is lost. */
export function onFetchGivenUp(state: ConnectorState, symbol: string, missing: IdRange): Effect[] {
  const instrument = state.instruments.get(symbol)
  if (instrument === undefined) return []
  return instrument.tape.stillMissing(missing).map((range) => {
    state.counters.lostTrades += rangeSize(range)
    return { kind: 'TRADES_LOST', instrumentId: instrument.id, missing: range }
  })
}

export const isStillMissing = (state: ConnectorState, symbol: string, missing: IdRange): boolean =>
  (state.instruments.get(symbol)?.tape.stillMissing(missing).length ?? 0) > 0

function accept(
  state: ConnectorState,
  instrument: InstrumentState,
  trade: VenueTrade,
  origin: TradeOrigin,
  stamp: Stamp,
): RawTrade {
  state.counters.trades[origin]++
  const { tradeId, price, size, side, time } = trade
  return { instrumentId: instrument.id, tradeId, price, size, side, time, origin, ...stamp }
}
