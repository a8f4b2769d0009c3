/** What is held, and beginning again on paper. */
import type { PortfolioCache } from '@oasis/ports'
import { z } from 'zod'
import type { CommandDesk } from '../commands/command-desk.ts'
import type { ControlCenterConfig } from '../config.ts'
import { idempotencyKeyOf } from '../http/idempotency-key.ts'
import { Problem } from '../http/problem.ts'
import { type ApiRoute, route } from '../http/route.ts'
import { shortText } from '../http/schemas.ts'
import { portfolioJson, portfolioSchema } from '../views/portfolio-json.ts'
import { commandAccepted } from './commands.ts'

export interface PortfolioRouteParts {
  readonly portfolios: PortfolioCache
  readonly desk: CommandDesk
  readonly config: Pick<ControlCenterConfig, 'accountId' | 'facts'>
}

const TAG = 'portfolio'

export function portfolioRoutes({ portfolios, desk, config }: PortfolioRouteParts): readonly ApiRoute[] {
  const { accountId, facts } = config
  return [
    route({
      method: 'GET',
      path: '/portfolio',
      access: 'viewer',
      tag: TAG,
      summary: 'Cash, positions, profit and loss, exposure',
      answer: {
        status: 200,
        description: 'Of each account',
        schema: z
          .object({
            mode: z.string(),
            dryRun: z.boolean(),
            source: z.string(),
            accounts: z.array(portfolioSchema),
          })
          .meta({ id: 'Portfolios' }),
      },
      handle: async () => ({
        ...{ mode: facts.mode, dryRun: facts.dryRun, source: facts.source },
        accounts: (await portfolios.list()).map(portfolioJson),
      }),
    }),
    route({
      method: 'POST',
      path: '/portfolio/reset',
      access: 'operator',
      tag: TAG,
      summary: 'Begin the paper account again',
      description: 'Everything open is gone, and the balances are the opening ones. PAPER only.',
      idempotent: true,
      body: z.strictObject({ reason: shortText(1_000) }).meta({ id: 'ResetWish' }),
      answer: commandAccepted,
      problems: ['OTS_HTTP_CONFLICT'],
      handle: async ({ caller, body: { reason }, raw }) => {
        if (facts.mode !== 'PAPER')
          throw new Problem('OTS_HTTP_CONFLICT', 'only a PAPER account can be reset')
        const wish = {
          target: { kind: 'ACCOUNT', accountId },
          action: { kind: 'RESET_PAPER' },
          reason,
        } as const
        return desk.request(caller, wish, {
          key: idempotencyKeyOf(raw),
          request: ['POST', '/portfolio/reset', reason],
        })
      },
    }),
  ]
}
