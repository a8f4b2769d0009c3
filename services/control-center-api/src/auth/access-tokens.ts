/**
 * Access tokens: JWTs of ten minutes, signed by Ed25519 keys that stand in the store, sealed. A key signs for a month;
 * the next one is made then, and the old one verifies until the last token of its own has expired. The algorithm is ours
 * to say, never the token's.
 */
import { randomUUID } from 'node:crypto'
import { NANOS_PER_MS, type UnixNanos } from '@oasis/domain'
import type { ControlCenterStore, Logger, Scheduler, TokenKey } from '@oasis/ports'
import {
  type CryptoKey,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWTPayload,
  jwtVerify,
  SignJWT,
} from 'jose'
import type { AuditedWriter } from '../audit/audited-writer.ts'
import { SYSTEM } from '../audit/audited-writer.ts'
import type { ControlCenterConfig } from '../config.ts'
import { sealText, unsealText } from './sealed-text.ts'

const ALGORITHM = 'EdDSA'
const TYPE = 'at+jwt'
/** Clocks of one machine: none at all. */
const TOLERANCE_SECONDS = 0
const MAX_VERIFIED = 1_000
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export interface AccessClaims {
  readonly userId: string
  readonly sessionId: string
}

export interface AccessTokensOptions {
  readonly store: ControlCenterStore
  readonly writer: AuditedWriter
  readonly sealingKey: Uint8Array
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly config: Pick<ControlCenterConfig, 'issuer' | 'audience' | 'accessTokenMs' | 'tokenKeyMs'>
}

interface SigningKey {
  readonly kid: string
  readonly key: CryptoKey
  readonly until: UnixNanos
}

export class AccessTokens {
  readonly #options: AccessTokensOptions
  readonly #verifying = new Map<string, CryptoKey>()
  /** Whose signatures were found good: checking one takes longer than all else that a small answer does. */
  readonly #verified = new Map<string, { readonly claims: AccessClaims; readonly untilSeconds: number }>()
  #signing: SigningKey | undefined
  #rotating: Promise<void> | undefined

  constructor(options: AccessTokensOptions) {
    this.#options = options
  }

  async start(): Promise<void> {
    const { store, logger, sealingKey } = this.#options
    const keys = await store.tokenKeys()
    for (const { kid, publicKey } of keys) this.#verifying.set(kid, await importKey(publicKey))
    const [newest] = keys
    if (newest === undefined) return
    try {
      const key = await importKey(unsealText(sealingKey, newest.sealedPrivateKey))
      this.#signing = { kid: newest.kid, key, until: this.#endOf(newest) }
    } catch (error) {
      // Another secret than before: whoever is logged in stays, and new tokens get a new key.
      logger.warn({ err: error, kid: newest.kid }, 'a token key cannot be unsealed; another one is made')
    }
  }

  async issue({ userId, sessionId }: AccessClaims): Promise<string> {
    const { scheduler, config } = this.#options
    const { kid, key } = await this.#current()
    const nowSeconds = Number(scheduler.now() / 1_000_000_000n)
    return new SignJWT({ sid: sessionId })
      .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid })
      .setSubject(userId)
      .setIssuer(config.issuer)
      .setAudience(config.audience)
      .setJti(randomUUID())
      .setIssuedAt(nowSeconds)
      .setExpirationTime(nowSeconds + Math.floor(config.accessTokenMs / 1_000))
      .sign(key)
  }

  /** Undefined for everything but a token of ours that is good now. */
  async verify(token: string): Promise<AccessClaims | undefined> {
    const nowSeconds = Math.floor(Number(this.#options.scheduler.now() / NANOS_PER_MS) / 1_000)
    const known = this.#verified.get(token)
    if (known !== undefined && nowSeconds < known.untilSeconds) return known.claims
    this.#verified.delete(token)
    try {
      const { payload } = await this.#examine(token)
      const claims = claimsOf(payload)
      if (claims !== undefined && payload.exp !== undefined) this.#remember(token, claims, payload.exp)
      return claims
    } catch {
      return undefined
    }
  }

  #examine(token: string) {
    const { scheduler, config } = this.#options
    return jwtVerify(token, ({ kid }) => this.#keyNamed(kid), {
      algorithms: [ALGORITHM],
      typ: TYPE,
      issuer: config.issuer,
      audience: config.audience,
      requiredClaims: ['sub', 'sid', 'jti', 'iat', 'exp'],
      clockTolerance: TOLERANCE_SECONDS,
      currentDate: new Date(Number(scheduler.now() / NANOS_PER_MS)),
    })
  }

  /** Its signature stays good as long as it lasts; whether its session does is asked at each request. */
  #remember(token: string, claims: AccessClaims, exp: number): void {
    this.#verified.set(token, { claims, untilSeconds: exp })
    if (this.#verified.size <= MAX_VERIFIED) return
    for (const oldest of this.#verified.keys()) {
      this.#verified.delete(oldest)
      return
    }
  }

  #keyNamed(kid: string | undefined): CryptoKey {
    const key = kid === undefined ? undefined : this.#verifying.get(kid)
    if (key === undefined) throw new Error('no such key')
    return key
  }

  async #current(): Promise<SigningKey> {
    const now = this.#options.scheduler.now()
    if (this.#signing === undefined || this.#signing.until <= now) {
      this.#rotating ??= this.#rotate().finally(() => {
        this.#rotating = undefined
      })
      await this.#rotating
    }
    if (this.#signing === undefined) throw new Error('there is no key to sign with')
    return this.#signing
  }

  /** Written down before it signs anything. */
  async #rotate(): Promise<void> {
    const { writer, sealingKey, scheduler, config } = this.#options
    const pair = await generateKeyPair(ALGORITHM, { extractable: true })
    const now = scheduler.now()
    const made: TokenKey = {
      kid: randomUUID(),
      publicKey: JSON.stringify(await exportJWK(pair.publicKey)),
      sealedPrivateKey: sealText(sealingKey, JSON.stringify(await exportJWK(pair.privateKey))),
      createdAt: now,
    }
    const kept = BigInt(config.tokenKeyMs + config.accessTokenMs) * 2n * NANOS_PER_MS
    await writer.write(() => ({
      newTokenKey: made,
      forget: {
        sessionsExpiredBefore: now,
        tokenKeysBefore: (now - kept) as UnixNanos,
        answersBefore: (now - KEPT_ANSWERS) as UnixNanos,
      },
      audit: [{ actor: SYSTEM, action: 'TOKEN_KEY_MADE', target: `token-key/${made.kid}`, result: 'DONE' }],
    }))
    this.#verifying.set(made.kid, pair.publicKey)
    this.#signing = { kid: made.kid, key: pair.privateKey, until: this.#endOf(made) }
  }

  #endOf({ createdAt }: TokenKey): UnixNanos {
    return (createdAt + BigInt(this.#options.config.tokenKeyMs) * NANOS_PER_MS) as UnixNanos
  }
}

/** Two days: longer than anybody tries the same request again. */
const KEPT_ANSWERS = 2n * 86_400_000n * NANOS_PER_MS

async function importKey(jwk: string): Promise<CryptoKey> {
  const key = await importJWK(JSON.parse(jwk), ALGORITHM)
  if (key instanceof Uint8Array) throw new Error('a token key is none of Ed25519')
  return key
}

function claimsOf({ sub, sid, jti }: JWTPayload): AccessClaims | undefined {
  const isOurs = [sub, sid, jti].every((id) => typeof id === 'string' && UUID.test(id))
  return isOurs ? { userId: String(sub), sessionId: String(sid) } : undefined
}
