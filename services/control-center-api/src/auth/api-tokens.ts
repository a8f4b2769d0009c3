/** Tokens for programs. The store has their hash alone: 256 random bits need no slow one. */
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { NANOS_PER_MS, type UnixNanos } from '@oasis/domain'
import type { ApiToken, ControlCenterStore, Role, Scheduler } from '@oasis/ports'
import type { AuditedWriter } from '../audit/audited-writer.ts'
import type { ControlCenterConfig } from '../config.ts'
import { Problem } from '../http/problem.ts'
import type { AccessMemory } from './access-memory.ts'
import { type Caller, mayAct } from './caller.ts'

export const API_TOKEN_START = 'ots_'
const TOKEN_BYTES = 32
const PREFIX_LENGTH = 12
const MAX_PER_USER = 100

export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')

export interface ApiTokensOptions {
  readonly store: ControlCenterStore
  readonly writer: AuditedWriter
  readonly memory: AccessMemory
  readonly scheduler: Scheduler
  readonly config: Pick<ControlCenterConfig, 'apiTokenMaxMs'>
}

export interface TokenWish {
  readonly name: string
  readonly role: Role
  readonly expiresInMs: number
}

export class ApiTokens {
  readonly #options: ApiTokensOptions

  constructor(options: ApiTokensOptions) {
    this.#options = options
  }

  list({ userId }: Caller): Promise<readonly ApiToken[]> {
    return this.#options.store.apiTokens(userId)
  }

  /** The token itself is told this once. */
  async create(
    caller: Caller,
    { name, role, expiresInMs }: TokenWish,
  ): Promise<{ token: string; made: ApiToken }> {
    const { store, writer, memory, scheduler, config } = this.#options
    refuseTokens(caller, 'a token')
    if (!mayAct(caller.role, role)) {
      throw new Problem('OTS_HTTP_FORBIDDEN', `a token may do no more than you: "${caller.role}"`)
    }
    if (expiresInMs > config.apiTokenMaxMs) {
      const days = Math.floor(config.apiTokenMaxMs / 86_400_000)
      throw new Problem('OTS_HTTP_INVALID', `tokens live ${days} days at most`)
    }
    const token = `${API_TOKEN_START}${randomBytes(TOKEN_BYTES).toString('base64url')}`
    const now = scheduler.now()
    const made: ApiToken = {
      tokenId: randomUUID(),
      userId: caller.userId,
      name,
      prefix: token.slice(0, PREFIX_LENGTH),
      tokenHash: hashToken(token),
      role,
      createdAt: now,
      expiresAt: (now + BigInt(expiresInMs) * NANOS_PER_MS) as UnixNanos,
      revoked: false,
      version: 1,
    }
    await writer.write(async () => {
      if ((await store.apiTokens(caller.userId)).filter((each) => !each.revoked).length >= MAX_PER_USER) {
        throw new Problem('OTS_HTTP_CONFLICT', `a user has ${MAX_PER_USER} tokens at most: revoke one`)
      }
      const after = { name, role, prefix: made.prefix }
      const target = `token/${made.tokenId}`
      return {
        apiTokens: [made],
        audit: [{ actor: caller, action: 'TOKEN_CREATED', target, after, result: 'DONE' }],
      }
    })
    memory.token(made)
    return { token, made }
  }

  /** One's own. */
  async revoke(caller: Caller, tokenId: string): Promise<void> {
    const { store, writer, memory } = this.#options
    let revoked: ApiToken | undefined
    await writer.write(async () => {
      const token = (await store.apiTokens(caller.userId)).find((each) => each.tokenId === tokenId)
      if (token === undefined) throw new Problem('OTS_HTTP_NOT_FOUND', 'you have no such token')
      revoked = token.revoked ? token : { ...token, revoked: true, version: token.version + 1 }
      if (token.revoked) return { audit: [] }
      const target = `token/${tokenId}`
      return {
        apiTokens: [revoked],
        audit: [{ actor: caller, action: 'TOKEN_REVOKED', target, result: 'DONE' }],
      }
    })
    if (revoked) memory.token(revoked)
  }
}

/** What a token could do for whoever has found it, beyond its expiry. */
export function refuseTokens({ sessionId }: Caller, what: string): void {
  if (sessionId === undefined)
    throw new Problem('OTS_HTTP_FORBIDDEN', `${what} is made by a person who is logged in`)
}
