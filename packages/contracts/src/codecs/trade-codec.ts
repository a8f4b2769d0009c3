import {
  connectionId,
  formatPrice,
  formatQuantity,
  instrumentId,
  parsePrice,
  parseQuantity,
  type Trade,
  tradeEventId,
} from '@oasis/domain'
import { oasis } from '../generated/messages.js'
import { takerSides, tradeOrigins } from './enums.ts'
import { Fields } from './fields.ts'
import { messageCodec } from './message-codec.ts'

const at = new Fields('oasis.marketdata.v1.Trade')

/** The event id is not sent: it follows from instrument and trade id. */
export const tradeCodec = messageCodec({
  schema: at.schema,
  message: oasis.marketdata.v1.Trade,
  toWire: (trade: Trade) => ({
    instrumentId: trade.instrumentId,
    tradeId: trade.tradeId,
    price: formatPrice(trade.price),
    quantity: formatQuantity(trade.quantity),
    takerSide: takerSides.toNumber[trade.takerSide],
    origin: tradeOrigins.toNumber[trade.origin],
    connection: trade.connection,
    sequence: trade.sequence,
    tsEvent: trade.tsEvent,
    tsInit: trade.tsInit,
  }),
  fromWire(wire): Trade {
    const instrument = at.parsed('instrumentId', wire.instrumentId, instrumentId)
    const tradeId = at.text('tradeId', wire.tradeId)
    return {
      eventId: tradeEventId(instrument, tradeId),
      instrumentId: instrument,
      tradeId,
      price: at.parsed('price', wire.price, parsePrice),
      quantity: at.parsed('quantity', wire.quantity, parseQuantity),
      takerSide: at.oneOf('takerSide', wire.takerSide, takerSides),
      origin: at.oneOf('origin', wire.origin, tradeOrigins),
      connection: at.parsed('connection', wire.connection, connectionId),
      sequence: at.count(wire.sequence),
      tsEvent: at.time('tsEvent', wire.tsEvent),
      tsInit: at.time('tsInit', wire.tsInit),
    }
  },
})
