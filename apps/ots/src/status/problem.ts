/** Errors of the API as RFC 9457 problem details. */
import { STATUS_CODES } from 'node:http'
import type { FastifyInstance, FastifyReply } from 'fastify'

export function sendProblem(reply: FastifyReply, status: number, detail: string): FastifyReply {
  const title = STATUS_CODES[status] ?? 'Error'
  return reply.code(status).type('application/problem+json').send({ title, status, detail })
}

/** What no route answers, and what a route throws: a person sees no stack, and the log is told. */
export function registerProblems(app: FastifyInstance, onError: (error: unknown) => void): void {
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, 404, 'there is nothing at this address'))
  app.setErrorHandler((error, _request, reply) => {
    const status = clientFault(error)
    if (status !== undefined) return sendProblem(reply, status, 'the request cannot be read')
    onError(error)
    return sendProblem(reply, 500, 'the request could not be answered; the log of the system says why')
  })
}

/** The server library's own refusals (too large, malformed) carry a status of the client's. */
function clientFault(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('statusCode' in error)) return undefined
  const { statusCode } = error
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 ? statusCode : undefined
}
