/** Public REST of an exchange in this process, as far as market data asks it. */
import type { Exchange } from '@oasis/coinbase-simulator'
import {
  currency,
  instrumentId,
  parseMoney,
  parsePrice,
  parseQuantity,
  type UnixNanos,
  venueId,
} from '@oasis/domain'
import type { MarketReference, Scheduler } from '@oasis/ports'

export function referenceOf(
  { view }: Exchange,
  symbols: readonly string[],
  scheduler: Scheduler,
): MarketReference {
  const instrument = (symbol: string) => ({
    id: instrumentId(`coinbase:${symbol}`),
    ...{ venue: venueId('coinbase'), symbol },
    ...{ base: currency(symbol.split('-')[0] ?? ''), quote: currency('USD') },
    ...{ priceIncrement: parsePrice('0.01'), quantityIncrement: parseQuantity('0.00000001') },
    ...{ minQuantity: parseQuantity('0.00000001'), maxQuantity: parseQuantity('1000000') },
    ...{ minNotional: parseMoney('1'), maxNotional: parseMoney('10000000') },
    ...{ status: 'TRADING' as const, tsEvent: scheduler.now() },
  })
  return {
    instruments: async () => symbols.map(instrument),
    recentTrades: async (symbol, limit) =>
      view.recentTrades(symbol, limit).map(({ product_id, trade_id, price, size, side, time }) => ({
        ...{ symbol: product_id, tradeId: trade_id, price, size, side, time },
      })),
    book: async (symbol, limit) => {
      const { bids, asks, time } = view.book(symbol, limit)
      const levels = (side: typeof bids) =>
        side.map(([price, size]) => ({ price: parsePrice(price), quantity: parseQuantity(size) }))
      return { symbol, bids: levels(bids), asks: levels(asks), time: time as UnixNanos }
    },
    candles: async () => [],
    time: async () => scheduler.now(),
  }
}
