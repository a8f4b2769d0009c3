/** Limits, how much of each is used, what was denied lately, and when the system was halted. */
import {
  addMillis,
  commandTargetKey,
  DEFAULT_LIMITS,
  type DenialCode,
  formatRfc3339,
  type RiskDecision,
  type UnixNanos,
} from '@oasis/domain'
import type { ControlCenterStore, Numbered, PortfolioCache, ReadModelStore, Scheduler } from '@oasis/ports'
import { z } from 'zod'
import { findReasons } from '../commands/find-reasons.ts'
import { limitsBody, limitsJson } from '../commands/limits-body.ts'
import type { ControlCenterConfig } from '../config.ts'
import { limitUses } from '../core/limit-use.ts'
import { type Pager, pageOf, pageQuery } from '../http/pages.ts'
import { type ApiRoute, route } from '../http/route.ts'
import { timestamp } from '../http/schemas.ts'
import type { ControlView } from '../views/control-view.ts'
import { denialCodeSchema, denialJson, denialSchema } from '../views/decision-json.ts'
import type { LiveView } from '../views/live-view.ts'
import type { RecentTimes } from '../views/recent-times.ts'
import { anyOf, filterQuery, listOf, orderFilter, pageByTime, spanOf, spanQuery } from './list-query.ts'

export interface RiskViewParts {
  readonly readModels: Pick<ReadModelStore, 'listDenials' | 'listCommandEvents'>
  readonly store: Pick<ControlCenterStore, 'findCommand'>
  readonly control: Pick<ControlView, 'account' | 'strategy'>
  readonly portfolios: PortfolioCache
  readonly live: Pick<LiveView, 'approvedWithin'>
  /** When cancels were handed on. */
  readonly cancels: RecentTimes
  readonly pager: Pager
  readonly scheduler: Scheduler
  readonly config: Pick<ControlCenterConfig, 'accountId' | 'limits'>
}

/** So many denials are looked through for the counts by code. */
const COUNTED = 500
const SHOWN = 20
const CHANGES_READ = 200
const DAY = 86_400_000_000_000n
const names = Object.keys(DEFAULT_LIMITS) as [string, ...string[]]

const changeSchema = z.object({
  ts: timestamp,
  status: z.string().nullable(),
  outcome: z.enum(['APPLIED', 'REJECTED']),
  by: z.string(),
  reason: z
    .string()
    .nullable()
    .describe('Why it was wanted; null where no command asked for it, as of a halt, whose own words tell'),
  said: z.string().describe("What was done, or why not, in its owner's words"),
})

const riskSchema = z
  .object({
    accountId: z.string(),
    limits: z.array(
      z.object({
        limit: z.enum(names),
        allowed: z.string(),
        used: z.string().nullable().describe('null where it is not known, or of one order alone'),
        share: z.number().nullable().describe('Of what is allowed: 0.83 for 83 %'),
      }),
    ),
    set: z
      .array(
        z.object({
          level: z.enum(['account', 'strategy', 'instrument']),
          id: z.string(),
          limits: limitsBody,
        }),
      )
      .describe('What is set at each level'),
    denials: z.object({
      since: timestamp,
      byCode: z.array(z.object({ code: denialCodeSchema, count: z.int() })).describe('Most frequent first'),
      isWhole: z.boolean().describe(`false where more than ${COUNTED} were denied since`),
      recent: z.array(denialSchema),
    }),
    statusChanges: z.array(changeSchema).describe('Of the bot, newest first: its kill switch among them'),
  })
  .meta({ id: 'Risk' })

export function riskViewRoutes(parts: RiskViewParts): readonly ApiRoute[] {
  const { readModels, control, pager } = parts
  return [
    route({
      method: 'GET',
      path: '/risk',
      access: 'viewer',
      tag: 'risk',
      summary: 'Limits, use of each, denials of the last day, changes of the status',
      answer: { status: 200, description: 'As it is now', schema: riskSchema },
      handle: async () => ({
        accountId: parts.config.accountId,
        ...(await limitsPart(parts)),
        denials: await denialsPart(parts),
        statusChanges: await statusChanges(parts),
      }),
    }),
    route({
      method: 'GET',
      path: '/risk/denials',
      access: 'viewer',
      tag: 'risk',
      summary: 'What was denied, newest first',
      query: z.strictObject({ ...pageQuery, ...filterQuery, code: anyOf(denialCodeSchema), ...spanQuery }),
      answer: { status: 200, description: 'A page', schema: pageOf(denialSchema).meta({ id: 'DenialPage' }) },
      problems: ['OTS_HTTP_CURSOR_INVALID'],
      handle: async ({ query: { limit, cursor, from, to, code, ...filters } }) => {
        const codes = listOf<DenialCode>(code)
        const filter = { ...orderFilter(filters, control), ...(codes === undefined ? {} : { codes }) }
        const scope = { list: 'denials', filters: { ...filters, code, from, to } }
        const list = { scope, limit, cursor, span: spanOf({ from, to }), timeOf: at }
        const page = await pageByTime(pager, list, (asked) => readModels.listDenials(filter, asked))
        return { items: page.items.flatMap(toJson), nextCursor: page.nextCursor }
      },
    }),
  ]
}

const at = (decision: RiskDecision) => decision.ts
const toJson = ({ value }: Numbered<RiskDecision>) => denialJson(value) ?? []

async function limitsPart({ control, portfolios, live, cancels, scheduler, config }: RiskViewParts) {
  const { accountId, limits: seeds } = config
  const state = control.account(accountId)?.state
  const portfolio = await portfolios.get(accountId)
  const used = {
    portfolio,
    ordersPerSecond: live.approvedWithin(1_000),
    cancelsPerSecond: cancels.since(addMillis(scheduler.now(), -1_000)),
  }
  const uses = limitUses(state ?? { accountId, limits: [] }, state?.marks, seeds, used)
  return {
    limits: uses.map(({ limit, allowed, used, share }) => ({
      ...{ limit, allowed },
      ...{ used: used ?? null, share: share ?? null },
    })),
    set: (state?.limits ?? []).map(({ scope, limits }) => ({ ...scope, limits: limitsJson(limits) })),
  }
}

async function denialsPart({ readModels, scheduler }: RiskViewParts) {
  const since = (scheduler.now() - DAY) as UnixNanos
  const denials = await readModels.listDenials({}, { limit: COUNTED + 1, from: since })
  const byCode = new Map<DenialCode, number>()
  for (const { value } of denials.slice(0, COUNTED)) {
    if (value.verdict.result === 'DENIED')
      byCode.set(value.verdict.code, (byCode.get(value.verdict.code) ?? 0) + 1)
  }
  return {
    since: formatRfc3339(since),
    byCode: [...byCode].map(([code, count]) => ({ code, count })).sort((a, b) => b.count - a.count),
    isWhole: denials.length <= COUNTED,
    recent: denials.slice(0, SHOWN).flatMap(toJson),
  }
}

async function statusChanges({ readModels, store, config }: RiskViewParts) {
  const target = commandTargetKey({ kind: 'ACCOUNT', accountId: config.accountId })
  const found = await readModels.listCommandEvents({ limit: CHANGES_READ, target })
  const events = found
    .map(({ value }) => value)
    .filter(({ action }) => action === 'SET_BOT_STATUS')
    .slice(0, SHOWN)
  const reasons = await findReasons(store, events)
  return events.map(({ commandId, ts, outcome, reason, issuedBy, state }) => ({
    ts: formatRfc3339(ts),
    status: state?.kind === 'ACCOUNT' ? state.status : null,
    ...{ outcome, by: issuedBy },
    ...{ reason: reasons.get(commandId) ?? null, said: reason },
  }))
}
