/** Whatever a route throws, and whatever no route answers, as a problem: a person sees no stack, and the log is told. */
import { type Logger, RpcError, StaleWrite } from '@oasis/ports'
import { OtsError, TransientError } from '@oasis/runtime'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  hasZodFastifySchemaValidationErrors,
  type ZodFastifySchemaValidationError,
} from 'fastify-type-provider-zod'
import type { ListedRoute } from './access.ts'
import { type Fault, PROBLEM_TYPE, Problem, problemJson } from './problem.ts'

export function replyProblems(
  app: FastifyInstance,
  logger: Logger,
  routes: () => readonly ListedRoute[],
): void {
  app.setErrorHandler((error, request, reply) => {
    const problem = toProblem(error)
    if (problem.status >= 500) {
      logger.error(
        { err: error, requestId: request.id, method: request.method, route: request.routeOptions.url },
        'request failed',
      )
    }
    return sendProblem(request, reply, problem)
  })
  app.setNotFoundHandler((request, reply) => sendProblem(request, reply, nothingThere(request, routes())))
}

/** Before the server library looks at a body that nobody would take. */
export function replyMissingFirst(app: FastifyInstance, routes: () => readonly ListedRoute[]): void {
  app.addHook('onRequest', async (request, reply) =>
    request.is404 ? sendProblem(request, reply, nothingThere(request, routes())) : undefined,
  )
}

/** Nothing is named by a NUL, and databases that are asked for one fail instead of finding nothing. */
export function refuseUnstorableAddress(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ url }) => {
    if (url.startsWith('/api/') && url.includes('%00'))
      throw new Problem('OTS_HTTP_INVALID', 'the address holds a NUL')
  })
}

/** An address that is no text, or longer than any of ours: none of the hooks has seen the request. */
export function replyUnroutable(_error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  void reply.headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
  sendProblem(request, reply, new Problem('OTS_HTTP_INVALID', 'the address cannot be read'))
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: Problem): FastifyReply {
  const text = JSON.stringify(problemJson(problem, request.id))
  return reply.code(problem.status).headers(problem.headers).type(PROBLEM_TYPE).send(text)
}

/** Another method of an address that is there is told apart from nothing. */
function nothingThere({ method, url }: FastifyRequest, routes: readonly ListedRoute[]): Problem {
  const path = url.split('?', 1)[0] ?? url
  const allowed = routes.filter((route) => patternOf(route.path).test(path)).map((route) => route.method)
  if (allowed.length === 0 || allowed.includes(method)) return new Problem('OTS_HTTP_NOT_FOUND')
  return new Problem('OTS_HTTP_METHOD_NOT_ALLOWED', `${method} is not for this address`, {
    headers: { allow: [...new Set(allowed)].join(', ') },
  })
}

const patterns = new Map<string, RegExp>()

function patternOf(path: string): RegExp {
  const known = patterns.get(path)
  if (known !== undefined) return known
  const escaped = path.replace(/[.+?^${}()|[\]\\]/g, '\\$&')
  const pattern = new RegExp(`^${escaped.replace(/:\w+/g, '[^/]+').replaceAll('*', '.*')}$`)
  patterns.set(path, pattern)
  return pattern
}

/** The server library's own refusals, by their code. */
const LIBRARY: Readonly<Record<string, ConstructorParameters<typeof Problem>[0]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'OTS_HTTP_BODY_TOO_LARGE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'OTS_HTTP_MEDIA_TYPE_UNSUPPORTED',
  FST_ERR_HANDLER_TIMEOUT: 'OTS_HTTP_TIMEOUT',
}

function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (hasZodFastifySchemaValidationErrors(error)) {
    const errors = faultsOf(error.validation, error.validationContext)
    const detail = errors.map(({ path, message }) => `${path}: ${message}`).join('; ')
    return new Problem('OTS_HTTP_INVALID', detail, { errors })
  }
  if (error instanceof StaleWrite) return new Problem('OTS_HTTP_CONFLICT', error.message)
  if (isUnavailable(error)) return new Problem('OTS_HTTP_UNAVAILABLE', undefined, { cause: error })
  if (!(error instanceof Error)) return new Problem('OTS_HTTP_INTERNAL')
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown }
  const known = typeof code === 'string' ? LIBRARY[code] : undefined
  if (known !== undefined) return new Problem(known)
  const isClients = typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500
  return isClients
    ? new Problem('OTS_HTTP_INVALID', 'the request cannot be read')
    : new Problem('OTS_HTTP_INTERNAL', undefined, { cause: error })
}

/** What passes by itself, or when somebody has seen to it. */
const isUnavailable = (error: unknown): boolean =>
  error instanceof OtsError || error instanceof TransientError || error instanceof RpcError

const faultsOf = (faults: readonly ZodFastifySchemaValidationError[], place: string | undefined): Fault[] =>
  faults.map(({ instancePath, message }) => ({
    path: `${place ?? 'request'}${instancePath === '/' ? '' : instancePath}`,
    message: message ?? 'is not valid',
  }))
