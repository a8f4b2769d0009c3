import {
  currency,
  formatMoney,
  formatPrice,
  formatQuantity,
  type Instrument,
  instrumentId,
  parseMoney,
  parsePrice,
  parseQuantity,
  venueId,
} from '@oasis/domain'
import { oasis } from '../generated/messages.js'
import { tradingStatuses } from './enums.ts'
import { Fields } from './fields.ts'
import { messageCodec } from './message-codec.ts'

const at = new Fields('oasis.marketdata.v1.Instrument')

export const instrumentCodec = messageCodec({
  schema: at.schema,
  message: oasis.marketdata.v1.Instrument,
  toWire: (instrument: Instrument) => ({
    id: instrument.id,
    venue: instrument.venue,
    symbol: instrument.symbol,
    base: instrument.base,
    quote: instrument.quote,
    priceIncrement: formatPrice(instrument.priceIncrement),
    quantityIncrement: formatQuantity(instrument.quantityIncrement),
    minQuantity: formatQuantity(instrument.minQuantity),
    maxQuantity: formatQuantity(instrument.maxQuantity),
    minNotional: formatMoney(instrument.minNotional),
    maxNotional: formatMoney(instrument.maxNotional),
    status: tradingStatuses.toNumber[instrument.status],
    tsEvent: instrument.tsEvent,
  }),
  fromWire: (wire): Instrument => ({
    id: at.parsed('id', wire.id, instrumentId),
    venue: at.parsed('venue', wire.venue, venueId),
    symbol: at.text('symbol', wire.symbol),
    base: at.parsed('base', wire.base, currency),
    quote: at.parsed('quote', wire.quote, currency),
    priceIncrement: at.parsed('priceIncrement', wire.priceIncrement, parsePrice),
    quantityIncrement: at.parsed('quantityIncrement', wire.quantityIncrement, parseQuantity),
    minQuantity: at.parsed('minQuantity', wire.minQuantity, parseQuantity),
    maxQuantity: at.parsed('maxQuantity', wire.maxQuantity, parseQuantity),
    minNotional: at.parsed('minNotional', wire.minNotional, parseMoney),
    maxNotional: at.parsed('maxNotional', wire.maxNotional, parseMoney),
    status: at.oneOf('status', wire.status, tradingStatuses),
    tsEvent: at.time('tsEvent', wire.tsEvent),
  }),
})
