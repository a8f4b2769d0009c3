import { accountId, eventId, instrumentId, intentId, type Signal, strategyId } from '@oasis/domain'
import { oasis } from '../generated/messages.js'
import { sides } from './enums.ts'
import { Fields, freeTexts } from './fields.ts'
import { messageCodec } from './message-codec.ts'
import { causeFromWire, causeToWire } from './order-intent-codec.ts'

const at = new Fields('oasis.trading.v1.Signal')

export const signalCodec = messageCodec({
  schema: at.schema,
  message: oasis.trading.v1.Signal,
  toWire: (signal: Signal) => ({
    eventId: signal.eventId,
    accountId: signal.accountId,
    strategyId: signal.strategyId,
    instrumentId: signal.instrumentId,
    side: sides.toNumber[signal.side],
    intentId: signal.intentId,
    cause: causeToWire(signal.cause),
    values: freeTexts(signal.values),
    ts: signal.ts,
  }),
  fromWire: (wire): Signal => ({
    eventId: at.parsed('eventId', wire.eventId, eventId),
    accountId: at.parsed('accountId', wire.accountId, accountId),
    strategyId: at.parsed('strategyId', wire.strategyId, strategyId),
    instrumentId: at.parsed('instrumentId', wire.instrumentId, instrumentId),
    side: at.oneOf('side', wire.side, sides),
    intentId: at.parsed('intentId', wire.intentId, intentId),
    cause: causeFromWire(at.message('cause', wire.cause)),
    values: freeTexts(wire.values),
    ts: at.time('ts', wire.ts),
  }),
})
