import { connectionId, type FeedStatus, instrumentId, venueId } from '@oasis/domain'
import { oasis } from '../generated/messages.js'
import { feedStates } from './enums.ts'
import { Fields, freeText } from './fields.ts'
import { messageCodec } from './message-codec.ts'

const at = new Fields('oasis.marketdata.v1.FeedStatus')

export const feedStatusCodec = messageCodec({
  schema: at.schema,
  message: oasis.marketdata.v1.FeedStatus,
  toWire: (status: FeedStatus) => ({
    venue: status.venue,
    connection: status.connection,
    state: feedStates.toNumber[status.state],
    instrumentIds: [...status.instruments],
    detail: freeText(status.detail),
    tsInit: status.tsInit,
  }),
  fromWire: (wire): FeedStatus => ({
    venue: at.parsed('venue', wire.venue, venueId),
    connection: at.parsed('connection', wire.connection, connectionId),
    state: at.oneOf('state', wire.state, feedStates),
    instruments: (wire.instrumentIds ?? []).map((id) => at.parsed('instrumentIds', id, instrumentId)),
    detail: freeText(wire.detail),
    tsInit: at.time('tsInit', wire.tsInit),
  }),
})
