import {
  connectionId,
  formatPrice,
  formatQuantity,
  instrumentId,
  type PriceLevel,
  parsePrice,
  parseQuantity,
  type Quote,
  quoteEventId,
} from '@oasis/domain'
import { oasis } from '../generated/messages.js'
import { bookStates } from './enums.ts'
import { Fields } from './fields.ts'
import { messageCodec } from './message-codec.ts'

const at = new Fields('oasis.marketdata.v1.Quote')
const atLevel = new Fields('oasis.marketdata.v1.PriceLevel')

const levelToWire = (level: PriceLevel) => ({
  price: formatPrice(level.price),
  quantity: formatQuantity(level.quantity),
})

const levelFromWire = (wire: oasis.marketdata.v1.PriceLevel.$Shape): PriceLevel => ({
  price: atLevel.parsed('price', wire.price, parsePrice),
  quantity: atLevel.parsed('quantity', wire.quantity, parseQuantity),
})

/** The event id is not sent: it follows from instrument, connection, sequence and state. */
export const quoteCodec = messageCodec({
  schema: at.schema,
  message: oasis.marketdata.v1.Quote,
  toWire: (quote: Quote) => ({
    instrumentId: quote.instrumentId,
    state: bookStates.toNumber[quote.state],
    bids: quote.bids.map(levelToWire),
    asks: quote.asks.map(levelToWire),
    connection: quote.connection,
    sequence: quote.sequence,
    tsEvent: quote.tsEvent,
    tsInit: quote.tsInit,
  }),
  fromWire(wire): Quote {
    const instrument = at.parsed('instrumentId', wire.instrumentId, instrumentId)
    const connection = at.parsed('connection', wire.connection, connectionId)
    const sequence = at.count(wire.sequence)
    const state = at.oneOf('state', wire.state, bookStates)
    return {
      eventId: quoteEventId(instrument, connection, sequence, state),
      instrumentId: instrument,
      state,
      bids: (wire.bids ?? []).map(levelFromWire),
      asks: (wire.asks ?? []).map(levelFromWire),
      connection,
      sequence,
      tsEvent: at.time('tsEvent', wire.tsEvent),
      tsInit: at.time('tsInit', wire.tsInit),
    }
  },
})
