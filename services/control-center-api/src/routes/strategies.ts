/** Strategies: what they are, what they are set to, and setting it. */
import { formatRfc3339, STRATEGY_STATUSES, type StrategyControlState } from '@oasis/domain'
import { z } from 'zod'
import type { CommandDesk } from '../commands/command-desk.ts'
import type { ControlCenterConfig } from '../config.ts'
import { idempotencyKeyOf } from '../http/idempotency-key.ts'
import { Problem } from '../http/problem.ts'
import { type ApiRoute, route } from '../http/route.ts'
import { shortText, timestamp } from '../http/schemas.ts'
import type { ControlView } from '../views/control-view.ts'
import { commandAccepted } from './commands.ts'

export interface StrategyRouteParts {
  readonly desk: CommandDesk
  readonly control: Pick<ControlView, 'strategy'>
  readonly config: Pick<ControlCenterConfig, 'strategies'>
}

const strategyJson = z
  .object({
    id: z.string(),
    type: z.string(),
    instruments: z.array(z.string()),
    instances: z.array(z.string()).describe('What its orders are named after, one for each instrument'),
    status: z.enum(STRATEGY_STATUSES).nullable().describe('null until the strategy framework has told of it'),
    reason: z.string().nullable(),
    changedBy: z.string().nullable(),
    params: z.unknown().describe('In force; null until they are known'),
    paramsSet: z.boolean().nullable().describe('By a command, and so no longer those of ots.yaml'),
    paramsSchema: z.unknown().describe('JSON Schema of its parameters; null where it is not known'),
    generation: z.int().nullable(),
    updatedAt: timestamp.nullable(),
  })
  .meta({ id: 'Strategy' })

const TAG = 'strategies'
const params = z.strictObject({ id: z.string().min(1).max(64) })
const MAX_PARAMS = 100

type Configured = ControlCenterConfig['strategies'][number]

export function strategyRoutes(parts: StrategyRouteParts): readonly ApiRoute[] {
  return [...lookingRoutes(parts), ...settingRoutes(parts)]
}

const find = ({ strategies }: Pick<ControlCenterConfig, 'strategies'>, id: string): Configured => {
  const strategy = strategies.find((each) => each.id === id)
  if (strategy === undefined) throw new Problem('OTS_HTTP_NOT_FOUND', `there is no strategy "${id}"`)
  return strategy
}

function lookingRoutes({ control, config }: StrategyRouteParts): readonly ApiRoute[] {
  return [
    route({
      method: 'GET',
      path: '/strategies',
      access: 'viewer',
      tag: TAG,
      summary: 'All strategies',
      answer: {
        status: 200,
        description: 'As configured',
        schema: z.object({ items: z.array(strategyJson) }),
      },
      handle: async () => ({
        items: config.strategies.map((strategy) => toJson(strategy, control.strategy(strategy.id))),
      }),
    }),
    route({
      method: 'GET',
      path: '/strategies/:id',
      access: 'viewer',
      tag: TAG,
      summary: 'One strategy',
      params,
      answer: { status: 200, description: 'What it is set to', schema: strategyJson },
      problems: ['OTS_HTTP_NOT_FOUND'],
      handle: async ({ params: { id } }) => {
        const strategy = find(config, id)
        return toJson(strategy, control.strategy(strategy.id))
      },
    }),
  ]
}

function settingRoutes({ desk, config }: StrategyRouteParts): readonly ApiRoute[] {
  const shared = {
    method: 'PUT',
    access: 'operator',
    tag: TAG,
    params,
    idempotent: true,
    answer: commandAccepted,
  } as const
  const reason = shortText(1_000)
  return [
    route({
      ...shared,
      path: '/strategies/:id/config',
      summary: "Replace a strategy's parameters",
      description: 'All of them. They are checked by the strategy itself; it starts a new generation.',
      body: z
        .strictObject({
          params: z
            .record(z.string().min(1).max(100), z.unknown())
            .refine((given) => Object.keys(given).length <= MAX_PARAMS, `at most ${MAX_PARAMS} parameters`),
          reason,
        })
        .meta({ id: 'StrategyConfigWish' }),
      problems: ['OTS_HTTP_NOT_FOUND'],
      handle: async ({ caller, params: { id }, body, raw }) => {
        const { id: strategyId } = find(config, id)
        const action = { kind: 'SET_STRATEGY_CONFIG', params: JSON.stringify(body.params) } as const
        const wish = { target: { kind: 'STRATEGY', strategyId } as const, action, reason: body.reason }
        return desk.request(caller, wish, {
          key: idempotencyKeyOf(raw),
          request: ['PUT', `/strategies/${id}/config`, body],
        })
      },
    }),
    route({
      ...shared,
      path: '/strategies/:id/status',
      summary: 'Start or stop a strategy',
      description:
        'Stopping cancels its orders but those that only reduce, and leaves positions as they are.',
      body: z.strictObject({ status: z.enum(STRATEGY_STATUSES), reason }).meta({ id: 'StrategyStatusWish' }),
      problems: ['OTS_HTTP_NOT_FOUND'],
      handle: async ({ caller, params: { id }, body, raw }) => {
        const { id: strategyId } = find(config, id)
        const action = { kind: 'SET_STRATEGY_STATUS', status: body.status } as const
        const wish = { target: { kind: 'STRATEGY', strategyId } as const, action, reason: body.reason }
        return desk.request(caller, wish, {
          key: idempotencyKeyOf(raw),
          request: ['PUT', `/strategies/${id}/status`, body],
        })
      },
    }),
  ]
}

function toJson(
  { id, type, instruments, paramsSchema }: Configured,
  state: StrategyControlState | undefined,
) {
  return {
    id,
    type: state?.type ?? type,
    instruments: [...instruments],
    instances: [...(state?.instances ?? [])],
    status: state?.status ?? null,
    reason: state?.reason ?? null,
    changedBy: state?.changedBy ?? null,
    params: state === undefined ? null : JSON.parse(state.params),
    paramsSet: state?.paramsSet ?? null,
    paramsSchema,
    generation: state?.generation ?? null,
    updatedAt: state === undefined ? null : formatRfc3339(state.ts),
  }
}
