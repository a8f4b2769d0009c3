/**
 * Logins and what follows from them: an access token, and a refresh token that is replaced at each use. A refresh token
 * that comes a second time was copied: the whole family ends, whoever has it.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { NANOS_PER_MS, type UnixNanos } from '@oasis/domain'
import type { ControlCenterStore, Logger, Scheduler, Session, User } from '@oasis/ports'
import type { Metrics } from '@oasis/runtime'
import type { Actor, AuditedWriter, Draft } from '../audit/audited-writer.ts'
import type { ControlCenterConfig } from '../config.ts'
import { LoginLimits } from '../core/login-limits.ts'
import { isUserName, normalizedName, passwordFault } from '../core/password-rules.ts'
import { Problem } from '../http/problem.ts'
import type { AccessMemory } from './access-memory.ts'
import type { AccessTokens } from './access-tokens.ts'
import { hashToken, refuseTokens } from './api-tokens.ts'
import type { Caller } from './caller.ts'
import type { Passwords } from './passwords.ts'

export interface SessionsOptions {
  readonly store: ControlCenterStore
  readonly writer: AuditedWriter
  readonly tokens: AccessTokens
  readonly memory: AccessMemory
  readonly passwords: Passwords
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly metrics: Metrics
  readonly config: Pick<ControlCenterConfig, 'sessionMs' | 'accessTokenMs' | 'logins'>
}

export interface Granted {
  readonly user: User
  readonly accessToken: string
  readonly expiresInMs: number
  readonly refreshToken: string
  readonly refreshLifeMs: number
}

/** Names that nobody has are counted, too, and never written down: people type passwords into the wrong field. */
const UNKNOWN = '(unknown)'
const SECRET_BYTES = 32

export class Sessions {
  readonly #options: SessionsOptions
  readonly #limits: LoginLimits

  constructor(options: SessionsOptions) {
    this.#options = options
    this.#limits = new LoginLimits(options.config.logins)
  }

  async login(typedName: string, password: string, address: string): Promise<Granted> {
    const { store, passwords } = this.#options
    const name = normalizedName(typedName)
    this.#mayTry(name, address)
    const user = isUserName(name) ? await store.findUserByName(name) : undefined
    const isRight = await passwords.verify(password, user?.passwordHash)
    if (user === undefined || !isRight || user.disabled) {
      await this.#refused(user, address, 'LOGIN')
      throw new Problem('OTS_HTTP_LOGIN_FAILED')
    }
    this.#limits.succeeded(name, address)
    return this.#begin(user, password, address)
  }

  async refresh(cookie: string | undefined, address: string): Promise<Granted> {
    const { store, writer, scheduler } = this.#options
    const { sessionId, secret } = parseRefreshToken(cookie)
    const next = randomBytes(SECRET_BYTES).toString('base64url')
    let outcome: { session: Session; user: User } | undefined
    await writer.write(async (): Promise<Draft> => {
      outcome = undefined
      const session = await store.findSession(sessionId)
      const user = session && (await store.findUser(session.userId))
      if (session === undefined || user === undefined) return { audit: [] }
      const isGood =
        session.endReason === undefined &&
        session.expiresAt > scheduler.now() &&
        session.sessionVersion === user.sessionVersion &&
        !user.disabled
      if (!isGood) return { audit: [] }
      if (hashToken(secret) !== session.tokenHash) return this.#reused(session, user, address)
      outcome = { session: { ...session, tokenHash: hashToken(next), version: session.version + 1 }, user }
      return { sessions: [outcome.session], audit: [] }
    })
    if (outcome === undefined)
      throw new Problem('OTS_HTTP_UNAUTHENTICATED', 'the session is over: log in again')
    return this.#grant(outcome.user, outcome.session, next)
  }

  /** Of whoever holds the refresh token. One that is over is over. */
  async logout(cookie: string | undefined, address: string): Promise<void> {
    const { store, writer, memory } = this.#options
    const { sessionId, secret } = parseRefreshToken(cookie)
    await writer.write(async (): Promise<Draft> => {
      const session = await store.findSession(sessionId)
      const user = session && (await store.findUser(session.userId))
      if (session === undefined || user === undefined || session.endReason !== undefined) return { audit: [] }
      if (hashToken(secret) !== session.tokenHash) return this.#reused(session, user, address)
      const ended = over(session, 'LOGOUT')
      memory.session(ended)
      const target = `session/${session.sessionId}`
      return {
        sessions: [ended],
        audit: [{ actor: actorOf(user, address), action: 'LOGOUT', target, result: 'DONE' }],
      }
    })
  }

  /** Every other session of the user is over; this one goes on, under a new token. */
  async changePassword(caller: Caller, current: string, next: string): Promise<Granted> {
    const { store, writer, passwords, memory, scheduler } = this.#options
    refuseTokens(caller, 'a password')
    this.#mayTry(caller.name, caller.address)
    const user = await store.findUser(caller.userId)
    if (user === undefined || !(await passwords.verify(current, user.passwordHash))) {
      await this.#refused(user, caller.address, 'PASSWORD_CHANGE')
      throw new Problem('OTS_HTTP_LOGIN_FAILED', 'the current password is another one')
    }
    this.#limits.succeeded(caller.name, caller.address)
    const fault = current === next ? 'it is the current one' : passwordFault(next, user.name)
    if (fault !== undefined) {
      const errors = [{ path: 'body/newPassword', message: fault }]
      throw new Problem('OTS_HTTP_INVALID', `the new password: ${fault}`, { errors })
    }
    const passwordHash = await passwords.hash(next)
    let changed: User | undefined
    await writer.write(async () => {
      const now = await store.findUser(caller.userId)
      if (now === undefined || now.passwordHash !== user.passwordHash) {
        throw new Problem('OTS_HTTP_CONFLICT', 'the password was changed by somebody else meanwhile')
      }
      changed = {
        ...now,
        passwordHash,
        mustChangePassword: false,
        sessionVersion: now.sessionVersion + 1,
        updatedAt: scheduler.now(),
        version: now.version + 1,
      }
      const target = `user/${now.name}`
      return {
        users: [changed],
        audit: [{ actor: caller, action: 'PASSWORD_CHANGED', target, result: 'DONE' }],
      }
    })
    if (changed === undefined) throw new Error('a password was changed without a user')
    memory.user(changed)
    return this.#begin(changed, undefined, caller.address)
  }

  #mayTry(name: string, address: string): void {
    const waitMs = this.#limits.attempt(name, address, this.#nowMs())
    if (waitMs === undefined) return
    this.#options.metrics.increment('ots_logins_total', { result: 'locked' })
    const headers = { 'retry-after': String(Math.ceil(waitMs / 1_000)) }
    throw new Problem('OTS_HTTP_TOO_MANY_REQUESTS', 'too many attempts: wait before the next one', {
      headers,
    })
  }

  #nowMs(): number {
    return Number(this.#options.scheduler.now() / NANOS_PER_MS)
  }

  async #refused(user: User | undefined, address: string, action: string): Promise<void> {
    const actor = { name: user?.name ?? UNKNOWN, role: user?.role ?? 'none', address }
    const result = user?.disabled ? 'REFUSED: disabled' : 'REFUSED'
    this.#options.metrics.increment('ots_logins_total', { result: 'refused' })
    await this.#options.writer.write(() => ({
      audit: [{ actor, action, target: `user/${actor.name}`, result }],
    }))
  }

  #reused(session: Session, user: User, address: string): Draft {
    const { memory, logger } = this.#options
    const ended = over(session, 'REUSED')
    memory.session(ended)
    logger.warn({ user: user.name, address }, 'a refresh token came a second time: its session is over')
    return {
      sessions: [ended],
      audit: [
        {
          actor: actorOf(user, address),
          action: 'REFRESH_TOKEN_REUSED',
          target: `session/${session.sessionId}`,
          result: 'REFUSED: the session is over',
        },
      ],
    }
  }

  /** `password`: to be hashed anew where its hash is of yesterday. */
  async #begin(user: User, password: string | undefined, address: string): Promise<Granted> {
    const { writer, passwords, scheduler, memory, config } = this.#options
    const now = scheduler.now()
    const secret = randomBytes(SECRET_BYTES).toString('base64url')
    const session: Session = {
      sessionId: randomUUID(),
      userId: user.userId,
      sessionVersion: user.sessionVersion,
      tokenHash: hashToken(secret),
      createdAt: now,
      expiresAt: (now + BigInt(config.sessionMs) * NANOS_PER_MS) as UnixNanos,
      version: 1,
    }
    const isOutdated = password !== undefined && passwords.isOutdated(user.passwordHash)
    const rehashed = isOutdated
      ? [{ ...user, passwordHash: await passwords.hash(password), version: user.version + 1 }]
      : []
    const actor = actorOf(user, address)
    const target = `user/${user.name}`
    await writer.write(() => ({
      sessions: [session],
      users: rehashed,
      audit: [{ actor, action: 'LOGIN', target, after: { session: session.sessionId }, result: 'DONE' }],
    }))
    this.#options.metrics.increment('ots_logins_total', { result: 'done' })
    memory.user(rehashed[0] ?? user)
    return this.#grant(user, session, secret)
  }

  async #grant(user: User, session: Session, secret: string): Promise<Granted> {
    const { tokens, memory, scheduler, config } = this.#options
    memory.session(session)
    const { sessionId } = session
    return {
      user,
      accessToken: await tokens.issue({ userId: user.userId, sessionId }),
      expiresInMs: config.accessTokenMs,
      refreshToken: `${sessionId}.${secret}`,
      refreshLifeMs: Number((session.expiresAt - scheduler.now()) / NANOS_PER_MS),
    }
  }
}

const NOBODYS = { sessionId: '00000000-0000-0000-0000-000000000000', secret: '' }

/** What was never given out is nobody's. */
function parseRefreshToken(cookie: string | undefined): typeof NOBODYS {
  const [, sessionId, secret] = /^([0-9a-f-]{36})\.([\w-]{43})$/.exec(cookie ?? '') ?? []
  return sessionId === undefined || secret === undefined ? NOBODYS : { sessionId, secret }
}

const over = (session: Session, endReason: string): Session => ({
  ...session,
  endReason,
  version: session.version + 1,
})

const actorOf = ({ name, role }: User, address: string): Actor => ({ name, role, address })
