/** The typed client, made from the OpenAPI file: addresses, queries, bodies and answers are checked by the compiler. */
import createClient, { type Client } from 'openapi-fetch'
import type { paths } from './generated/schema.ts'
import type { Session } from './session.ts'

/** Some answers can be had in other forms as well: those are asked for past it. */
type Json = 'application/json'

export type ApiClient = Client<paths, Json>

export const createApiClient = (session: Pick<Session, 'fetch'>): ApiClient =>
  createClient<paths, Json>({ fetch: session.fetch })
