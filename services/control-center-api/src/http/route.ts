/**
 * How a route is written: one value with its access, its schemas and what it does. From it alone follow validation,
 * types, the OpenAPI file and the authorisation matrix. A route without an access does not compile; one that others
 * register past this does not start (see access.ts).
 */
import type { Role } from '@oasis/ports'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Caller } from '../auth/caller.ts'
import type { ProblemCode } from './problem.ts'

/**
 * `public`: for everybody. `cookie`: by the refresh cookie alone. `local`: without a token from this machine only, with a
 * viewer's token from anywhere. Else the least role that may.
 */
export type Access = 'public' | 'cookie' | 'local' | Role

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

interface Schemas<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> {
  readonly params?: P
  readonly query?: Q
  readonly body?: B
}

export interface Incoming<P, Q, B> {
  readonly params: P
  readonly query: Q
  readonly body: B
  readonly address: string
  /** Aborts when the request's deadline passes or the caller goes away. */
  readonly signal: AbortSignal
  readonly raw: FastifyRequest
  readonly reply: FastifyReply
}

export interface AuthenticatedIncoming<P, Q, B> extends Incoming<P, Q, B> {
  readonly caller: Caller
}

export interface Answer<R extends z.ZodType> {
  readonly status: 200 | 201 | 202 | 204
  readonly description: string
  readonly schema: R
  /** JSON by default. */
  readonly mediaType?: string
  /** Other forms in which the same answer can be had, by media type; written by the route itself. */
  readonly otherForms?: Readonly<Record<string, z.ZodType>>
}

interface RouteParts<R extends z.ZodType> {
  readonly method: Method
  /** Under `/api/v1`, parameters as `:id`. */
  readonly path: string
  readonly tag: string
  readonly summary: string
  readonly description?: string
  readonly answer: Answer<R>
  /** What it may answer besides what every route may. */
  readonly problems?: readonly ProblemCode[]
  /** Works with store and bus down: never held up by rate limits, its caller known from memory where the store is silent. */
  readonly direct?: true
  /** A bearer of a password that somebody else has set may use it. */
  readonly beforePasswordChange?: true
  /** Takes an `Idempotency-Key`. */
  readonly idempotent?: true
  /** Of the whole request; the service's own by default. */
  readonly deadlineMs?: number
}

/** What a route answers with; the reply itself where it has written that already (a stream, a file). */
export type Answered<R extends z.ZodType> = z.output<R> | FastifyReply

export interface PublicRoute<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> extends RouteParts<R>,
    Schemas<P, Q, B> {
  readonly access: 'public' | 'cookie' | 'local'
  handle(request: Incoming<z.output<P>, z.output<Q>, z.output<B>>): Promise<Answered<R>>
}

export interface ProtectedRoute<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> extends RouteParts<R>,
    Schemas<P, Q, B> {
  readonly access: Role
  handle(request: AuthenticatedIncoming<z.output<P>, z.output<Q>, z.output<B>>): Promise<Answered<R>>
}

/** Any route, as the server takes it. */
export interface ApiRoute extends RouteParts<z.ZodType>, Schemas<z.ZodType, z.ZodType, z.ZodType> {
  readonly access: Access
  handle(request: AuthenticatedIncoming<unknown, unknown, unknown>): Promise<unknown>
}

/** A route for whoever has at least the role that `access` names. */
export function route<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  parts: ProtectedRoute<P, Q, B, R>,
): ApiRoute {
  // Its own schemas have parsed what it is given; only the server calls it.
  return parts as unknown as ApiRoute
}

/** A route that knows no caller. */
export function publicRoute<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  R extends z.ZodType,
>(parts: PublicRoute<P, Q, B, R>): ApiRoute {
  return parts as unknown as ApiRoute
}
