/** The OpenAPI 3.1 file, made from the very schemas that validate. */
import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'

export const BEARER = 'bearer'
export const REFRESH_COOKIE_SCHEME = 'refreshCookie'

export async function describeApi(app: FastifyInstance, version: string, cookie: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'OTS Control Center API',
        version,
        description:
          'The one door through which people and programs watch and steer the Oasis Trading System. Decimals are strings, times are RFC 3339 with nanoseconds, errors are problem details (RFC 9457) with a stable `code`.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      components: {
        securitySchemes: {
          [BEARER]: {
            type: 'http',
            scheme: 'bearer',
            description: 'An access token of `POST /api/v1/auth/login`, or an API token.',
          },
          [REFRESH_COOKIE_SCHEME]: { type: 'apiKey', in: 'cookie', name: cookie },
        },
      },
    },
    transform: describeRoute,
    transformObject: jsonSchemaTransformObject,
  })
}

/** Pages that others register beside the API are none of it. */
const describeRoute: typeof jsonSchemaTransform = (route) =>
  route.schema?.['x-access'] === undefined
    ? { schema: { ...route.schema, hide: true }, url: route.url }
    : jsonSchemaTransform(route)
