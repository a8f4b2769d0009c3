/** One call of the API: what it is, what a key needs for it, and how it is answered. */
import type { UnixNanos } from '@oasis/domain'
import type { Member } from '../../accounts/members.ts'
import type { ApiKey, Permission } from '../../accounts/user.ts'
import type { RestQuery } from '../../protocol/query.ts'
import type { RestAnswer } from '../../protocol/rest-bodies.ts'
import type { RequestKind } from '../seams.ts'

export interface RestContext {
  /** Names in snake case. */
  readonly query: RestQuery
  readonly body: unknown
  /** The `:id` of the path. */
  readonly id: string
  /** By the venue's clock. */
  readonly now: UnixNanos
}

export interface PrivateContext extends RestContext {
  readonly member: Member
  readonly key: ApiKey
}

interface RouteFacts {
  readonly kind: RequestKind
  readonly method: 'GET' | 'POST'
  /** As the server's router has it. */
  readonly path: string
}

export interface PublicRoute extends RouteFacts {
  readonly permission?: undefined
  readonly answer: (context: RestContext) => RestAnswer
}

export interface PrivateRoute extends RouteFacts {
  readonly permission: Permission
  readonly answer: (context: PrivateContext) => RestAnswer
}

export type RestRoute = PublicRoute | PrivateRoute

export const BROKERAGE = '/api/v3/brokerage'
