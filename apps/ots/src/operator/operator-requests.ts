/** What an operator may ask of the running system, as it goes over the local socket. */
import { ORDER_RESOLUTIONS } from '@oasis/contracts'
import {
  BOT_STATUSES,
  type CommandAction,
  type CommandTarget,
  clientOrderId,
  isStorable,
  STRATEGY_STATUSES,
  strategyId,
} from '@oasis/domain'
import { OtsError, parsedText } from '@oasis/runtime'
import { z } from 'zod'
import { limitScopeFault } from '../config/limit-scopes.ts'
import { accountOf, configSchema, type OtsConfig } from '../config/schema.ts'

/** Told to everybody and kept: not silently as something else than was said. */
const words = (max: number) =>
  z.string().min(1).max(max).refine(isStorable, 'it holds a NUL or half a character, which cannot be kept')

const who = { by: words(200), reason: words(1_000) }

export const haltRequest = z.strictObject({
  ...who,
  flatten: z.boolean(),
  acceptStalePrices: z.boolean(),
})
export const resolveRequest = z.strictObject({
  ...who,
  clientOrderId: parsedText(clientOrderId),
  resolution: z.enum(ORDER_RESOLUTIONS),
})
export const reconcileRequest = z.strictObject({
  by: who.by,
  adopt: z.boolean(),
  auditReason: who.reason.optional(),
})

const limitScope = z.strictObject({ level: z.enum(['account', 'strategy', 'instrument']), id: z.string() })

const wish = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('SET_BOT_STATUS'),
    // A halt goes its own, direct way.
    status: z.enum(BOT_STATUSES).exclude(['HALTED']),
    haltEpoch: z.int().nonnegative().optional(),
  }),
  z.strictObject({
    kind: z.literal('SET_STRATEGY_CONFIG'),
    strategy: parsedText(strategyId),
    params: z.record(z.string(), z.unknown()),
  }),
  z.strictObject({
    kind: z.literal('SET_STRATEGY_STATUS'),
    strategy: parsedText(strategyId),
    status: z.enum(STRATEGY_STATUSES),
  }),
  z.strictObject({ kind: z.literal('SET_RISK_LIMITS'), scope: limitScope, limits: z.unknown() }),
  z.strictObject({ kind: z.literal('CANCEL_ORDER'), order: parsedText(clientOrderId) }),
  z.strictObject({ kind: z.literal('RESET_PAPER') }),
])

export const commandRequest = z.strictObject({
  ...who,
  wish,
  /** Of a command that may have been given before: the same one again is done once. A new one without it. */
  commandId: z.uuid().optional(),
})
export type CommandWish = z.input<typeof wish>

export interface CommandParts {
  readonly target: CommandTarget
  readonly action: CommandAction
}

/** A halt is ended by who names it, and by nobody else. Throws a ZodError, or `OTS_USAGE`, on limits that cannot be. */
export function commandParts(asked: z.output<typeof wish>, config: OtsConfig): CommandParts {
  const target = { kind: 'ACCOUNT', accountId: accountOf(config).id } as const
  switch (asked.kind) {
    case 'SET_BOT_STATUS': {
      // Only who resumes ends a halt; a pause does not.
      const haltEpoch = asked.status === 'RUNNING' ? asked.haltEpoch : undefined
      return {
        target,
        action: {
          kind: asked.kind,
          status: asked.status,
          flatten: false,
          acceptStalePrices: false,
          ...(haltEpoch === undefined ? {} : { haltEpoch }),
        },
      }
    }
    case 'SET_STRATEGY_CONFIG': {
      const params = JSON.stringify(asked.params)
      return {
        target: { kind: 'STRATEGY', strategyId: asked.strategy },
        action: { kind: asked.kind, params },
      }
    }
    case 'SET_STRATEGY_STATUS':
      return {
        target: { kind: 'STRATEGY', strategyId: asked.strategy },
        action: { kind: asked.kind, status: asked.status },
      }
    case 'SET_RISK_LIMITS':
      return { target, action: limitsAction(asked.scope, asked.limits, config) }
    case 'CANCEL_ORDER':
      return { target, action: { kind: asked.kind, clientOrderId: asked.order } }
    case 'RESET_PAPER':
      return { target, action: { kind: asked.kind } }
  }
}

/** Read by the very schema that reads them from ots.yaml. */
function limitsAction(
  { level, id }: z.output<typeof limitScope>,
  limits: unknown,
  config: OtsConfig,
): CommandAction {
  const fault = limitScopeFault(config, level, id)
  if (fault !== undefined) throw new OtsError('OTS_USAGE', fault)
  const parsed = configSchema.shape.limits.parse({ [level]: { [id]: limits } })
  const kind = 'SET_RISK_LIMITS'
  for (const [accountId, values] of parsed.account) {
    return { kind, scope: { level: 'account', id: accountId }, limits: values }
  }
  for (const [strategy, values] of parsed.strategy) {
    return { kind, scope: { level: 'strategy', id: strategy }, limits: values }
  }
  for (const [instrument, values] of parsed.instrument) {
    return { kind, scope: { level: 'instrument', id: instrument }, limits: values }
  }
  throw new Error('the limits are of nothing')
}
