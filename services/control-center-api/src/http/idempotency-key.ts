/** The key under which a request may come again. */
import type { FastifyRequest } from 'fastify'

export const IDEMPOTENCY_KEY = 'idempotency-key'

/** As the route's schema has taken it. */
export function idempotencyKeyOf({ headers }: FastifyRequest): string | undefined {
  const key = headers[IDEMPOTENCY_KEY]
  return typeof key === 'string' ? key : undefined
}
