/** What clients are told of the market: of each instrument the newest, as often as they can take it. */
import { formatRfc3339, type InstrumentId, type Quote } from '@oasis/domain'
import type { StoredCandle } from '@oasis/ports'
import type { LiveView } from '../views/live-view.ts'
import { candleJson, levelJson, tradeJson } from '../views/market-json.ts'
import { frame } from './live-frames.ts'
import type { ConflatedTopic } from './live-hub.ts'

export const quotesOf = (live: Pick<LiveView, 'instruments'>): ConflatedTopic => ({
  topic: 'quotes',
  read: () =>
    live.instruments().flatMap(({ instrumentId, quote }) =>
      quote === undefined
        ? []
        : [
            {
              key: `quote/${instrumentId}`,
              identity: quote,
              frame: () => frame('quotes', 'quote', quoteJson(quote)),
            },
          ],
    ),
})

const MAX_TRADES = 50

/** Those since the last time that anybody was told. */
export function tapesOf(live: Pick<LiveView, 'instruments' | 'tape'>): ConflatedTopic {
  const told = new Map<InstrumentId, number>()
  return {
    topic: 'trades',
    read: () =>
      live.instruments().flatMap(({ instrumentId }) => {
        const known = told.get(instrumentId) ?? 0
        const fresh = live.tape(instrumentId).filter(({ place }) => place > known)
        const last = fresh.at(-1)
        if (last === undefined) return []
        told.set(instrumentId, last.place)
        const trades = fresh.slice(-MAX_TRADES).map(({ trade }) => tradeJson(trade))
        return [
          {
            key: `trades/${instrumentId}`,
            identity: last,
            frame: () => frame('trades', 'trades', { instrumentId, trades }),
          },
        ]
      }),
  }
}

export const candlesOf = (newest: () => readonly StoredCandle[]): ConflatedTopic => ({
  topic: 'candles',
  read: () =>
    newest().map((candle) => {
      const { instrumentId } = candle
      const data = () => ({ instrumentId, interval: '1m', candle: candleJson(candle) })
      return {
        key: `candle/${instrumentId}`,
        identity: candle,
        frame: () => frame('candles', 'candle', data()),
      }
    }),
})

function quoteJson({ instrumentId, state, bids, asks, tsEvent, tsInit }: Quote) {
  const [bid, ask] = [bids[0], asks[0]]
  return {
    ...{ instrumentId, state },
    bid: bid === undefined ? null : levelJson(bid),
    ask: ask === undefined ? null : levelJson(ask),
    ts: formatRfc3339(tsEvent),
    receivedAt: formatRfc3339(tsInit),
  }
}
