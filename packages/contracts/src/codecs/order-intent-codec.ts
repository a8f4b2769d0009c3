import {
  accountId,
  type Cause,
  clientOrderId,
  eventId,
  instrumentId,
  intentId,
  type OrderIntent,
  strategyId,
} from '@oasis/domain'
import { oasis } from '../generated/messages.js'
import { sides, tradingModes } from './enums.ts'
import { Fields } from './fields.ts'
import { messageCodec } from './message-codec.ts'
import { termsFromWire, termsToWire } from './order-terms-wire.ts'

const at = new Fields('oasis.trading.v1.OrderIntent')
const atCause = new Fields('oasis.trading.v1.Cause')

export const causeToWire = (cause: Cause): oasis.trading.v1.Cause.$Properties => ({
  eventId: cause.eventId,
  tsEvent: cause.tsEvent,
  tsInit: cause.tsInit,
})

export const causeFromWire = (wire: oasis.trading.v1.Cause.$Properties): Cause => ({
  eventId: atCause.parsed('eventId', wire.eventId, eventId),
  tsEvent: atCause.time('tsEvent', wire.tsEvent),
  tsInit: atCause.time('tsInit', wire.tsInit),
})

export const intentToWire = (intent: OrderIntent): oasis.trading.v1.OrderIntent.$Properties => ({
  intentId: intent.intentId,
  accountId: intent.accountId,
  strategyId: intent.strategyId,
  mode: tradingModes.toNumber[intent.mode],
  instrumentId: intent.instrumentId,
  side: sides.toNumber[intent.side],
  ...termsToWire(intent.terms),
  reduceOnly: intent.reduceOnly,
  replaces: intent.replaces ?? null,
  cause: causeToWire(intent.cause),
})

export function intentFromWire(wire: oasis.trading.v1.OrderIntent.$Properties): OrderIntent {
  const replaces = at.optional('replaces', wire.replaces, clientOrderId)
  return {
    intentId: at.parsed('intentId', wire.intentId, intentId),
    accountId: at.parsed('accountId', wire.accountId, accountId),
    strategyId: at.parsed('strategyId', wire.strategyId, strategyId),
    mode: at.oneOf('mode', wire.mode, tradingModes),
    instrumentId: at.parsed('instrumentId', wire.instrumentId, instrumentId),
    side: at.oneOf('side', wire.side, sides),
    terms: termsFromWire(wire),
    reduceOnly: wire.reduceOnly ?? false,
    ...(replaces === undefined ? {} : { replaces }),
    cause: causeFromWire(at.message('cause', wire.cause)),
  }
}

/** Encoding is deterministic: the same intent always gives the same bytes, which approvals rely on. */
export const orderIntentCodec = messageCodec({
  schema: at.schema,
  message: oasis.trading.v1.OrderIntent,
  toWire: intentToWire,
  fromWire: intentFromWire,
})
