import type { MarketReference } from '@oasis/ports'
import { fetchCandles } from './candles.ts'
import { createGetJson, type RestOptions } from './get-json.ts'
import { fetchProductBook } from './product-book.ts'
import { fetchProducts } from './products.ts'
import { fetchRecentTrades } from './recent-trades.ts'
import { fetchServerTime } from './server-time.ts'

/** Coinbase's public REST. Fails with `OTS_VENUE_UNREACHABLE` when retries are used up, {@link VenueAnswer} on refusals. */
export function createCoinbaseReference(options: RestOptions): MarketReference {
  const { scheduler, logger } = options
  const getJson = createGetJson(options)
  return {
    instruments: async (symbols, signal) => {
      const { instruments, refused } = await fetchProducts(getJson, symbols, scheduler.now(), signal)
      if (refused.length > 0) {
        logger.warn(
          { count: refused.length, first: refused[0] },
          'products that are no instruments passed over',
        )
      }
      return instruments
    },
    recentTrades: (symbol, limit, signal) => fetchRecentTrades(getJson, symbol, limit, signal),
    book: (symbol, limit, signal) => fetchProductBook(getJson, symbol, limit, signal),
    time: (signal) => fetchServerTime(getJson, signal),
    candles: (query, signal) => fetchCandles(getJson, query, signal),
  }
}
