/**
 * Who asks, from the token of the request, and whether the route is for them. The store is asked at each request: a user
 * who was disabled, a session that has ended, a token that was revoked are out at once.
 */
import type { ControlCenterStore, Scheduler } from '@oasis/ports'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isLoopback } from '../http/guard-host.ts'
import { Problem } from '../http/problem.ts'
import type { Access } from '../http/route.ts'
import type { AccessMemory } from './access-memory.ts'
import type { AccessTokens } from './access-tokens.ts'
import { API_TOKEN_START, hashToken } from './api-tokens.ts'
import { type Caller, lesserRole, mayAct } from './caller.ts'
import { refuseForeignPages } from './refresh-cookie.ts'

export interface AuthenticatorOptions {
  readonly store: ControlCenterStore
  readonly tokens: AccessTokens
  readonly memory: AccessMemory
  readonly scheduler: Scheduler
}

/** How long a halt waits for the store to say who asks. */
const DIRECT_PATIENCE_MS = 300
const MAX_TOKEN = 4_096

export class Authenticator {
  readonly #options: AuthenticatorOptions

  constructor(options: AuthenticatorOptions) {
    this.#options = options
  }

  /** Before anything of a request's body is read. */
  guard(app: FastifyInstance): void {
    app.decorateRequest('caller', undefined)
    app.addHook('onRequest', async (request) => {
      if (request.is404) return
      request.caller = await this.#letIn(request, request.routeOptions.config.direct ?? false)
    })
  }

  /** Of a request that lasts: tokens expire, sessions end, users are disabled and passwords reset meanwhile. */
  async isStillAdmitted(request: FastifyRequest): Promise<boolean> {
    try {
      await this.#letIn(request, false)
      return true
    } catch (error) {
      if (error instanceof Problem) return false
      throw error
    }
  }

  async #letIn(request: FastifyRequest, direct: boolean): Promise<Caller | undefined> {
    const { access, beforePasswordChange = false } = request.routeOptions.config
    // The server does not start with a route that has none.
    if (access === undefined) throw new Problem('OTS_HTTP_INTERNAL')
    const caller = await this.#admit(request, access, direct)
    if (caller?.mustChangePassword && !beforePasswordChange) {
      throw new Problem('OTS_HTTP_PASSWORD_CHANGE_REQUIRED')
    }
    return caller
  }

  async #admit(request: FastifyRequest, access: Access, direct: boolean): Promise<Caller | undefined> {
    if (access === 'public') return undefined
    if (access === 'cookie') {
      refuseForeignPages(request)
      return undefined
    }
    const isHere = isLoopback(request.socket.remoteAddress ?? '')
    if (access === 'local' && isHere && request.headers.authorization === undefined) return undefined
    const caller = await this.#callerOf(request, direct)
    const needed = access === 'local' ? 'viewer' : access
    if (mayAct(caller.role, needed)) return caller
    throw new Problem('OTS_HTTP_FORBIDDEN', `this is for the role "${needed}"; yours is "${caller.role}"`)
  }

  async #callerOf(request: FastifyRequest, direct: boolean): Promise<Caller> {
    const [, token] = /^Bearer +([\w.~+/=-]+)$/i.exec(request.headers.authorization ?? '') ?? []
    if (token === undefined || token.length > MAX_TOKEN) throw unauthenticated('a bearer token is needed')
    const caller = token.startsWith(API_TOKEN_START)
      ? await this.#byApiToken(token, request.ip, direct)
      : await this.#bySession(token, request.ip, direct)
    // What exactly is wrong with it is nobody's business.
    if (caller === undefined) throw unauthenticated('the token is not valid (any more)')
    return caller
  }

  async #byApiToken(token: string, address: string, direct: boolean): Promise<Caller | undefined> {
    const { store, memory, scheduler } = this.#options
    const hash = hashToken(token)
    const found = await this.#read(
      () => store.findApiTokenByHash(hash),
      () => memory.findToken(hash),
      direct,
    )
    if (found === undefined || found.revoked || found.expiresAt <= scheduler.now()) return undefined
    memory.token(found)
    const user = await this.#findUser(found.userId, direct)
    if (user === undefined || user.disabled) return undefined
    const { userId, name } = user
    const role = lesserRole(found.role, user.role)
    return { userId, name, role, mustChangePassword: user.mustChangePassword, address }
  }

  async #bySession(token: string, address: string, direct: boolean): Promise<Caller | undefined> {
    const { tokens, store, memory, scheduler } = this.#options
    const claims = await tokens.verify(token)
    if (claims === undefined) return undefined
    const { sessionId, userId } = claims
    const [session, user] = await Promise.all([
      this.#read(
        () => store.findSession(sessionId),
        () => memory.findSession(sessionId),
        direct,
      ),
      this.#findUser(userId, direct),
    ])
    if (session === undefined || user === undefined) return undefined
    memory.session(session)
    const isOver =
      session.endReason !== undefined ||
      session.userId !== userId ||
      session.expiresAt <= scheduler.now() ||
      session.sessionVersion !== user.sessionVersion
    if (isOver || user.disabled) return undefined
    const { name, role, mustChangePassword } = user
    return { userId, name, role, mustChangePassword, sessionId, address }
  }

  async #findUser(userId: string, direct: boolean) {
    const { store, memory } = this.#options
    const user = await this.#read(
      () => store.findUser(userId),
      () => memory.findUser(userId),
      direct,
    )
    if (user !== undefined) memory.user(user)
    return user
  }

  /** A halt does not wait for a store that is away: then what was known last counts. */
  async #read<T>(
    read: () => Promise<T | undefined>,
    remembered: () => T | undefined,
    direct: boolean,
  ): Promise<T | undefined> {
    if (!direct) return read()
    const done = new AbortController()
    const late = this.#options.scheduler.sleep(DIRECT_PATIENCE_MS, done.signal).then(remembered)
    late.catch(() => {})
    try {
      return await Promise.race([read().catch(remembered), late])
    } finally {
      done.abort()
    }
  }
}

const unauthenticated = (detail: string): Problem =>
  new Problem('OTS_HTTP_UNAUTHENTICATED', detail, { headers: { 'www-authenticate': 'Bearer' } })
