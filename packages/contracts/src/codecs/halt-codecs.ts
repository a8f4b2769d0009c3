/** RiskService.Halt, OrderService.CancelAll and Resume: the direct path of the kill switch. */
import { accountId, type ClientOrderId, clientOrderId, instrumentId } from '@oasis/domain'
import { oasis } from '../generated/messages.js'
import type {
  CancelAllReply,
  CancelAllRequest,
  FlattenStep,
  HaltReply,
  HaltRequest,
  ResumeReply,
  ResumeRequest,
} from '../trading-rpc.ts'
import { Fields, freeText } from './fields.ts'
import { messageCodec } from './message-codec.ts'

const v1 = oasis.trading.v1
const atCancelAll = new Fields('oasis.trading.v1.CancelAllRequest')
const atCancelAllReply = new Fields('oasis.trading.v1.CancelAllResponse')
const atResume = new Fields('oasis.trading.v1.ResumeRequest')
const atResumeReply = new Fields('oasis.trading.v1.ResumeResponse')
const atHalt = new Fields('oasis.trading.v1.HaltRequest')
const atHaltReply = new Fields('oasis.trading.v1.HaltResponse')
const atStep = new Fields('oasis.trading.v1.FlattenStep')

type CancelledWire = Pick<
  oasis.trading.v1.HaltResponse.$Properties,
  'haltEpoch' | 'verified' | 'open' | 'unresolved' | 'message' | 'recorded'
>

const cancelledToWire = (reply: CancelAllReply): CancelledWire => ({
  haltEpoch: reply.haltEpoch,
  verified: reply.verified,
  open: [...reply.open],
  unresolved: [...reply.unresolved],
  message: reply.message,
  recorded: reply.recorded,
})

const cancelledFromWire = (at: Fields, wire: CancelledWire): CancelAllReply => ({
  haltEpoch: at.count(wire.haltEpoch),
  verified: wire.verified ?? false,
  open: ordersFromWire(at, 'open', wire.open),
  unresolved: ordersFromWire(at, 'unresolved', wire.unresolved),
  message: freeText(wire.message),
  recorded: wire.recorded ?? false,
})

const ordersFromWire = (
  at: Fields,
  field: string,
  ids: readonly string[] | null | undefined,
): ClientOrderId[] => (ids ?? []).map((id) => at.parsed(field, id, clientOrderId))

export const cancelAllRequestCodec = messageCodec({
  schema: atCancelAll.schema,
  message: v1.CancelAllRequest,
  toWire: (request: CancelAllRequest) => ({ ...request }),
  fromWire: (wire): CancelAllRequest => ({
    accountId: atCancelAll.parsed('accountId', wire.accountId, accountId),
    halt: wire.halt ?? false,
    reason: freeText(wire.reason),
    by: freeText(wire.by),
  }),
})

export const cancelAllReplyCodec = messageCodec({
  schema: atCancelAllReply.schema,
  message: v1.CancelAllResponse,
  toWire: cancelledToWire,
  fromWire: (wire): CancelAllReply => cancelledFromWire(atCancelAllReply, wire),
})

export const resumeRequestCodec = messageCodec({
  schema: atResume.schema,
  message: v1.ResumeRequest,
  toWire: (request: ResumeRequest) => ({ ...request }),
  fromWire: (wire): ResumeRequest => ({
    accountId: atResume.parsed('accountId', wire.accountId, accountId),
    haltEpoch: atResume.count(wire.haltEpoch),
    reason: freeText(wire.reason),
    by: freeText(wire.by),
  }),
})

export const resumeReplyCodec = messageCodec({
  schema: atResumeReply.schema,
  message: v1.ResumeResponse,
  toWire: (reply: ResumeReply) => ({ ...reply }),
  fromWire: (wire): ResumeReply => ({
    resumed: wire.resumed ?? false,
    haltEpoch: atResumeReply.count(wire.haltEpoch),
    message: freeText(wire.message),
  }),
})

export const haltRequestCodec = messageCodec({
  schema: atHalt.schema,
  message: v1.HaltRequest,
  toWire: (request: HaltRequest) => ({ ...request }),
  fromWire: (wire): HaltRequest => ({
    accountId: atHalt.parsed('accountId', wire.accountId, accountId),
    flatten: wire.flatten ?? false,
    acceptStalePrices: wire.acceptStalePrices ?? false,
    reason: freeText(wire.reason),
    by: freeText(wire.by),
  }),
})

const stepFromWire = (wire: oasis.trading.v1.FlattenStep.$Properties): FlattenStep => ({
  instrumentId: atStep.parsed('instrumentId', wire.instrumentId, instrumentId),
  outcome: freeText(wire.outcome),
  detail: freeText(wire.detail),
})

export const haltReplyCodec = messageCodec({
  schema: atHaltReply.schema,
  message: v1.HaltResponse,
  toWire: (reply: HaltReply) => ({
    ...cancelledToWire(reply),
    flattening: reply.flattening.map((step) => ({ ...step })),
  }),
  fromWire: (wire): HaltReply => ({
    ...cancelledFromWire(atHaltReply, wire),
    flattening: (wire.flattening ?? []).map(stepFromWire),
  }),
})
