/**
 * The one way of every REST request: faults before, who asks and whether it may, its effect, faults after. Routes see
 * requests that are allowed; everything about HTTP itself is the server's.
 */
import type { UnixNanos } from '@oasis/domain'
import type { Scheduler } from '@oasis/ports'
import type { Member, Members } from '../../accounts/members.ts'
import type { ApiKey } from '../../accounts/user.ts'
import type { TokenCheck } from '../../auth/token-check.ts'
import { InvalidArgument, type RestQuery } from '../../protocol/query.ts'
import {
  invalidArgument,
  MISSING_SCOPES,
  RATE_LIMITED,
  type RestAnswer,
  UNAUTHORIZED,
} from '../../protocol/rest-bodies.ts'
import { snakeNames } from '../../protocol/wire-case.ts'
import type { RateLimiter } from '../rate-limiter.ts'
import type { AfterFate, OnTheWire, Seams, SeenRequest } from '../seams.ts'
import type { RestContext, RestRoute } from './rest-route.ts'

export interface RestRequest {
  readonly route: RestRoute
  /** Without the query. */
  readonly path: string
  readonly id: string
  readonly query: unknown
  /** As it came; undefined without one. */
  readonly body: string | undefined
  readonly authorization: string | undefined
}

/** What is to be done about a request; undefined: it is never answered. */
export type Reply = SentAnswer | 'BREAK' | undefined

export interface SentAnswer extends RestAnswer {
  readonly onTheWire?: OnTheWire
}

export interface RestApiPorts {
  readonly members: Members
  readonly check: TokenCheck
  readonly limiter: RateLimiter
  readonly seams: Seams
  readonly scheduler: Scheduler
}

interface Asker {
  readonly member: Member
  readonly key: ApiKey
}

export class RestApi {
  readonly #ports: RestApiPorts
  #stopped = false

  constructor(ports: RestApiPorts) {
    this.#ports = ports
  }

  /** What comes later, or waits, has no effect any more and no answer. */
  stop(): void {
    this.#stopped = true
  }

  async handle(request: RestRequest): Promise<Reply> {
    const { seams, scheduler } = this.#ports
    const seen = this.#see(request)
    const before = seams.rest.before(seen)
    if (before.kind === 'HANG') return undefined
    if (before.kind === 'BREAK') return 'BREAK'
    if (before.delayMs) await scheduler.sleep(before.delayMs)
    if (before.kind === 'ANSWER') return before.answer
    const asker = request.route.permission === undefined ? undefined : await this.#authorize(request)
    if (this.#stopped) return 'BREAK'
    const answer = this.#answer(request, before.query ? { ...seen, query: before.query } : seen, asker)
    const userId = asker && 'member' in asker ? asker.member.user.id : undefined
    return this.#send(seams.rest.after(seen, answer, userId))
  }

  async #send(fate: AfterFate): Promise<Reply> {
    if (fate.kind === 'HANG') return undefined
    if (fate.kind === 'BREAK') return 'BREAK'
    if (fate.delayMs) await this.#ports.scheduler.sleep(fate.delayMs)
    return fate.onTheWire ? { ...fate.answer, onTheWire: fate.onTheWire } : fate.answer
  }

  #see({ route, path, query, body }: RestRequest): SeenRequest {
    return {
      kind: route.kind,
      method: route.method,
      path,
      query: snakeNames(query) as RestQuery,
      body: parseBody(body),
      isPrivate: route.permission !== undefined,
      at: this.#ports.scheduler.now(),
    }
  }

  /** Nothing has been changed before this is passed, and nothing is awaited after it. */
  async #authorize({ route, path, authorization }: RestRequest): Promise<Asker | RestAnswer> {
    const { check, members, seams, scheduler } = this.#ports
    const token = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1]
    if (token === undefined) return UNAUTHORIZED
    // Real work of a crypto library: virtual time has to wait for it.
    const release = scheduler.hold()
    try {
      const now = seams.venueTime(scheduler.now())
      const verdict = await check(token, { method: route.method, path }, now)
      if (verdict.kind === 'REFUSED') return UNAUTHORIZED
      const member = members.find(verdict.key.userId)
      return member ? { member, key: verdict.key } : UNAUTHORIZED
    } finally {
      release()
    }
  }

  #answer(request: RestRequest, seen: SeenRequest, asker: Asker | RestAnswer | undefined): RestAnswer {
    const { route, id } = request
    const { seams, scheduler, limiter } = this.#ports
    const now: UnixNanos = seams.venueTime(scheduler.now())
    const context: RestContext = { query: seen.query, body: seen.body, id, now }
    if (route.permission === undefined) return orInvalid(() => route.answer(context))
    if (!asker || !('member' in asker)) return asker ?? UNAUTHORIZED
    const rate = limiter.take(asker.member.user.id, scheduler.now())
    const headers = rate && {
      'x-ratelimit-limit': String(rate.limit),
      'x-ratelimit-remaining': String(rate.remaining),
      'x-ratelimit-reset': String(rate.resetSeconds),
    }
    const answer = (): RestAnswer => {
      if (rate?.allowed === false) return RATE_LIMITED
      if (!asker.key.permissions.includes(route.permission)) return MISSING_SCOPES
      return orInvalid(() => route.answer({ ...context, ...asker }))
    }
    return headers ? { ...answer(), headers } : answer()
  }
}

function orInvalid(answer: () => RestAnswer): RestAnswer {
  try {
    return answer()
  } catch (error) {
    if (error instanceof InvalidArgument) return invalidArgument(error.message)
    throw error
  }
}

function parseBody(text: string | undefined): unknown {
  if (text === undefined || text === '') return undefined
  try {
    return snakeNames(JSON.parse(text))
  } catch {
    return undefined
  }
}
