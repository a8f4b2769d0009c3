/** What an operator may ask of the running system, as it goes over the local socket. */
import { ORDER_RESOLUTIONS } from '@oasis/contracts'
import {
  BOT_STATUSES,
  type CommandAction,
  type CommandTarget,
  clientOrderId,
  STRATEGY_STATUSES,
  strategyId,
} from '@oasis/domain'
import { parsedText } from '@oasis/runtime'
import { z } from 'zod'
import { configSchema, type OtsConfig } from '../config/schema.ts'

const who = { by: z.string().min(1).max(200), reason: z.string().min(1).max(1_000) }

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
export const reconcileRequest = z.strictObject({ by: who.by, adopt: z.boolean() })

const limitScope = z.strictObject({ level: z.enum(['account', 'strategy', 'instrument']), id: z.string() })

const wish = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('SET_BOT_STATUS'), status: z.enum(BOT_STATUSES) }),
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

export const commandRequest = z.strictObject({ ...who, wish })
export type CommandWish = z.input<typeof wish>

export interface CommandParts {
  readonly target: CommandTarget
  readonly action: CommandAction
}

/** `haltEpoch`: the halt that a person who resumes has before their eyes. Throws a ZodError on limits that cannot be. */
export function commandParts(
  asked: z.output<typeof wish>,
  config: OtsConfig,
  haltEpoch: number | undefined,
): CommandParts {
  const [account] = config.accounts
  if (account === undefined) throw new Error('there is no account')
  const target = { kind: 'ACCOUNT', accountId: account.id } as const
  switch (asked.kind) {
    case 'SET_BOT_STATUS':
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
      return { target, action: limitsAction(asked.scope, asked.limits) }
    case 'CANCEL_ORDER':
      return { target, action: { kind: asked.kind, clientOrderId: asked.order } }
    case 'RESET_PAPER':
      return { target, action: { kind: asked.kind } }
  }
}

/** Read by the very schema that reads them from ots.yaml. */
function limitsAction({ level, id }: z.output<typeof limitScope>, limits: unknown): CommandAction {
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
