/**
 * An order's life from the tick that caused it to its last execution, and that of an intent that was denied: one list, by
 * time. Within one moment things stand in the order in which one leads to the next.
 */
import { formatRfc3339, type UnixNanos } from '@oasis/domain'
import type { HistoryHole, OrderHistory } from '@oasis/ports'
import { z } from 'zod'
import { timestamp } from '../http/schemas.ts'
import { ruleSchema, rulesJson, signalJson, signalSchema } from './decision-json.ts'
import { fillJson, fillSchema, orderJson, orderSchema, orderStateSchema } from './order-json.ts'

const stepSchema = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('CAUSE'),
      ts: timestamp.describe('When it reached us'),
      eventId: z.string(),
      venueTs: timestamp,
    }),
    z.object({ kind: z.literal('SIGNAL'), ts: timestamp, signal: signalSchema }),
    z.object({
      kind: z.literal('DECISION'),
      ts: timestamp,
      eventId: z.string(),
      result: z.enum(['APPROVED', 'DENIED']),
      rules: z
        .array(ruleSchema)
        .describe('Those that let it pass, with their numbers; or the one that denied'),
      riskEpoch: z.int(),
    }),
    z.object({
      kind: z.literal('ORDER'),
      ts: timestamp,
      accountSeq: z.int(),
      trigger: z.string().describe('What happened to it; CREATE: it was written down'),
      state: orderStateSchema,
      reason: z.string().nullable(),
      venueOrderId: z.string().nullable(),
    }),
    z.object({
      kind: z.literal('EXECUTION'),
      ts: timestamp,
      accountSeq: z.int(),
      state: orderStateSchema,
      fill: fillSchema,
    }),
  ])
  .meta({ id: 'TimelineStep' })

export const timelineSchema = z
  .object({
    id: z.string(),
    outcome: z
      .string()
      .describe(
        'The state of the order; DENIED where it never became one; SIGNALLED before anything is known',
      ),
    order: orderSchema.nullable(),
    fills: z.array(fillSchema),
    timeline: z.array(stepSchema).describe('Oldest first'),
    isComplete: z.boolean().describe('false where order events of the account are missing from the history'),
  })
  .meta({ id: 'OrderTimeline' })

type Step = z.output<typeof stepSchema>

/** What comes after what, in the same moment. */
const STAGES = ['CAUSE', 'SIGNAL', 'DECISION', 'ORDER', 'EXECUTION'] as const

export function timelineJson(
  id: string,
  history: OrderHistory,
  holes: readonly HistoryHole[],
): z.output<typeof timelineSchema> {
  const { order, decisions, events } = history
  const steps = [
    ...causeSteps(history),
    ...signalSteps(history),
    ...decisionSteps(history),
    ...eventSteps(history),
  ]
  const last = decisions.at(-1)?.verdict.result
  const fills = events.flatMap(({ body }) => (body.kind === 'EXECUTION' ? [fillJson(body.execution)] : []))
  return {
    id,
    outcome: order?.state ?? (last === 'DENIED' ? 'DENIED' : last === 'APPROVED' ? 'APPROVED' : 'SIGNALLED'),
    order: order === undefined ? null : orderJson(order),
    fills,
    timeline: steps.toSorted(byTime),
    // One event for each version; where one is missing, a hole is why.
    isComplete:
      order === undefined || events.length >= order.version || !holes.some(isOf(order.intent.accountId)),
  }
}

const isOf = (accountId: string) => (hole: HistoryHole) => hole.accountId === accountId

function byTime(a: Step, b: Step): number {
  // Nine digits always: text order is time order.
  if (a.ts !== b.ts) return a.ts < b.ts ? -1 : 1
  if ('accountSeq' in a && 'accountSeq' in b) return a.accountSeq - b.accountSeq
  return STAGES.indexOf(a.kind) - STAGES.indexOf(b.kind)
}

const at = (ts: UnixNanos): { readonly ts: string } => ({ ts: formatRfc3339(ts) })

function causeSteps({ signals, decisions, order }: OrderHistory): readonly Step[] {
  const cause = signals[0]?.cause ?? decisions[0]?.intent.cause ?? order?.intent.cause
  if (cause === undefined) return []
  return [
    { kind: 'CAUSE', ...at(cause.tsInit), eventId: cause.eventId, venueTs: formatRfc3339(cause.tsEvent) },
  ]
}

const signalSteps = ({ signals }: OrderHistory): readonly Step[] =>
  signals.map((signal) => ({ kind: 'SIGNAL', ...at(signal.ts), signal: signalJson(signal) }))

const decisionSteps = ({ decisions }: OrderHistory): readonly Step[] =>
  decisions.map((decision) => ({
    ...{ kind: 'DECISION', ...at(decision.ts), eventId: decision.eventId },
    ...{ result: decision.verdict.result, rules: rulesJson(decision), riskEpoch: decision.riskEpoch },
  }))

const eventSteps = ({ events }: OrderHistory): readonly Step[] =>
  events.flatMap(({ accountSeq, ts, body }): Step[] => {
    if (body.kind === 'EXECUTION') {
      const { order, execution } = body
      return [{ kind: 'EXECUTION', ...at(ts), accountSeq, state: order.state, fill: fillJson(execution) }]
    }
    if (body.kind !== 'ORDER') return []
    const { trigger, order } = body
    const [reason, venueOrderId] = [order.reason ?? null, order.venueOrderId ?? null]
    return [{ kind: 'ORDER', ...at(ts), accountSeq, trigger, state: order.state, reason, venueOrderId }]
  })
