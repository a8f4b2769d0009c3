import { eventId, type LimitScope, type RiskDecision, type RiskVerdict, type RuleCheck } from '@oasis/domain'
import { oasis } from '../generated/messages.js'
import { denialCodes } from './enums.ts'
import { Fields, freeTexts } from './fields.ts'
import { messageCodec } from './message-codec.ts'
import { intentFromWire, intentToWire } from './order-intent-codec.ts'

export type DeniedVerdict = RiskVerdict & { readonly result: 'DENIED' }

const at = new Fields('oasis.trading.v1.RiskDecision')
const atVerdict = new Fields('oasis.trading.v1.RiskVerdict')
const atCheck = new Fields('oasis.trading.v1.RuleCheck')
const atDenied = new Fields('oasis.trading.v1.Denied')

export const deniedToWire = (verdict: DeniedVerdict): oasis.trading.v1.Denied.$Properties => ({
  code: denialCodes.toNumber[verdict.code],
  context: freeTexts(verdict.context),
})

export const deniedFromWire = (wire: oasis.trading.v1.Denied.$Properties): DeniedVerdict => ({
  result: 'DENIED',
  code: atDenied.oneOf('code', wire.code, denialCodes),
  context: freeTexts(wire.context),
})

const verdictToWire = (verdict: RiskVerdict): oasis.trading.v1.RiskVerdict.$Properties =>
  verdict.result === 'APPROVED' ? { approved: {} } : { denied: deniedToWire(verdict) }

function verdictFromWire(wire: oasis.trading.v1.RiskVerdict.$Properties): RiskVerdict {
  if (wire.approved) return { result: 'APPROVED' }
  if (wire.denied) return deniedFromWire(wire.denied)
  return atVerdict.refuse('result', 'is missing')
}

const checkToWire = ({ rule, ...numbers }: RuleCheck): oasis.trading.v1.RuleCheck.$Properties => ({
  ...numbers,
  rule: denialCodes.toNumber[rule],
})

const levelOf = (text: string): LimitScope['level'] =>
  text === 'account' || text === 'strategy' || text === 'instrument'
    ? text
    : atCheck.refuse('level', `"${text}" is none`)

function checkFromWire(wire: oasis.trading.v1.RuleCheck.$Properties): RuleCheck {
  const level = atCheck.optional('level', wire.level, levelOf)
  return {
    rule: atCheck.oneOf('rule', wire.rule, denialCodes),
    ...(level === undefined ? {} : { level }),
    value: atCheck.text('value', wire.value),
    limit: atCheck.text('limit', wire.limit),
    unit: atCheck.text('unit', wire.unit),
  }
}

export const riskDecisionCodec = messageCodec({
  schema: at.schema,
  message: oasis.trading.v1.RiskDecision,
  toWire: (decision: RiskDecision) => ({
    eventId: decision.eventId,
    intent: intentToWire(decision.intent),
    verdict: verdictToWire(decision.verdict),
    checks: decision.checks.map(checkToWire),
    riskEpoch: decision.riskEpoch,
    ts: decision.ts,
  }),
  fromWire: (wire): RiskDecision => ({
    eventId: at.parsed('eventId', wire.eventId, eventId),
    intent: intentFromWire(at.message('intent', wire.intent)),
    verdict: verdictFromWire(at.message('verdict', wire.verdict)),
    checks: (wire.checks ?? []).map(checkFromWire),
    riskEpoch: at.count(wire.riskEpoch),
    ts: at.time('ts', wire.ts),
  }),
})
