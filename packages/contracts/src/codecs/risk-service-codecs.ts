/** Requests and replies of RiskService. */
import { accountId, clientOrderId } from '@oasis/domain'
import { oasis } from '../generated/messages.js'
import type {
  ApprovalRefusal,
  CancelOrderReply,
  CancelOrderRequest,
  GetRiskStateReply,
  GetRiskStateRequest,
  SubmitOrderReply,
  SubmitOrderRequest,
} from '../trading-rpc.ts'
import { approvalRefusals, orderStates } from './enums.ts'
import { Fields, freeText } from './fields.ts'
import { messageCodec } from './message-codec.ts'
import { intentFromWire, intentToWire } from './order-intent-codec.ts'
import { deniedFromWire, deniedToWire } from './risk-decision-codec.ts'

const v1 = oasis.trading.v1
const atSubmit = new Fields('oasis.trading.v1.SubmitOrderRequest')
const atReply = new Fields('oasis.trading.v1.SubmitOrderResponse')
const atPlaced = new Fields('oasis.trading.v1.Placed')
const atRefused = new Fields('oasis.trading.v1.Refused')
const atCancel = new Fields('oasis.trading.v1.RiskServiceCancelOrderRequest')
const atCancelReply = new Fields('oasis.trading.v1.RiskServiceCancelOrderResponse')
const atState = new Fields('oasis.trading.v1.GetRiskStateRequest')

export interface Refusal {
  readonly kind: 'REFUSED'
  readonly reason: ApprovalRefusal
  readonly message: string
}

export const refusalToWire = (refusal: Refusal): oasis.trading.v1.Refused.$Properties => ({
  reason: approvalRefusals.toNumber[refusal.reason],
  message: refusal.message,
})

export const refusalFromWire = (wire: oasis.trading.v1.Refused.$Properties): Refusal => ({
  kind: 'REFUSED',
  reason: atRefused.oneOf('reason', wire.reason, approvalRefusals),
  message: freeText(wire.message),
})

export const submitOrderRequestCodec = messageCodec({
  schema: atSubmit.schema,
  message: v1.SubmitOrderRequest,
  toWire: ({ intent, sentBefore = false }: SubmitOrderRequest) => ({
    intent: intentToWire(intent),
    sentBefore,
  }),
  fromWire: (wire): SubmitOrderRequest => ({
    intent: intentFromWire(atSubmit.message('intent', wire.intent)),
    ...(wire.sentBefore ? { sentBefore: true } : {}),
  }),
})

function submitReplyToWire(reply: SubmitOrderReply): oasis.trading.v1.SubmitOrderResponse.$Properties {
  switch (reply.kind) {
    case 'DENIED':
      return { denied: deniedToWire(reply.verdict) }
    case 'PLACED':
      return {
        placed: { clientOrderId: reply.clientOrderId, state: orderStates.toNumber[reply.state] },
      }
    case 'REFUSED':
      return { refused: refusalToWire(reply) }
  }
}

function submitReplyFromWire(wire: oasis.trading.v1.SubmitOrderResponse.$Properties): SubmitOrderReply {
  if (wire.denied) return { kind: 'DENIED', verdict: deniedFromWire(wire.denied) }
  if (wire.refused) return refusalFromWire(wire.refused)
  const placed = atReply.message('outcome', wire.placed)
  return {
    kind: 'PLACED',
    clientOrderId: atPlaced.parsed('clientOrderId', placed.clientOrderId, clientOrderId),
    state: atPlaced.oneOf('state', placed.state, orderStates),
  }
}

export const submitOrderReplyCodec = messageCodec({
  schema: atReply.schema,
  message: v1.SubmitOrderResponse,
  toWire: submitReplyToWire,
  fromWire: submitReplyFromWire,
})

export const riskCancelOrderRequestCodec = messageCodec({
  schema: atCancel.schema,
  message: v1.RiskServiceCancelOrderRequest,
  toWire: (request: CancelOrderRequest) => ({ ...request }),
  fromWire: (wire): CancelOrderRequest => ({
    clientOrderId: atCancel.parsed('clientOrderId', wire.clientOrderId, clientOrderId),
    reason: freeText(wire.reason),
  }),
})

export const riskCancelOrderReplyCodec = messageCodec({
  schema: atCancelReply.schema,
  message: v1.RiskServiceCancelOrderResponse,
  toWire: (reply: CancelOrderReply) => ({ ...reply, state: orderStates.toNumber[reply.state] }),
  fromWire: (wire): CancelOrderReply => ({
    accepted: wire.accepted ?? false,
    state: atCancelReply.oneOf('state', wire.state, orderStates),
    message: freeText(wire.message),
  }),
})

export const getRiskStateRequestCodec = messageCodec({
  schema: atState.schema,
  message: v1.GetRiskStateRequest,
  toWire: (request: GetRiskStateRequest) => ({ ...request }),
  fromWire: (wire): GetRiskStateRequest => ({
    accountId: atState.parsed('accountId', wire.accountId, accountId),
  }),
})

const atStateReply = new Fields('oasis.trading.v1.GetRiskStateResponse')

export const getRiskStateReplyCodec = messageCodec({
  schema: atStateReply.schema,
  message: v1.GetRiskStateResponse,
  toWire: (reply: GetRiskStateReply) => ({ ...reply }),
  fromWire: (wire): GetRiskStateReply => ({
    open: wire.open ?? false,
    reason: freeText(wire.reason),
    riskEpoch: atStateReply.count(wire.riskEpoch),
    accountSeq: atStateReply.count(wire.accountSeq),
  }),
})
