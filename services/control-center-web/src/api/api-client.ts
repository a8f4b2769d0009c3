/** The typed client, made from the OpenAPI file: addresses, queries, bodies and answers are checked by the compiler. */
import createClient, { type Client } from 'openapi-fetch'
import type { paths } from './generated/schema.ts'
import type { Session } from './session.ts'

export type ApiClient = Client<paths>

export const createApiClient = (session: Pick<Session, 'fetch'>): ApiClient =>
  createClient<paths>({ fetch: session.fetch })
