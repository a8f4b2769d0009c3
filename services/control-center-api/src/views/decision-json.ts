/** Signals and decisions as the API shows them: what a strategy saw, and what risk said to it. */
import {
  clientOrderIdOf,
  DENIAL_CODES,
  DENIAL_GUIDE,
  type DenialCode,
  formatRfc3339,
  type OrderIntent,
  type RiskDecision,
  type Signal,
} from '@oasis/domain'
import { z } from 'zod'
import { decimal, timestamp } from '../http/schemas.ts'
import { modeSchema, sideSchema, termsJson } from './order-json.ts'

export const denialCodeSchema = z.enum(DENIAL_CODES)
const values = z.record(z.string(), z.string())

export const signalSchema = z
  .object({
    id: z.string(),
    orderId: z.string().describe('Of the order that it became, or would have become: its timeline'),
    intentId: z.string(),
    accountId: z.string(),
    strategyId: z.string(),
    instrumentId: z.string(),
    side: sideSchema,
    values: values.describe('What led to it, by name'),
    causeEventId: z.string().describe('The event that caused it'),
    causeTs: timestamp.describe("The cause's time at the venue"),
    causeReceivedAt: timestamp,
    ts: timestamp,
  })
  .meta({ id: 'Signal' })

export const ruleSchema = z
  .object({
    code: denialCodeSchema,
    passed: z.boolean(),
    level: z
      .enum(['account', 'strategy', 'instrument'])
      .nullable()
      .describe("Whose limit it is; null where it is the venue's, or the strictest of all"),
    value: z.string().nullable().describe('What was compared, of a rule that was passed'),
    limit: z.string().nullable().describe('With that: a minimum for the rules that are named so'),
    unit: z.string().nullable().describe('A currency, `ms`, `orders`, or `share` (0.02 for 2 %)'),
    values: values.describe('The numbers behind a denial, by name'),
    meaning: z.string().describe('When the rule denies: completes "the order was denied because …"'),
    remedy: z.string(),
  })
  .meta({ id: 'RiskRule' })

export const denialSchema = z
  .object({
    id: z.string(),
    orderId: z.string().describe('Of the order that it would have become: its timeline'),
    intentId: z.string(),
    accountId: z.string(),
    mode: modeSchema,
    strategyId: z.string(),
    instrumentId: z.string(),
    side: sideSchema,
    type: z.string(),
    quantity: decimal.nullable(),
    quoteAmount: decimal.nullable(),
    limitPrice: decimal.nullable(),
    code: denialCodeSchema,
    values,
    meaning: z.string().describe('Completes "the order was denied because …"'),
    remedy: z.string(),
    ts: timestamp,
  })
  .meta({ id: 'Denial' })

export function signalJson(signal: Signal): z.output<typeof signalSchema> {
  const { eventId, intentId, accountId, strategyId, instrumentId, side, cause } = signal
  return {
    ...{
      id: eventId,
      orderId: clientOrderIdOf(intentId),
      intentId,
      accountId,
      strategyId,
      instrumentId,
      side,
    },
    values: { ...signal.values },
    causeEventId: cause.eventId,
    causeTs: formatRfc3339(cause.tsEvent),
    causeReceivedAt: formatRfc3339(cause.tsInit),
    ts: formatRfc3339(signal.ts),
  }
}

/** The rules that let it pass, with what they compared; or the one that denied. */
export function rulesJson({ verdict, checks }: RiskDecision): z.output<typeof ruleSchema>[] {
  if (verdict.result === 'APPROVED') {
    return checks.map(({ rule, level = null, value, limit, unit }) => ({
      ...{ code: rule, passed: true, level, value, limit, unit, values: {} },
      ...guideTo(rule),
    }))
  }
  const { code, context } = verdict
  const numbers = { level: null, value: null, limit: null, unit: null, values: { ...context } }
  return [{ code, passed: false, ...numbers, ...guideTo(code) }]
}

function guideTo(code: DenialCode) {
  const { meaning, remedy } = DENIAL_GUIDE[code]
  return { meaning, remedy }
}

/** Undefined for one that approved. */
export function denialJson(decision: RiskDecision): z.output<typeof denialSchema> | undefined {
  const [rule] = rulesJson(decision)
  if (rule === undefined || rule.passed) return undefined
  const { code, values: numbers, meaning, remedy } = rule
  return {
    id: decision.eventId,
    ...intentJson(decision.intent),
    ...{ code, values: numbers, meaning, remedy },
    ts: formatRfc3339(decision.ts),
  }
}

function intentJson({ intentId, accountId, mode, strategyId, instrumentId, side, terms }: OrderIntent) {
  const { type, quantity, quoteAmount, limitPrice } = termsJson(terms)
  return {
    ...{ orderId: clientOrderIdOf(intentId), intentId, accountId, mode, strategyId, instrumentId, side },
    ...{ type, quantity, quoteAmount, limitPrice },
  }
}
