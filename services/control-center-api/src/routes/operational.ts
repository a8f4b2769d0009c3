/** For whoever runs the system: alive, ready, measures. Outside of `/api/v1`. */
import type { HealthReport, MetricsRegistry } from '@oasis/runtime'
import { z } from 'zod'
import { type ApiRoute, publicRoute } from '../http/route.ts'

export interface OperationalParts {
  /** Of every service that this process knows of. */
  readonly health: () => Readonly<Record<string, HealthReport>>
  readonly metrics: MetricsRegistry
}

const TAG = 'operational'
const readiness = z
  .object({
    status: z.enum(['ready', 'not ready']),
    services: z.record(z.string(), z.object({ ready: z.boolean(), detail: z.string() })),
  })
  .meta({ id: 'Readiness' })

export function operationalRoutes({ health, metrics }: OperationalParts): readonly ApiRoute[] {
  return [
    publicRoute({
      method: 'GET',
      path: '/healthz',
      access: 'public',
      tag: TAG,
      summary: 'Whether the process is alive',
      answer: { status: 200, description: 'Alive', schema: z.object({ status: z.literal('ok') }) },
      handle: async () => ({ status: 'ok' as const }),
    }),
    publicRoute({
      method: 'GET',
      path: '/readyz',
      access: 'local',
      tag: TAG,
      summary: 'Whether all services are ready, and what those do that are not',
      description: 'Answers 503 with the same form where one is not ready.',
      answer: { status: 200, description: 'Ready', schema: readiness },
      handle: async ({ reply }) => {
        const services = health()
        const isReady = Object.values(services).every((service) => service.ready)
        if (isReady) return { status: 'ready' as const, services: { ...services } }
        return reply
          .code(503)
          .type('application/json')
          .send(JSON.stringify({ status: 'not ready', services }))
      },
    }),
    publicRoute({
      method: 'GET',
      path: '/metrics',
      access: 'local',
      tag: TAG,
      summary: 'Measures, as Prometheus reads them',
      answer: {
        status: 200,
        description: 'Text exposition',
        schema: z.string(),
        mediaType: 'text/plain',
      },
      handle: async ({ reply }) =>
        reply.header('content-type', metrics.contentType).send(await metrics.render()),
    }),
  ]
}
