/** What runs, in which version, and how it is. */
import { formatRfc3339 } from '@oasis/domain'
import type { Scheduler } from '@oasis/ports'
import type { HealthReport } from '@oasis/runtime'
import { z } from 'zod'
import type { AuditedWriter } from '../audit/audited-writer.ts'
import type { ControlCenterConfig } from '../config.ts'
import { type ApiRoute, route } from '../http/route.ts'
import { timestamp } from '../http/schemas.ts'
import type { LiveView } from '../views/live-view.ts'
import { feedJson, feedJsonSchema } from './market.ts'

export interface SystemRouteParts {
  readonly health: () => Readonly<Record<string, HealthReport>>
  readonly live: Pick<LiveView, 'feeds'>
  readonly writer: Pick<AuditedWriter, 'head' | 'broken'>
  readonly scheduler: Scheduler
  readonly config: Pick<ControlCenterConfig, 'facts' | 'accountId'>
}

const systemJson = z
  .object({
    now: timestamp,
    version: z.string(),
    startedAt: z.string(),
    mode: z.string(),
    dryRun: z.boolean(),
    venue: z.string(),
    source: z.string().describe('live, simulator or replay'),
    accountId: z.string(),
    ready: z.boolean(),
    services: z.array(z.object({ name: z.string(), ready: z.boolean(), detail: z.string() })),
    feeds: z.array(feedJsonSchema),
    audit: z.object({
      head: z.int().describe('Number of the newest entry'),
      mac: z.string().describe('Its MAC: kept elsewhere, it tells whether anything was cut off since'),
      fault: z.string().nullable(),
    }),
  })
  .meta({ id: 'System' })

export function systemRoutes({
  health,
  live,
  writer,
  scheduler,
  config,
}: SystemRouteParts): readonly ApiRoute[] {
  const { facts, accountId } = config
  return [
    route({
      method: 'GET',
      path: '/system',
      access: 'viewer',
      tag: 'system',
      summary: 'Services, versions, feeds',
      answer: { status: 200, description: 'As it is now', schema: systemJson },
      handle: async () => {
        const services = Object.entries(health()).map(([name, { ready, detail }]) => ({
          name,
          ready,
          detail,
        }))
        return {
          now: formatRfc3339(scheduler.now()),
          ...facts,
          accountId,
          ready: services.every(({ ready }) => ready),
          services,
          feeds: live.feeds().map(feedJson),
          audit: { head: writer.head.seq, mac: writer.head.mac, fault: writer.broken ?? null },
        }
      },
    }),
  ]
}
