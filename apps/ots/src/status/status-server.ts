/**
 * The read-only status API and one live page, until the Control Center takes over. It has no users, hence it listens
 * on loopback only and answers only to a loopback Host header (so that no web page can reach it by a name of its own).
 */
import { type Metrics, OtsError, type Service } from '@oasis/runtime'
import fastify, { type FastifyInstance } from 'fastify'
import { isLoopback } from './loopback.ts'
import { registerProblems, sendProblem } from './problem.ts'
import { registerOperational, registerStatus } from './routes.ts'
import type { StatusServerPorts, SystemFacts } from './status-ports.ts'

export interface StatusServerConfig {
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  readonly facts: SystemFacts
}

export interface StatusServer extends Service {
  /** Known after start. */
  address(): string
}

export function createStatusServer(ports: StatusServerPorts, config: StatusServerConfig): StatusServer {
  let app: FastifyInstance | undefined
  let address = ''
  return {
    name: 'status-server',
    address: () => address,
    start: async () => {
      app = fastify({ bodyLimit: 1024, forceCloseConnections: true })
      guard(app)
      measure(app, ports.metrics)
      registerProblems(app, (error) => ports.logger.error({ err: error }, 'request failed'))
      registerOperational(app, ports)
      registerStatus(app, ports, config.facts)
      try {
        address = await app.listen({ host: config.host, port: config.port })
      } catch (cause) {
        throw listenError(cause, config)
      }
    },
    stop: async () => {
      await app?.close()
    },
    health: () => ({ ready: address !== '', detail: address }),
  }
}

function guard(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    const host = request.hostname.replace(/^\[|\]$/g, '')
    if (!isLoopback(host)) return sendProblem(reply, 403, 'loopback only')
    reply.header('x-content-type-options', 'nosniff')
    reply.header('referrer-policy', 'no-referrer')
    reply.header('cache-control', 'no-store')
  })
}

/** Requests that no route takes share one label. */
function measure(app: FastifyInstance, metrics: Metrics): void {
  app.addHook('onResponse', async (request, reply) => {
    const labels = { route: request.routeOptions.url ?? 'none', status: String(reply.statusCode) }
    metrics.observe('ots_http_request_seconds', labels, reply.elapsedTime / 1_000)
  })
}

function listenError(cause: unknown, { host, port }: StatusServerConfig): unknown {
  const code = (cause as NodeJS.ErrnoException).code
  if (code === 'EADDRINUSE') {
    return new OtsError('OTS_PORT_BUSY', `port ${port} on ${host} is in use by another program`, {
      cause,
      hint: `Stop that program, or start on another port: "npm start -- --port ${port + 1}" or OTS_HTTP_PORT=${port + 1}.`,
    })
  }
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL') {
    return new OtsError('OTS_PORT_BUSY', `${host}:${port} cannot be used (${code})`, {
      cause,
      hint: 'Choose a port above 1023 and a loopback address.',
    })
  }
  return cause
}
