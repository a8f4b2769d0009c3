/** Strategies: what they are, what they hold, what they are set to, and setting it. */
import { commandTargetKey, STRATEGY_STATUSES } from '@oasis/domain'
import type { ControlCenterStore, PortfolioCache, ReadModelStore } from '@oasis/ports'
import { z } from 'zod'
import type { CommandDesk } from '../commands/command-desk.ts'
import { findReasons } from '../commands/find-reasons.ts'
import type { ControlCenterConfig } from '../config.ts'
import { idempotencyKeyOf } from '../http/idempotency-key.ts'
import { Problem } from '../http/problem.ts'
import { type ApiRoute, route } from '../http/route.ts'
import { shortText } from '../http/schemas.ts'
import type { ControlView } from '../views/control-view.ts'
import {
  strategyChanges,
  strategyDetailSchema,
  strategyHoldings,
  strategyJson,
  strategySchema,
} from '../views/strategy-json.ts'
import { commandAccepted } from './commands.ts'

export interface StrategyRouteParts {
  readonly desk: CommandDesk
  readonly control: Pick<ControlView, 'strategy'>
  readonly readModels: Pick<ReadModelStore, 'listCommandEvents'>
  readonly store: Pick<ControlCenterStore, 'findCommand'>
  readonly portfolios: PortfolioCache
  readonly config: Pick<ControlCenterConfig, 'strategies' | 'accountId'>
}

const TAG = 'strategies'
const params = z.strictObject({ id: z.string().min(1).max(64) })
const MAX_PARAMS = 100
const CHANGES_SHOWN = 50

type Configured = ControlCenterConfig['strategies'][number]

export function strategyRoutes(parts: StrategyRouteParts): readonly ApiRoute[] {
  return [...lookingRoutes(parts), ...settingRoutes(parts)]
}

const find = ({ strategies }: Pick<ControlCenterConfig, 'strategies'>, id: string): Configured => {
  const strategy = strategies.find((each) => each.id === id)
  if (strategy === undefined) throw new Problem('OTS_HTTP_NOT_FOUND', `there is no strategy "${id}"`)
  return strategy
}

function lookingRoutes({
  control,
  config,
  portfolios,
  readModels,
  store,
}: StrategyRouteParts): readonly ApiRoute[] {
  const shown = async (strategy: Configured) => {
    const state = control.strategy(strategy.id)
    const portfolio = await portfolios.get(config.accountId)
    return { ...strategyJson(strategy, state), ...strategyHoldings(strategy.id, state, portfolio) }
  }
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
        schema: z.object({ items: z.array(strategySchema) }),
      },
      handle: async () => ({ items: await Promise.all(config.strategies.map(shown)) }),
    }),
    route({
      method: 'GET',
      path: '/strategies/:id',
      access: 'viewer',
      tag: TAG,
      summary: 'One strategy, with what was changed',
      params,
      answer: {
        status: 200,
        description: 'What it is set to, and what it holds',
        schema: strategyDetailSchema,
      },
      problems: ['OTS_HTTP_NOT_FOUND'],
      handle: async ({ params: { id } }) => {
        const strategy = find(config, id)
        const found = await readModels.listCommandEvents({
          limit: CHANGES_SHOWN,
          target: commandTargetKey({ kind: 'STRATEGY', strategyId: strategy.id }),
        })
        const events = found.map(({ value }) => value)
        const reasons = await findReasons(store, events)
        return { ...(await shown(strategy)), changes: strategyChanges(events, reasons) }
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
