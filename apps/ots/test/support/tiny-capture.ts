/** A recorded session in miniature, made here: BTC-USD, a book of four levels, one recent trade and one live trade. */
const START = 1_786_309_548

const line = (value: object): string => JSON.stringify(value)
const stamp = (ms: number): string => new Date((START + 1) * 1_000 + ms).toISOString()

const PRODUCT = {
  ...{ product_id: 'BTC-USD', product_type: 'SPOT', status: 'online', trading_disabled: false },
  ...{ is_disabled: false, cancel_only: false, limit_only: false, post_only: false, auction_mode: false },
  ...{ view_only: false, base_currency_id: 'BTC', quote_currency_id: 'USD', price: '65000' },
  ...{ base_increment: '0.00000001', quote_increment: '0.01', price_increment: '0.01' },
  ...{ base_min_size: '0.00000001', base_max_size: '3400', quote_min_size: '1', quote_max_size: '150000000' },
}

const level = (side: string, price_level: string, new_quantity: string) => ({
  side,
  event_time: stamp(0),
  price_level,
  new_quantity,
})

const trade = (trade_id: string, price: string, side: string) => ({
  product_id: 'BTC-USD',
  trade_id,
  price,
  size: '0.01',
  time: stamp(1_000),
  side,
})

const CHANNELS: readonly (readonly [ms: number, channel: string, event: object])[] = [
  [0, 'market_trades', { type: 'snapshot', trades: [trade('500', '65000.00', 'BUY')] }],
  [10, 'subscriptions', { subscriptions: { market_trades: ['BTC-USD'] } }],
  [
    20,
    'l2_data',
    {
      type: 'snapshot',
      product_id: 'BTC-USD',
      updates: [
        ...[level('bid', '64999.00', '2'), level('bid', '64998.00', '3')],
        ...[level('offer', '65001.00', '1'), level('offer', '65002.00', '4')],
      ],
    },
  ],
  [30, 'subscriptions', { subscriptions: { market_trades: ['BTC-USD'], level2: ['BTC-USD'] } }],
  [900, 'l2_data', { type: 'update', product_id: 'BTC-USD', updates: [level('bid', '64999.50', '1')] }],
  [1_000, 'market_trades', { type: 'update', trades: [trade('501', '65001.00', 'SELL')] }],
  [1_200, 'l2_data', { type: 'update', product_id: 'BTC-USD', updates: [level('offer', '65001.00', '0.5')] }],
  [3_000, 'l2_data', { type: 'update', product_id: 'BTC-USD', updates: [level('bid', '64997.00', '9')] }],
]

/** Eight frames over three seconds. */
export function tinyCapture(): string {
  const conn = 'COINBASE.ws.1'
  const url = 'https://api.coinbase.com/api/v3/brokerage/market/products'
  return [
    line({ t: 'header', format: 2, recorded: START, config: { trades: ['BTC-USD'], l2_book: ['BTC-USD'] } }),
    line({ t: 'http', conn: 'COINBASE.http.1', ts: START, url, data: line({ products: [PRODUCT] }) }),
    line({ t: 'connect', conn, ts: START + 0.5 }),
    ...CHANNELS.map(([ms, channel, event], sequence_num) => {
      const data = line({ channel, timestamp: stamp(ms), sequence_num, events: [event] })
      return line({ t: 'recv', conn, ts: START + 1 + ms / 1_000, data })
    }),
    '',
  ].join('\n')
}
