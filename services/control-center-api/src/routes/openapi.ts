/** The file that describes the API, for programs. */
// For its addition to the server's type.
import type {} from '@fastify/swagger'
import { z } from 'zod'
import { type ApiRoute, publicRoute } from '../http/route.ts'

export function openapiRoute(): ApiRoute {
  return publicRoute({
    method: 'GET',
    path: '/openapi.json',
    access: 'public',
    tag: 'operational',
    summary: 'This description, as OpenAPI 3.1',
    answer: { status: 200, description: 'The OpenAPI file', schema: z.record(z.string(), z.unknown()) },
    handle: async ({ raw }) => ({ ...raw.server.swagger() }),
  })
}
