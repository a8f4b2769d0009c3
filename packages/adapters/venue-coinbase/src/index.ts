export type { ApiKey, SigningAlgorithm } from './auth/api-key.ts'
export { parseKeyFile, readKeyFile } from './auth/read-key-file.ts'
export { createTokenSigner, type TokenSigner, type TokenSignerOptions } from './auth/token-signer.ts'
export { type ClockReading, clockOffsetMs } from './auth/venue-clock.ts'
export { type CaptureFeed, type CaptureFeedOptions, createCaptureFeed } from './capture/capture-feed.ts'
export { type Capture, type CapturedFrame, openCapture } from './capture/open-capture.ts'
export { readLines } from './capture/read-lines.ts'
export { type ClockCheck, checkKey, type KeyCheck, type KeyCheckOptions } from './check-key.ts'
export { createCoinbaseVenue } from './coinbase-venue.ts'
export type { CoinbaseVenueOptions, UserStreamLimits } from './coinbase-venue-options.ts'
export { type CoinbaseFeedOptions, createCoinbaseFeed } from './feed/coinbase-feed.ts'
export type { FeedSocket, FeedSocketListener, OpenFeedSocket } from './feed/feed-socket.ts'
export { type ParsedFrame, parseFrame } from './feed/parse-frame.ts'
export type { KeyPermissions } from './rest/account/key-permissions.ts'
export type { ShownAccount } from './rest/account/list-accounts.ts'
export {
  type CoinbaseClient,
  type CoinbaseClientOptions,
  createCoinbaseClient,
  createKeyLimiter,
} from './rest/coinbase-client.ts'
export { createCoinbaseReference } from './rest/coinbase-reference.ts'
export { type RestOptions, VenueAnswer } from './rest/get-json.ts'
export { MAX_CANCELS } from './rest/orders/cancel-orders.ts'
export { LIVE_STATUSES } from './rest/orders/shown-order.ts'
export { readVenueClock } from './rest/server-time.ts'
export type { RequestLimiter } from './rest/signed/request-limiter.ts'
export { COINBASE } from './venue.ts'
