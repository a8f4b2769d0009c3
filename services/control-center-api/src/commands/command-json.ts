/** A command as the API shows it. */
import { type CommandAction, commandTargetKey, formatRfc3339 } from '@oasis/domain'
import { COMMAND_STATES, type CommandRecord } from '@oasis/ports'
import { z } from 'zod'
import { timestamp } from '../http/schemas.ts'
import { limitsJson } from './limits-body.ts'

export const commandJsonSchema = z
  .object({
    id: z.string(),
    kind: z.string(),
    target: z.string().describe('`account/<id>` or `strategy/<id>`'),
    details: z.record(z.string(), z.unknown()).describe('What is asked for'),
    state: z.enum(COMMAND_STATES).describe('TIMED_OUT: not known to be done; it may be applied yet'),
    reason: z.string(),
    issuedBy: z.string(),
    confirmedBy: z.string().nullable(),
    outcome: z.string().nullable().describe('What its owner said'),
    result: z.unknown().describe('More of what its owner said, else null'),
    createdAt: timestamp,
    updatedAt: timestamp,
    dueAt: timestamp.describe('When a proposal expires, or an answer counts as missing'),
  })
  .meta({ id: 'Command' })

export type CommandJson = z.output<typeof commandJsonSchema>

export function commandJson(record: CommandRecord): CommandJson {
  const { command, state, confirmedBy, outcome, result, createdAt, updatedAt, dueAt } = record
  return {
    id: command.commandId,
    kind: command.action.kind,
    target: commandTargetKey(command.target),
    details: detailsOf(command.action),
    state,
    reason: command.reason,
    issuedBy: command.issuedBy,
    confirmedBy: confirmedBy ?? null,
    outcome: outcome ?? null,
    result: result === undefined ? null : JSON.parse(result),
    createdAt: formatRfc3339(createdAt),
    updatedAt: formatRfc3339(updatedAt),
    dueAt: formatRfc3339(dueAt),
  }
}

export function detailsOf(action: CommandAction): Record<string, unknown> {
  switch (action.kind) {
    case 'SET_BOT_STATUS': {
      const { status, flatten, acceptStalePrices, haltEpoch } = action
      return {
        status,
        ...(status === 'HALTED' ? { flatten, acceptStalePrices } : {}),
        ...(haltEpoch === undefined ? {} : { haltEpoch }),
      }
    }
    case 'SET_STRATEGY_CONFIG':
      return { params: JSON.parse(action.params) }
    case 'SET_STRATEGY_STATUS':
      return { status: action.status }
    case 'SET_RISK_LIMITS':
      return { scope: { ...action.scope }, limits: limitsJson(action.limits) }
    case 'CANCEL_ORDER':
      return { orderId: action.clientOrderId }
    case 'RESET_PAPER':
      return {}
  }
}
