/** A strategy as the API shows it: what it is set to, what it holds, what it has made, and what was changed. */
import {
  addMoney,
  type CommandEvent,
  formatMoney,
  formatRfc3339,
  type Money,
  type Portfolio,
  STRATEGY_STATUSES,
  type StrategyControlState,
  type StrategyId,
  ZERO_MONEY,
} from '@oasis/domain'
import { z } from 'zod'
import type { ControlCenterConfig } from '../config.ts'
import { decimal, timestamp } from '../http/schemas.ts'
import { positionJson, positionSchema } from './portfolio-json.ts'

export const strategySchema = z
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
    positions: z.array(positionSchema).describe('What it holds, or has held, by instrument'),
    pnl: z
      .object({
        realized: decimal.describe('Gross'),
        unrealized: decimal.nullable().describe('null while something that it holds has no price'),
        fees: decimal,
        net: decimal.nullable(),
      })
      .nullable()
      .describe('Since its first order, in the valuation currency; null until the portfolio is known'),
  })
  .meta({ id: 'Strategy' })

export const strategyDetailSchema = strategySchema
  .extend({
    changes: z
      .array(
        z.object({
          commandId: z.string(),
          kind: z.string(),
          outcome: z.enum(['APPLIED', 'REJECTED']),
          by: z.string(),
          reason: z.string().nullable().describe('Why it was wanted; null where it was not asked for here'),
          said: z.string().describe("What was done, or why not, in its owner's words"),
          status: z.enum(STRATEGY_STATUSES).nullable().describe('After it, as all that follows'),
          params: z.unknown(),
          generation: z.int().nullable(),
          ts: timestamp,
        }),
      )
      .describe('The last 50, newest first'),
  })
  .meta({ id: 'StrategyDetail' })

type Configured = ControlCenterConfig['strategies'][number]

export function strategyJson(
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

export function strategyHoldings(
  id: StrategyId,
  state: StrategyControlState | undefined,
  portfolio: Portfolio | undefined,
): Pick<z.output<typeof strategySchema>, 'positions' | 'pnl'> {
  if (portfolio === undefined) return { positions: [], pnl: null }
  const names = new Set<StrategyId>([id, ...(state?.instances ?? [])])
  const own = portfolio.byStrategy.filter(({ strategyId }) => names.has(strategyId))
  const total = (amount: (of: (typeof own)[number]) => Money | undefined) =>
    own.reduce<Money | undefined>((sum, of) => added(sum, amount(of)), ZERO_MONEY)
  const realized = total((of) => of.realizedPnl) ?? ZERO_MONEY
  const fees = total((of) => of.fees) ?? ZERO_MONEY
  const unrealized = total((of) => (of.quantity === 0n ? ZERO_MONEY : of.unrealizedPnl))
  return {
    positions: own.map(positionJson),
    pnl: {
      realized: formatMoney(realized),
      unrealized: unrealized === undefined ? null : formatMoney(unrealized),
      fees: formatMoney(fees),
      net: unrealized === undefined ? null : formatMoney((realized + unrealized - fees) as Money),
    },
  }
}

const added = (a: Money | undefined, b: Money | undefined): Money | undefined =>
  a === undefined || b === undefined ? undefined : addMoney(a, b)

/** `reasons`: why each was wanted, by its command, as far as it is known. */
export const strategyChanges = (events: readonly CommandEvent[], reasons: ReadonlyMap<string, string>) =>
  events.map(({ commandId, action, outcome, issuedBy, reason, state, ts }) => {
    const after = state?.kind === 'STRATEGY' ? state : undefined
    return {
      ...{
        commandId,
        kind: action,
        outcome,
        by: issuedBy,
        reason: reasons.get(commandId) ?? null,
        said: reason,
      },
      status: after?.status ?? null,
      params: after === undefined ? null : JSON.parse(after.params),
      generation: after?.generation ?? null,
      ts: formatRfc3339(ts),
    }
  })
