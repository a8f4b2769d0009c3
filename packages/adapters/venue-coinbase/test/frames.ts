/** Small frames in the form of the venue's, written for these tests. */
export const l2Update =
  '{"channel":"l2_data","timestamp":"2026-08-09T21:05:48.507227366Z","sequence_num":16,"events":[{"type":"update","product_id":"BTC-USD","updates":[{"side":"offer","event_time":"2026-08-09T21:05:48.27841Z","price_level":"65083.71","new_quantity":"0.06"},{"side":"bid","event_time":"2026-08-09T21:05:48.27841Z","price_level":"65000","new_quantity":"0"}]}]}'
export const l2Snapshot =
  '{"channel":"l2_data","client_id":"","timestamp":"2026-08-09T21:05:48Z","sequence_num":0,"events":[{"type":"snapshot","product_id":"ETH-USD","updates":[{"side":"bid","event_time":"1970-01-01T00:00:00Z","price_level":"1919.44","new_quantity":"0.02858092"},{"side":"offer","event_time":"1970-01-01T00:00:00Z","price_level":"138991023.41","new_quantity":"0.00000238"}]}]}'
export const tradesSnapshot =
  '{"channel":"market_trades","timestamp":"2026-09-30T01:41:27.834Z","sequence_num":5,"events":[{"type":"snapshot","trades":[{"product_id":"ETH-USD","trade_id":"846149800","price":"2668.40","size":"0.5","time":"2026-09-30T01:41:26Z","side":"SELL"},{"product_id":"ETH-USD","trade_id":"846149799","price":"2668.36","size":"1","time":"2026-09-30T01:41:25.375232Z","side":"BUY"}]}]}'
export const tradesUpdate = tradesSnapshot.replace('"snapshot"', '"update"')
export const ticker =
  '{"channel":"ticker","timestamp":"2026-08-09T21:05:48.507Z","sequence_num":91,"events":[{"type":"update","tickers":[{"type":"ticker","product_id":"BTC-USD","price":"79914.6","volume_24_h":"14174.4213","best_bid":"","best_ask":""}]}]}'
export const heartbeat =
  '{"channel":"heartbeats","timestamp":"2026-08-09T21:05:48.856364007Z","sequence_num":4,"events":[{"current_time":"2026-09-05 22:10:30.25788961 +0000 UTC m=+139651.272674714","heartbeat_counter":139651}]}'
export const subscriptions =
  '{"channel":"subscriptions","timestamp":"2026-08-09T21:05:48.228846629Z","sequence_num":3,"events":[{"subscriptions":{"heartbeats":["heartbeats"],"level2":["BTC-USD","ETH-USD"]}}]}'
export const nothingSubscribed =
  '{"channel":"subscriptions","timestamp":"2026-08-09T21:05:48.2Z","sequence_num":7,"events":[{"subscriptions":{}}]}'
export const candles =
  '{"channel":"candles","timestamp":"2026-08-09T21:05:48.2Z","sequence_num":8,"events":[{"type":"update","candles":[{"start":"1786279500","high":"1","low":"1","open":"1","close":"1","volume":"1","product_id":"ETH-USD"}]}]}'
export const venueError = '{"type":"error","message":"authentication failure"}'

export const allFrames = [
  l2Update,
  l2Snapshot,
  tradesSnapshot,
  tradesUpdate,
  ticker,
  heartbeat,
  subscriptions,
  nothingSubscribed,
  candles,
  venueError,
]
