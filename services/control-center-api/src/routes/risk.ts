/** Setting limits. What is in force and used of them is a read model's to tell. */
import type { InstrumentId, LimitScope, StrategyId } from '@oasis/domain'
import { z } from 'zod'
import type { CommandDesk } from '../commands/command-desk.ts'
import { type LimitsBody, limitsBody, limitsOf } from '../commands/limits-body.ts'
import type { ControlCenterConfig } from '../config.ts'
import { idempotencyKeyOf } from '../http/idempotency-key.ts'
import { Problem } from '../http/problem.ts'
import { type ApiRoute, route } from '../http/route.ts'
import { shortText } from '../http/schemas.ts'
import type { ControlView } from '../views/control-view.ts'
import { commandAccepted } from './commands.ts'

export interface RiskRouteParts {
  readonly desk: CommandDesk
  readonly control: Pick<ControlView, 'strategy'>
  readonly config: Pick<ControlCenterConfig, 'accountId' | 'strategies' | 'instruments'>
}

const scopeBody = z.strictObject({
  level: z.enum(['account', 'strategy', 'instrument']),
  id: z.string().min(1).max(128),
})

export function riskRoutes({ desk, control, config }: RiskRouteParts): readonly ApiRoute[] {
  return [
    route({
      method: 'PUT',
      path: '/risk/limits',
      access: 'admin',
      tag: 'risk',
      summary: 'Set limits',
      description:
        'Of one level: those that are named are set, the others stay; none named gives the level back to ots.yaml. Raising one needs two admins where two-person approval is in force.',
      idempotent: true,
      body: z
        .strictObject({ scope: scopeBody, limits: limitsBody, reason: shortText(1_000) })
        .meta({ id: 'LimitsWish' }),
      answer: commandAccepted,
      handle: async ({ caller, body, raw }) => {
        const scope = scopeOf(body.scope, config, control)
        const action = { kind: 'SET_RISK_LIMITS', scope, limits: parsed(body.limits) } as const
        const wish = {
          target: { kind: 'ACCOUNT', accountId: config.accountId } as const,
          action,
          reason: body.reason,
        }
        return desk.request(caller, wish, {
          key: idempotencyKeyOf(raw),
          request: ['PUT', '/risk/limits', body],
        })
      },
    }),
  ]
}

function parsed(limits: LimitsBody) {
  try {
    return limitsOf(limits)
  } catch (error) {
    throw new Problem('OTS_HTTP_INVALID', error instanceof Error ? error.message : String(error))
  }
}

/** Limits of a misspelled name would bind nothing. */
function scopeOf(
  { level, id }: z.output<typeof scopeBody>,
  { accountId, strategies, instruments }: RiskRouteParts['config'],
  control: Pick<ControlView, 'strategy'>,
): LimitScope {
  const instances = strategies.flatMap((strategy) => control.strategy(strategy.id)?.instances ?? [])
  const known = {
    account: [accountId],
    strategy: [...new Set([...strategies.map((strategy) => strategy.id), ...instances])],
    instrument: [...new Set([...strategies.flatMap((strategy) => strategy.instruments), ...instruments])],
  }[level] as readonly string[]
  if (!known.includes(id)) {
    throw new Problem('OTS_HTTP_INVALID', `there is no ${level} "${id}"; there are: ${known.join(', ')}`)
  }
  switch (level) {
    case 'account':
      return { level, id: accountId }
    // What is known was parsed as what it is.
    case 'strategy':
      return { level, id: id as StrategyId }
    case 'instrument':
      return { level, id: id as InstrumentId }
  }
}
