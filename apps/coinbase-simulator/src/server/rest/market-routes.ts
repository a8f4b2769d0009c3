/** Products and market data, which are public; and their private twins, which need a key that can view. */
import type { UnixNanos } from '@oasis/domain'
import type { MarketView } from '../../protocol/market-view.ts'
import { many } from '../../protocol/query.ts'
import {
  bestBidAskAnswer,
  candlesAnswer,
  marketTradesAnswer,
  productAnswer,
  productBookAnswer,
  productsAnswer,
  type RestAnswer,
  timeAnswer,
} from '../../protocol/rest-bodies.ts'
import {
  currenciesAnswer,
  exchangeRatesAnswer,
  fiatCurrenciesAnswer,
  walletTimeAnswer,
} from '../../protocol/wallet-bodies.ts'
import { BROKERAGE, type RestContext, type RestRoute } from './rest-route.ts'

type Look = readonly [kind: RestRoute['kind'], path: string, answer: (context: RestContext) => RestAnswer]

/** `trueNow` is the market's time: candles and day figures are of it, whatever the venue's clock says. */
export function marketRoutes(view: MarketView, trueNow: () => UnixNanos): RestRoute[] {
  const looks: readonly Look[] = [
    ['products', '/products', ({ query }) => productsAnswer(view, query, trueNow())],
    ['product', '/products/:id', ({ id }) => productAnswer(view, id, trueNow())],
    ['candles', '/products/:id/candles', ({ id, query }) => candlesAnswer(view, id, query)],
    ['ticker', '/products/:id/ticker', ({ id, query }) => marketTradesAnswer(view, id, query)],
    ['product_book', '/product_book', ({ query }) => productBookAnswer(view, query)],
  ]
  const get = 'GET'
  return [
    ...looks.flatMap(([kind, path, answer]): RestRoute[] => [
      { kind, method: get, path: `${BROKERAGE}/market${path}`, answer },
      { kind, method: get, path: `${BROKERAGE}${path}`, permission: 'view', answer },
    ]),
    {
      kind: 'best_bid_ask',
      method: get,
      path: `${BROKERAGE}/best_bid_ask`,
      permission: 'view',
      answer: ({ query }) => bestBidAskAnswer(view, many(query.product_ids)),
    },
    { kind: 'time', method: get, path: `${BROKERAGE}/time`, answer: ({ now }) => timeAnswer(now) },
    { kind: 'time', method: get, path: '/v2/time', answer: ({ now }) => walletTimeAnswer(now) },
    { kind: 'currencies', method: get, path: '/v2/currencies', answer: () => fiatCurrenciesAnswer() },
    {
      kind: 'currencies',
      method: get,
      path: '/v2/currencies/crypto',
      answer: () => currenciesAnswer(view, trueNow()),
    },
    {
      kind: 'exchange_rates',
      method: get,
      path: '/v2/exchange-rates',
      answer: () => exchangeRatesAnswer(view, trueNow()),
    },
  ]
}
