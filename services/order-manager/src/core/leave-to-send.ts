/**
 * May an order that was approved and written down still be sent? Asked right before it is, since a commit, or another
 * order's end, took its time: the approval's own terms hold until then, for a replacement as for any other order.
 */
import type { Approval, OrderIntent, UnixNanos } from '@oasis/domain'
import { type HaltState, refuseByHalt } from './halt-rules.ts'

/** What the approval was given for. */
export type LeaveToSend = Pick<Approval, 'haltEpoch' | 'riskEpoch' | 'expiresAt'>

export interface SendingRules {
  readonly halt: HaltState
  readonly riskEpoch: number
}

/** Why not; undefined when it may. */
export function overtaken(
  intent: OrderIntent,
  leave: LeaveToSend,
  { halt, riskEpoch }: SendingRules,
  now: UnixNanos,
): string | undefined {
  if (halt.haltEpoch !== leave.haltEpoch) return `halted meanwhile, in epoch ${halt.haltEpoch}`
  const refused = refuseByHalt(intent, halt)
  if (refused !== undefined) return refused.message
  if (riskEpoch !== leave.riskEpoch) return `risk epoch ${riskEpoch} has begun`
  return now >= leave.expiresAt ? 'its approval expired before it was sent' : undefined
}
