/** Generators of market data, raw and normalized, and of dead letters. */
import {
  type FeedStatus,
  type Instrument,
  type Price,
  type Quantity,
  type Quote,
  quoteEventId,
  type Trade,
  tradeEventId,
} from '@oasis/domain'
import fc, { type Arbitrary } from 'fast-check'
import type { DeadLetter, RawQuote, RawTrade } from '../src/index.ts'
import {
  bookState,
  bytes,
  connection,
  counter,
  currencyCode,
  instrumentIds,
  money,
  origin,
  price,
  quantity,
  record,
  someText,
  text,
  time,
  venue,
} from './value-arbitraries.ts'

export const rawTrade = record<RawTrade>({
  instrumentId: instrumentIds,
  tradeId: someText,
  price: text,
  size: text,
  side: text,
  time: text,
  origin,
  connection,
  sequence: counter,
  tsInit: time,
})

const rawLevels = fc.array(record<{ price: string; size: string }>({ price: someText, size: someText }), {
  maxLength: 25,
})
export const rawQuote = record<RawQuote>({
  instrumentId: instrumentIds,
  state: bookState,
  bids: rawLevels,
  asks: rawLevels,
  connection,
  sequence: counter,
  tsEvent: time,
  tsInit: time,
})

export const trade: Arbitrary<Trade> = record<Omit<Trade, 'eventId'>>({
  instrumentId: instrumentIds,
  tradeId: someText,
  price,
  quantity,
  takerSide: fc.constantFrom<Trade['takerSide']>('BUY', 'SELL', 'UNKNOWN'),
  origin,
  connection,
  sequence: counter,
  tsEvent: time,
  tsInit: time,
}).map((rest) => ({ eventId: tradeEventId(rest.instrumentId, rest.tradeId), ...rest }))

const levels = fc.array(record<{ price: Price; quantity: Quantity }>({ price, quantity }), { maxLength: 25 })
export const quote: Arbitrary<Quote> = record<Omit<Quote, 'eventId'>>({
  instrumentId: instrumentIds,
  state: bookState,
  bids: levels,
  asks: levels,
  connection,
  sequence: counter,
  tsEvent: time,
  tsInit: time,
}).map((rest) => ({
  eventId: quoteEventId(rest.instrumentId, rest.connection, rest.sequence, rest.state),
  ...rest,
}))

export const feedStatus = record<FeedStatus>({
  venue,
  connection,
  state: fc.constantFrom<FeedStatus['state']>('CONNECTED', 'STALE', 'GAP', 'RESYNCED', 'DISCONNECTED'),
  instruments: fc.array(instrumentIds, { maxLength: 4 }),
  detail: text,
  tsInit: time,
})

export const instrument = record<Instrument>({
  id: instrumentIds,
  venue,
  symbol: someText,
  base: currencyCode,
  quote: currencyCode,
  priceIncrement: price,
  quantityIncrement: quantity,
  minQuantity: quantity,
  maxQuantity: quantity,
  minNotional: money,
  maxNotional: money,
  status: fc.constantFrom<Instrument['status']>(
    'TRADING',
    'CANCEL_ONLY',
    'LIMIT_ONLY',
    'POST_ONLY',
    'AUCTION',
    'HALTED',
    'DELISTED',
  ),
  tsEvent: time,
})

export const deadLetter = record<DeadLetter>({
  topic: someText,
  partition: fc.nat(),
  offset: counter,
  key: text,
  value: bytes,
  reason: someText,
  ts: time,
})
