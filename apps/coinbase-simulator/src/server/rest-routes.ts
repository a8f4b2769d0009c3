/** Puts the API's routes on the HTTP server: parsing, headers, and what becomes of a connection. */
import { OtsError } from '@oasis/runtime'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type RestAnswer, UNAUTHORIZED } from '../protocol/rest-bodies.ts'
import type { Reply, RestApi } from './rest/rest-api.ts'
import { BROKERAGE, type RestRoute } from './rest/rest-route.ts'
import { cutAnswer, repeatAnswer } from './rest/wire-answer.ts'

/** `onFailure` hears of what must not be answered as if nothing had happened: a journal that cannot be written. */
export function registerRestRoutes(
  app: FastifyInstance,
  api: RestApi,
  routes: readonly RestRoute[],
  onFailure: (error: unknown) => undefined,
): void {
  app.register(async (rest) => {
    // As text: what is no JSON is refused in the venue's words, not in the server's.
    rest.removeAllContentTypeParsers()
    rest.addContentTypeParser('*', { parseAs: 'string' }, (_, body, done) => done(null, body))
    for (const route of routes) {
      rest.route({
        method: route.method,
        url: route.path,
        handler: async (request, reply) => {
          const answer = await api.handle(read(request, route)).catch((error: unknown) => {
            // Not answered, and not forgotten: what could not be written must not look as if it had been.
            if (error instanceof OtsError) return onFailure(error)
            return internalError(error)
          })
          return send(reply, answer)
        },
      })
    }
  })
  app.setNotFoundHandler(notFound)
}

function read(request: FastifyRequest, route: RestRoute) {
  const { id = '' } = request.params as { readonly id?: string }
  return {
    route,
    id,
    path: request.url.split('?')[0] ?? '',
    query: request.query,
    body: typeof request.body === 'string' ? request.body : undefined,
    authorization: request.headers.authorization,
  }
}

const internalError = (error: unknown): RestAnswer => ({
  status: 500,
  body: { error: 'INTERNAL', error_details: String(error), message: 'Internal server error' },
})

function send(reply: FastifyReply, answer: Reply): unknown {
  if (answer === undefined || answer === 'BREAK') {
    // From here on the connection is ours: it stays open and silent, or breaks.
    reply.hijack()
    if (answer === 'BREAK') reply.raw.socket?.destroy()
    return reply
  }
  const { onTheWire, ...whole } = answer
  if (onTheWire === undefined) return sendAnswer(reply, whole)
  const { socket } = reply.request.raw
  if (onTheWire.kind === 'CUT') {
    reply.hijack()
    cutAnswer(socket, whole)
    return reply
  }
  const isLast = reply.request.headers.connection === 'close'
  if (!isLast) {
    reply.raw.once('finish', () => repeatAnswer(socket, whole, onTheWire, isLast))
    return sendAnswer(reply, whole)
  }
  reply.hijack()
  repeatAnswer(socket, whole, onTheWire, isLast)
  return reply
}

function sendAnswer(reply: FastifyReply, { status, body, contentType, headers = {} }: RestAnswer): unknown {
  reply.code(status).headers(headers)
  if (typeof body === 'string') reply.type(contentType ?? 'text/plain')
  return reply.send(body)
}

/** Whatever else the API may have is private: without a key nothing is told of it. */
function notFound(request: FastifyRequest, reply: FastifyReply): unknown {
  if (request.url.startsWith(`${BROKERAGE}/`) && !request.headers.authorization) {
    return sendAnswer(reply, UNAUTHORIZED)
  }
  return reply.code(404).send({ error: 'NOT_FOUND', message: `No route ${request.method} ${request.url}` })
}
