/** Whether the system trades, and how to make it stop. */
import { BOT_STATUSES, formatRfc3339 } from '@oasis/domain'
import { z } from 'zod'
import type { CommandDesk } from '../commands/command-desk.ts'
import { commandJson } from '../commands/command-json.ts'
import type { HaltDesk } from '../commands/halt-desk.ts'
import type { ControlCenterConfig } from '../config.ts'
import { idempotencyKeyOf } from '../http/idempotency-key.ts'
import { Problem } from '../http/problem.ts'
import { type ApiRoute, route } from '../http/route.ts'
import { shortText, timestamp } from '../http/schemas.ts'
import type { AccountControlView, ControlView } from '../views/control-view.ts'
import { commandAccepted } from './commands.ts'

export interface BotRouteParts {
  readonly desk: CommandDesk
  readonly halts: HaltDesk
  readonly control: Pick<ControlView, 'account'>
  readonly config: ControlCenterConfig
}

const botJson = z
  .object({
    accountId: z.string(),
    mode: z.string(),
    dryRun: z.boolean(),
    status: z.enum(BOT_STATUSES).nullable().describe('null until the risk engine has told of it'),
    haltEpoch: z.int().nullable().describe('Of the halt in force, or of the last one'),
    reason: z.string().nullable(),
    changedBy: z.string().nullable(),
    since: timestamp.nullable(),
    twoPersonApproval: z.boolean(),
  })
  .meta({ id: 'Bot' })

const statusBody = z
  .strictObject({
    status: z.enum(BOT_STATUSES),
    flatten: z
      .boolean()
      .default(false)
      .describe('With HALTED: sell what was bought, once all cancels are final'),
    acceptStalePrices: z.boolean().default(false).describe('Flatten also what has no fresh price'),
    haltEpoch: z.int().nonnegative().optional().describe('Leaving HALTED names the halt that it ends'),
    reason: shortText(1_000),
  })
  .meta({ id: 'BotStatusWish' })

/** The halt's own patience and some. */
const DEADLINE_MS = 20_000

export function botRoutes({ desk, halts, control, config }: BotRouteParts): readonly ApiRoute[] {
  const { accountId, facts } = config
  const inForce = () => control.account(accountId)
  return [
    route({
      method: 'GET',
      path: '/bot',
      access: 'viewer',
      tag: 'bot',
      summary: 'Whether it trades',
      answer: { status: 200, description: 'Status of the account', schema: botJson },
      handle: async () => {
        const view = inForce()
        return {
          ...{ accountId, mode: facts.mode, dryRun: facts.dryRun, twoPersonApproval: desk.needsTwo },
          status: view?.state.status ?? null,
          haltEpoch: view?.state.haltEpoch ?? null,
          reason: view?.state.reason ?? null,
          changedBy: view?.state.changedBy ?? null,
          since: view === undefined ? null : formatRfc3339(view.since),
        }
      },
    }),
    route({
      method: 'PUT',
      path: '/bot/status',
      access: 'operator',
      tag: 'bot',
      summary: 'Run, pause or halt',
      description:
        'HALTED takes the direct path: it needs neither bus nor store, is never rate limited, and is written down when it can be. Leaving HALTED names the halt, and needs two admins where two-person approval is in force.',
      direct: true,
      idempotent: true,
      deadlineMs: DEADLINE_MS,
      body: statusBody,
      answer: commandAccepted,
      problems: ['OTS_HTTP_CONFLICT'],
      handle: async ({ caller, body, raw }) => {
        const key = idempotencyKeyOf(raw)
        const { status, flatten, acceptStalePrices, haltEpoch, reason } = body
        if (status === 'HALTED') {
          return commandJson(await halts.halt(caller, { flatten, acceptStalePrices, reason, key }))
        }
        if (halts.knows(caller, key)) throw new Problem('OTS_HTTP_IDEMPOTENCY_MISMATCH')
        if (flatten || acceptStalePrices) throw new Problem('OTS_HTTP_INVALID', 'only a halt flattens')
        if (haltEpoch === undefined) mustNotBeHalted(inForce())
        const named = haltEpoch === undefined ? {} : { haltEpoch }
        const action = {
          kind: 'SET_BOT_STATUS',
          status,
          flatten: false,
          acceptStalePrices: false,
          ...named,
        } as const
        const wish = { target: { kind: 'ACCOUNT', accountId } as const, action, reason }
        return desk.request(caller, wish, { key, request: ['PUT', '/bot/status', body] })
      },
    }),
  ]
}

/** So that nobody ends a halt unseen. */
function mustNotBeHalted(view: AccountControlView | undefined): void {
  if (view?.state.status !== 'HALTED') return
  const { haltEpoch, reason, changedBy } = view.state
  const words = `halt ${haltEpoch} is in force since ${formatRfc3339(view.since)}: ${reason}, by ${changedBy}`
  throw new Problem('OTS_HTTP_CONFLICT', `${words}; name it as haltEpoch to end it`)
}
