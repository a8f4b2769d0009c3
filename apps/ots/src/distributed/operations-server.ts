/**
 * What orchestrators ask a process: `/health` says that it lives, `/ready` whether it serves, `/metrics` is Prometheus's,
 * and `/samples?name=…` gives some of the same as JSON, for the page of the whole system.
 * They tell no numbers of any account and take no orders; still, they listen on loopback unless told otherwise.
 */
import type { Logger } from '@oasis/ports'
import { METRICS, type MetricName, type MetricsRegistry, OtsError } from '@oasis/runtime'
import fastify, { type FastifyInstance } from 'fastify'
import { registerProblems } from '../status/problem.ts'
import { VERSION } from '../version.ts'
import type { ProcessState } from './process-state.ts'

export interface OperationsServerOptions {
  readonly service: string
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  readonly state: ProcessState
  readonly metrics: MetricsRegistry
  readonly logger: Logger
}

export interface OperationsServer {
  /** Resolves with the address. Throws `OTS_PORT_BUSY`. */
  listen(): Promise<string>
  close(): Promise<void>
}

export function createOperationsServer(options: OperationsServerOptions): OperationsServer {
  const { host, port, logger } = options
  const app = fastify({ bodyLimit: 1_024, forceCloseConnections: true })
  registerProblems(app, (error) => logger.error({ err: error }, 'request failed'))
  registerRoutes(app, options)
  return {
    listen: async () => {
      try {
        return await app.listen({ host, port })
      } catch (cause) {
        throw new OtsError('OTS_PORT_BUSY', `${host}:${port} cannot be used: ${(cause as Error).message}`, {
          cause,
          hint: 'Choose another one with OTS_HTTP_PORT; 0 takes a free one.',
        })
      }
    },
    close: () => app.close(),
  }
}

function registerRoutes(app: FastifyInstance, { service, state, metrics }: OperationsServerOptions): void {
  const about = () => ({ service, version: VERSION, pid: process.pid })
  app.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'))
  app.get('/health', async () => ({ status: 'ok', ...about() }))
  app.get('/ready', async (_request, reply) => {
    const ready = state.ready()
    const { phase, detail } = state
    return reply.code(ready ? 200 : 503).send({ ready, phase, detail, ...about(), services: state.health() })
  })
  app.get('/metrics', async (_request, reply) =>
    reply.header('content-type', metrics.contentType).send(await metrics.render()),
  )
  app.get<{ Querystring: { name: readonly MetricName[] } }>(
    '/samples',
    { schema: { querystring: samplesQuery } },
    async ({ query: { name: names } }) =>
      Object.fromEntries(await Promise.all(names.map(async (name) => [name, await metrics.read(name)]))),
  )
}

/** A histogram has no single value. */
const SINGLE = Object.entries(METRICS).flatMap(([name, { type }]) => (type === 'histogram' ? [] : [name]))
const samplesQuery = {
  type: 'object',
  required: ['name'],
  properties: { name: { type: 'array', maxItems: 20, items: { enum: SINGLE } } },
}
