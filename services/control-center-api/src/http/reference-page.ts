/** `/api/docs`: the OpenAPI file for people to read and try, from this server alone. */
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { grantAccess } from './access.ts'

/** Nothing from elsewhere, nothing inline. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

export async function serveReferencePage(app: FastifyInstance): Promise<void> {
  await app.register(async (scope) => {
    grantAccess(scope, 'public')
    await scope.register(swaggerUi, {
      routePrefix: '/api/docs',
      staticCSP: CONTENT_SECURITY_POLICY,
      uiConfig: { deepLinking: true, displayRequestDuration: true, tryItOutEnabled: false },
      theme: { title: 'OTS Control Center API' },
    })
  })
}
