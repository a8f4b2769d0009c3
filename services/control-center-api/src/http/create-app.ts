/** The HTTP server with everything that holds for all routes: limits, headers, problems, authentication, measures. */
import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import type { Logger } from '@oasis/ports'
import type { Metrics } from '@oasis/runtime'
import fastify, { type FastifyInstance } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import type { Authenticator } from '../auth/authenticator.ts'
import { REFRESH_COOKIE } from '../auth/refresh-cookie.ts'
import type { ControlCenterConfig } from '../config.ts'
import { serveWebFiles, showMissingPage } from '../web/serve-web-files.ts'
import type { WebFiles } from '../web/web-files.ts'
import { type ListedRoute, listRoutes } from './access.ts'
import { guardHost } from './guard-host.ts'
import { takeJsonOnly } from './json-body.ts'
import { describeApi } from './openapi.ts'
import { PROBLEM_TYPE, Problem, problemJson } from './problem.ts'
import { serveReferencePage } from './reference-page.ts'
import { registerRoute } from './register-route.ts'
import {
  refuseUnstorableAddress,
  replyMissingFirst,
  replyProblems,
  replyUnroutable,
} from './reply-problem.ts'
import type { ApiRoute } from './route.ts'

export interface AppParts {
  readonly config: ControlCenterConfig
  readonly logger: Logger
  readonly metrics: Metrics
  readonly authenticator: Authenticator
  readonly routes: readonly ApiRoute[]
  /** Outside of `/api/v1`. */
  readonly operational: readonly ApiRoute[]
  /** Registers pages beside the API. Their access is `local`. */
  readonly pages?: (scope: FastifyInstance) => void | Promise<void>
  /** What people look at; without them, the API is served alone. */
  readonly web?: WebFiles
}

export interface App {
  readonly server: FastifyInstance
  readonly listed: () => readonly ListedRoute[]
}

/** Headers, whatever their number. */
const MAX_HEADER_BYTES = 16_384
const KEEP_ALIVE_MS = 10_000
const CHECK_MS = 1_000

export async function createApp(parts: AppParts): Promise<App> {
  const { config, logger, metrics, authenticator } = parts
  // The options of `http` and of `https` make servers of other types, which differ in nothing that is used here.
  const app = fastify({
    ...(config.tls === undefined ? {} : { https: { key: config.tls.key.reveal(), cert: config.tls.cert } }),
    http: {
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: config.receiveTimeoutMs,
      // How soon after it somebody is found out; Node's own is half a minute.
      connectionsCheckingInterval: Math.min(config.receiveTimeoutMs, CHECK_MS),
    },
    bodyLimit: config.bodyLimitBytes,
    handlerTimeout: config.requestTimeoutMs,
    requestTimeout: config.receiveTimeoutMs,
    keepAliveTimeout: KEEP_ALIVE_MS,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 300 },
    clientErrorHandler: answerUnreadable,
    frameworkErrors: replyUnroutable,
    // What the library would log itself is logged by our own hooks.
    logger: false,
  } as object) as FastifyInstance
  const listed = listRoutes(app)
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  takeJsonOnly(app)
  replyProblems(app, logger, listed)
  measure(app, metrics)
  guardHost(app, config)
  await protect(app, config)
  if (parts.web) showMissingPage(app, parts.web)
  replyMissingFirst(app, listed)
  refuseUnstorableAddress(app)
  await app.register(cookie)
  authenticator.guard(app)
  await describeApi(app, config.facts.version, REFRESH_COOKIE)
  for (const route of parts.routes) registerRoute(app, route)
  for (const route of parts.operational) registerRoute(app, route, '')
  await serveReferencePage(app)
  const { pages, web } = parts
  if (pages) await app.register(async (scope) => pages(scope))
  if (web) await serveWebFiles(app, web)
  return { server: app, listed }
}

async function protect(app: FastifyInstance, { tls, rateLimit: limit }: ControlCenterConfig): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] },
    },
    hsts: tls === undefined ? false : { maxAge: 31_536_000 },
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  })
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
  })
  await app.register(rateLimit, {
    max: limit.requests,
    timeWindow: limit.windowMs,
    cache: 10_000,
    errorResponseBuilder: (_request, { ttl }) =>
      new Problem('OTS_HTTP_TOO_MANY_REQUESTS', undefined, {
        headers: { 'retry-after': String(Math.ceil(ttl / 1_000)) },
      }),
  })
}

/** Requests that no route takes share one label. */
function measure(app: FastifyInstance, metrics: Metrics): void {
  app.addHook('onResponse', async (request, reply) => {
    const labels = { route: request.routeOptions.url ?? 'none', status: String(reply.statusCode) }
    metrics.observe('ots_http_request_seconds', labels, reply.elapsedTime / 1_000)
  })
}

/** What is not HTTP, or was not sent in time, is answered before there is a request. */
function answerUnreadable(error: Error & { readonly code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const status = { ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_HEADER_OVERFLOW: 431 }[error.code ?? ''] ?? 400
  const body = JSON.stringify({
    ...problemJson(new Problem('OTS_HTTP_INVALID', 'the request cannot be read'), randomUUID()),
    status,
  })
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nconnection: close\r\ncontent-type: ${PROBLEM_TYPE}\r\ncontent-length: ${Buffer.byteLength(body)}`
  socket.end(`${head}\r\n\r\n${body}`)
}
