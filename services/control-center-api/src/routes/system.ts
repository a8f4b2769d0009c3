/** What runs, in which version, and how it is. */
import { formatRfc3339 } from '@oasis/domain'
import type { Scheduler } from '@oasis/ports'
import type { HealthReport, MetricSample, MetricsRegistry } from '@oasis/runtime'
import { z } from 'zod'
import type { AuditedWriter } from '../audit/audited-writer.ts'
import type { ControlCenterConfig } from '../config.ts'
import { type ApiRoute, route } from '../http/route.ts'
import { timestamp } from '../http/schemas.ts'
import { type DeadLettersView, deadLettersSchema } from '../views/dead-letters-view.ts'
import type { LiveView } from '../views/live-view.ts'
import { feedJson, feedJsonSchema } from './market.ts'

export interface SystemRouteParts {
  readonly health: () => Readonly<Record<string, HealthReport>>
  readonly live: Pick<LiveView, 'feeds'>
  readonly deadLetters: Pick<DeadLettersView, 'json'>
  readonly metrics: Pick<MetricsRegistry, 'read'>
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
    feeds: z.array(
      feedJsonSchema.extend({
        gaps: z
          .int()
          .nullable()
          .describe('Holes in its numbering since the start; null where who counts does not answer'),
        resyncs: z.int().nullable().describe('Quarantines that ended'),
        reconnects: z.int().nullable(),
      }),
    ),
    lag: z
      .array(z.object({ group: z.string(), topic: z.string(), records: z.int() }))
      .describe('What consumers have not been given yet, of all processes that answer, the most first'),
    deadLetters: deadLettersSchema,
    reconciliation: z
      .object({
        venue: z
          .array(z.object({ kind: z.string(), account: z.string(), count: z.int() }))
          .describe('Unexplained differences to the venue, at the last comparison'),
        audit: z
          .array(z.object({ source: z.string(), account: z.string(), count: z.int() }))
          .describe('Numbers that differ from what executions make'),
      })
      .describe('Empty where nothing was compared yet, or who compares does not answer'),
    audit: z.object({
      head: z.int().describe('Number of the newest entry'),
      mac: z.string().describe('Its MAC: kept elsewhere, it tells whether anything was cut off since'),
      fault: z.string().nullable(),
    }),
  })
  .meta({ id: 'System' })

export function systemRoutes(parts: SystemRouteParts): readonly ApiRoute[] {
  const { health, writer, scheduler, deadLetters, config } = parts
  const { facts, accountId } = config
  return [
    route({
      method: 'GET',
      path: '/system',
      access: 'viewer',
      tag: 'system',
      summary: 'Services, versions, feeds, lag, dead letters, differences',
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
          feeds: await feedsOf(parts),
          lag: await lagOf(parts),
          deadLetters: deadLetters.json(),
          reconciliation: await differencesOf(parts),
          audit: { head: writer.head.seq, mac: writer.head.mac, fault: writer.broken ?? null },
        }
      },
    }),
  ]
}

async function feedsOf({ live, metrics }: Pick<SystemRouteParts, 'live' | 'metrics'>) {
  const counted = async (
    name: 'ots_feed_gaps_total' | 'ots_feed_resyncs_total' | 'ots_feed_reconnects_total',
  ) => {
    const samples = await metrics.read(name)
    return (venue: string) => samples.find(({ labels }) => labels.venue === venue)?.value ?? null
  }
  const gaps = await counted('ots_feed_gaps_total')
  const resyncs = await counted('ots_feed_resyncs_total')
  const reconnects = await counted('ots_feed_reconnects_total')
  const isCounted = (await metrics.read('ots_feed_messages_total')).length > 0
  const none = isCounted ? 0 : null
  return live.feeds().map((status) => ({
    ...feedJson(status),
    gaps: gaps(status.venue) ?? none,
    resyncs: resyncs(status.venue) ?? none,
    reconnects: reconnects(status.venue) ?? none,
  }))
}

async function lagOf({ metrics }: Pick<SystemRouteParts, 'metrics'>) {
  const samples = await metrics.read('ots_bus_consumer_lag')
  const ofOne = ({ labels: { group = '', topic = '' } }: MetricSample) => JSON.stringify([group, topic])
  // Processes of one group share a topic's partitions, and each counts its own.
  const rows = [...Map.groupBy(samples, ofOne).values()].map((shares) => {
    const { group = '', topic = '' } = shares[0]?.labels ?? {}
    return { group, topic, records: shares.reduce((sum, { value }) => sum + value, 0) }
  })
  return rows.sort((a, b) => b.records - a.records || (a.group < b.group ? -1 : 1))
}

async function differencesOf({ metrics }: Pick<SystemRouteParts, 'metrics'>) {
  const venue = await metrics.read('ots_reconciliation_differences')
  const audit = await metrics.read('ots_audit_differences')
  return {
    venue: venue.map(({ labels: { kind = '', account = '' }, value: count }) => ({ kind, account, count })),
    audit: audit.map(({ labels: { source = '', account = '' }, value: count }) => ({
      source,
      account,
      count,
    })),
  }
}
