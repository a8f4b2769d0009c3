/** A route's value as the server library's: schemas, access, problems that it may answer with, deadline, rate limit. */
import { ROLES } from '@oasis/ports'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Caller } from '../auth/caller.ts'
import { IDEMPOTENCY_KEY } from './idempotency-key.ts'
import { BEARER, REFRESH_COOKIE_SCHEME } from './openapi.ts'
import { PROBLEM_STATUS, PROBLEM_TYPE, type ProblemCode, problemSchema } from './problem.ts'
import type { Access, ApiRoute } from './route.ts'

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | undefined
  }
  interface FastifySchema {
    readonly 'x-access'?: string
  }
}

export const API_PREFIX = '/api/v1'

export function registerRoute(app: FastifyInstance, route: ApiRoute, prefix = API_PREFIX): void {
  const { method, path, access, params, query, body, answer, deadlineMs } = route
  app.route({
    method,
    url: `${prefix}${path}`,
    config: {
      access,
      ...(route.beforePasswordChange ? { beforePasswordChange: true } : {}),
      ...(route.direct ? { direct: true, rateLimit: false } : {}),
    },
    ...(deadlineMs === undefined ? {} : { handlerTimeout: deadlineMs }),
    schema: {
      tags: [route.tag],
      summary: route.summary,
      description: describe(route),
      'x-access': access,
      security: securityOf(access),
      ...(params === undefined ? {} : { params }),
      ...(query === undefined ? {} : { querystring: query }),
      ...(body === undefined ? {} : { body }),
      ...(route.idempotent ? { headers: idempotencyHeader } : {}),
      response: {
        [answer.status]: answer.status === 204 ? z.undefined().describe(answer.description) : formsOf(route),
        ...problemsOf(route),
      },
    },
    handler: async (request, reply) => {
      const { caller, params, query, body } = request
      const answered = await route.handle({
        ...{ params, query, body, reply },
        // The access of the route has been checked: whoever needs a caller has one.
        caller: caller as Caller,
        address: request.ip,
        signal: request.signal,
        raw: request,
      })
      if (answered === reply) return reply
      return reply.code(answer.status).send(answered)
    },
  })
}

const idempotencyHeader = z.looseObject({
  [IDEMPOTENCY_KEY]: z
    .string()
    .regex(/^[\x21-\x7e]{1,128}$/)
    .optional()
    .describe('The same request again under the same key is done once, and answered as it was.'),
})

const isRole = (access: Access): boolean => ROLES.some((role) => role === access)

function describe({ access, description, beforePasswordChange }: ApiRoute): string {
  const who = isRole(access)
    ? `Role: ${access}.${beforePasswordChange ? ' Also before the password was changed.' : ''}`
    : {
        public: 'For everybody.',
        cookie: 'By the refresh cookie.',
        local: 'From this machine, or with a token.',
      }[access as 'public' | 'cookie' | 'local']
  return description === undefined ? who : `${description}\n\n${who}`
}

function securityOf(access: Access): { [scheme: string]: string[] }[] {
  if (access === 'public') return []
  if (access === 'cookie') return [{ [REFRESH_COOKIE_SCHEME]: [] }]
  return access === 'local' ? [{}, { [BEARER]: [] }] : [{ [BEARER]: [] }]
}

function formsOf({ answer }: ApiRoute) {
  const forms = { [answer.mediaType ?? 'application/json']: answer.schema, ...answer.otherForms }
  const content = Object.entries(forms).map(([type, schema]) => [type, { schema }])
  return { description: answer.description, content: Object.fromEntries(content) }
}

function problemsOf(route: ApiRoute): Record<number, object> {
  const codes = new Set<ProblemCode>(['OTS_HTTP_INTERNAL', 'OTS_HTTP_UNAVAILABLE', 'OTS_HTTP_TIMEOUT'])
  if (!route.direct) codes.add('OTS_HTTP_TOO_MANY_REQUESTS')
  // Whatever cannot be read: a method's body, an address that is no text.
  codes.add('OTS_HTTP_INVALID')
  if (route.method !== 'GET') codes.add('OTS_HTTP_BODY_TOO_LARGE').add('OTS_HTTP_MEDIA_TYPE_UNSUPPORTED')
  if (route.access !== 'public') codes.add('OTS_HTTP_UNAUTHENTICATED').add('OTS_HTTP_FORBIDDEN')
  if (route.idempotent) codes.add('OTS_HTTP_IDEMPOTENCY_MISMATCH')
  for (const code of route.problems ?? []) codes.add(code)
  const byStatus = Map.groupBy(codes, (code) => PROBLEM_STATUS[code])
  return Object.fromEntries(
    [...byStatus].map(([status, of]) => [
      status,
      {
        description: of.map((code) => `\`${code}\``).join(', '),
        content: { [PROBLEM_TYPE]: { schema: problemSchema } },
      },
    ]),
  )
}
