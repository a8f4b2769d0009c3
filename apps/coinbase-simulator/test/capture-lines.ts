/** A small capture in the recorder's form: one product, a book of four levels, three trades, a cut last line. */
const BASE_TIME = 1_786_309_548
const stamp = (ms: number) => new Date(BASE_TIME * 1000 + ms).toISOString()
const line = (value: object) => JSON.stringify(value)

let sequence = 0
const received = (ms: number, channel: string, events: object[]) =>
  line({
    t: 'recv',
    conn: 'COINBASE.ws.2',
    ts: BASE_TIME + ms / 1000,
    data: line({ channel, timestamp: stamp(ms), sequence_num: sequence++, events }),
  })

const level = (ms: number, side: string, price_level: string, new_quantity: string) => ({
  side,
  event_time: stamp(ms - 20),
  price_level,
  new_quantity,
})
const trade = (ms: number, id: number, price: string, side: string) => ({
  product_id: 'BTC-USD',
  trade_id: String(id),
  price,
  size: '0.5',
  time: stamp(ms - 100),
  side,
})
const book = (ms: number, type: string, updates: object[]) =>
  received(ms, 'l2_data', [{ type, product_id: 'BTC-USD', updates }])

/** Trade ids 501 to 503, of which 503 leaves a hole in the recording (502 is missing). */
export const captureLines = (): string[] => [
  line({ t: 'header', format: 2 }),
  line({
    t: 'http',
    url: 'https://api.coinbase.com/api/v3/brokerage/market/products',
    data: line({
      products: [
        { product_id: 'BTC-USD', price_increment: '0.01', base_increment: '0.00000001' },
        { product_id: 'OTHER-USD', price_increment: '0.01', base_increment: '0.1' },
      ],
    }),
  }),
  received(0, 'market_trades', [
    { type: 'snapshot', trades: [trade(0, 500, '100', 'BUY'), trade(-50, 499, '100.01', 'SELL')] },
  ]),
  received(5, 'subscriptions', [{ subscriptions: { market_trades: ['BTC-USD'] } }]),
  received(10, 'ticker', [
    {
      type: 'snapshot',
      tickers: [{ type: 'ticker', product_id: 'BTC-USD', price: '100', volume_24_h: '7' }],
    },
  ]),
  book(20, 'snapshot', [
    level(20, 'bid', '100', '2'),
    level(20, 'bid', '99', '3'),
    level(20, 'offer', '100.01', '1'),
    level(20, 'offer', '102', '4'),
  ]),
  book(100, 'update', [level(100, 'bid', '100', '1.5'), level(100, 'offer', '101', '9')]),
  received(200, 'market_trades', [
    { type: 'update', trades: [trade(200, 503, '100.01', 'SELL'), trade(190, 501, '100', 'BUY')] },
  ]),
  book(300, 'update', [level(300, 'offer', '100.01', '0'), level(300, 'bid', '98', '5')]),
  received(350, 'ticker', [
    {
      type: 'update',
      tickers: [{ type: 'ticker', product_id: 'BTC-USD', price: '100.01', volume_24_h: '8' }],
    },
  ]),
  '{"t":"recv","conn":"COINBASE.ws.2","ts":17863',
]
