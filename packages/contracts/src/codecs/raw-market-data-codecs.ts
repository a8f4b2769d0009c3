import { connectionId, instrumentId } from '@oasis/domain'
import { oasis } from '../generated/messages.js'
import type { RawLevel, RawQuote, RawTrade } from '../raw-market-data.ts'
import { bookStates, tradeOrigins } from './enums.ts'
import { Fields } from './fields.ts'
import { messageCodec } from './message-codec.ts'

const { RawTrade: rawTradeMessage, RawQuote: rawQuoteMessage } = oasis.marketdata.v1
const atTrade = new Fields('oasis.marketdata.v1.RawTrade')
const atQuote = new Fields('oasis.marketdata.v1.RawQuote')
const atLevel = new Fields('oasis.marketdata.v1.RawLevel')

/** Price, size, side and time are the venue's own words and may be anything; the normalizer judges them. */
export const rawTradeCodec = messageCodec({
  schema: atTrade.schema,
  message: rawTradeMessage,
  toWire: (trade: RawTrade) => ({
    instrumentId: trade.instrumentId,
    tradeId: trade.tradeId,
    price: trade.price,
    size: trade.size,
    side: trade.side,
    time: trade.time,
    origin: tradeOrigins.toNumber[trade.origin],
    connection: trade.connection,
    sequence: trade.sequence,
    tsInit: trade.tsInit,
  }),
  fromWire: (wire): RawTrade => ({
    instrumentId: atTrade.parsed('instrumentId', wire.instrumentId, instrumentId),
    tradeId: atTrade.text('tradeId', wire.tradeId),
    price: wire.price ?? '',
    size: wire.size ?? '',
    side: wire.side ?? '',
    time: wire.time ?? '',
    origin: atTrade.oneOf('origin', wire.origin, tradeOrigins),
    connection: atTrade.parsed('connection', wire.connection, connectionId),
    sequence: atTrade.count(wire.sequence),
    tsInit: atTrade.time('tsInit', wire.tsInit),
  }),
})

const levelFromWire = (wire: oasis.marketdata.v1.RawLevel.$Shape): RawLevel => ({
  price: atLevel.text('price', wire.price),
  size: atLevel.text('size', wire.size),
})

export const rawQuoteCodec = messageCodec({
  schema: atQuote.schema,
  message: rawQuoteMessage,
  toWire: (quote: RawQuote) => ({
    instrumentId: quote.instrumentId,
    state: bookStates.toNumber[quote.state],
    bids: [...quote.bids],
    asks: [...quote.asks],
    connection: quote.connection,
    sequence: quote.sequence,
    tsEvent: quote.tsEvent,
    tsInit: quote.tsInit,
  }),
  fromWire: (wire): RawQuote => ({
    instrumentId: atQuote.parsed('instrumentId', wire.instrumentId, instrumentId),
    state: atQuote.oneOf('state', wire.state, bookStates),
    bids: (wire.bids ?? []).map(levelFromWire),
    asks: (wire.asks ?? []).map(levelFromWire),
    connection: atQuote.parsed('connection', wire.connection, connectionId),
    sequence: atQuote.count(wire.sequence),
    tsEvent: atQuote.time('tsEvent', wire.tsEvent),
    tsInit: atQuote.time('tsInit', wire.tsInit),
  }),
})
