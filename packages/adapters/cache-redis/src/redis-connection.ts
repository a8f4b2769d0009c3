/**
 * One connection to Redis that comes back by itself. Nothing waits in the driver: what cannot be sent now fails now, since
 * an old portfolio sent later would be of no use. A server that takes connections and says nothing is given up like one
 * that is gone.
 */
import type { Logger } from '@oasis/ports'
import { OtsError, type OtsErrorCode } from '@oasis/runtime'
import { Redis } from 'ioredis'

export interface RedisTls {
  /** PEM. Without one the certificates of the system are trusted. */
  readonly ca?: string
  /** PEM; for servers that ask for a certificate. */
  readonly cert?: string
  readonly key?: string
}

export interface RedisConnectionOptions {
  /** `redis://user:password@host:port/database`, `rediss://` for TLS. Never logged. */
  readonly url: string
  /** The server's certificate is always checked. */
  readonly tls?: RedisTls
  /** Within which time a put, get or list is answered, one way or the other. */
  readonly timeoutMs?: number
}

export interface ConnectionWatch {
  /** It can be used, for the first time or again. */
  onReady(): void
  /** Why it cannot be used; the same again with each attempt. */
  onTrouble(reason: OtsError): void
  /** After `onTrouble` where there was an error; alone where the server has gone. */
  onClosed(reason: OtsError): void
}

export const DEFAULT_TIMEOUT_MS = 1_000
const LONGEST_RETRY_DELAY_MS = 5_000
const FIRST_RETRY_DELAY_MS = 50

export function connectRedis(options: RedisConnectionOptions, watch: ConnectionWatch): Redis {
  const { url, tls, timeoutMs = DEFAULT_TIMEOUT_MS } = options
  const encrypted = parseUrl(url).protocol === 'rediss:'
  if (tls !== undefined && !encrypted) {
    throw new OtsError('OTS_CONFIG_INVALID', 'certificates are given for a Redis without TLS', {
      hint: 'Write the address as rediss://…, or leave the certificates out.',
    })
  }
  const redis = new Redis(url, {
    connectionName: 'ots',
    commandTimeout: timeoutMs,
    // Longer than a command's, so that a command tells of its own lateness first.
    socketTimeout: timeoutMs + 500,
    connectTimeout: timeoutMs + 500,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    retryStrategy: retryDelayMs,
    ...(encrypted ? { tls: { ...tls, rejectUnauthorized: true } } : {}),
  })
  redis.on('ready', () => watch.onReady())
  redis.on('error', (error: unknown) => watch.onTrouble(toCacheError(error, url)))
  redis.on('close', () => watch.onClosed(toCacheError(new Error('the connection is closed'), url)))
  return redis
}

/** Doubling up to five seconds, and never for many clients at once. */
export function retryDelayMs(attempt: number): number {
  const delay = Math.min(FIRST_RETRY_DELAY_MS * 2 ** Math.min(attempt, 10), LONGEST_RETRY_DELAY_MS)
  return Math.round(delay * (0.75 + Math.random() * 0.25))
}

/** Host, port and database: all that may be told of an address. */
export function addressOf(url: string): string {
  const { hostname, port, pathname } = parseUrl(url)
  return `${hostname}:${port || 6379}${pathname}`
}

function parseUrl(url: string): URL {
  const parsed = URL.parse(url)
  if (parsed !== null && /^rediss?:$/.test(parsed.protocol) && parsed.hostname !== '') return parsed
  throw new OtsError('OTS_CONFIG_INVALID', 'the address of Redis is not one', {
    hint: 'Write it as redis://user:password@host:6379, or rediss:// for TLS.',
  })
}

const REFUSALS = /^(?:WRONGPASS|NOAUTH|NOPERM|ERR invalid password|ERR AUTH)/
const CERTIFICATE = /certificate|CERT_|SELF_SIGNED|ALTNAME/i

/** The driver's errors carry the command with its arguments, the password among them: only their words go on. */
export function toCacheError(error: unknown, url: string): OtsError {
  if (error instanceof OtsError) return error
  const { message, code } = error as Error & { readonly code?: string }
  const words = message === '' ? (code ?? 'no connection') : message
  if (REFUSALS.test(words)) {
    return new OtsError('OTS_CACHE_REFUSED', `Redis at ${addressOf(url)} refuses: ${words}`, {
      hint: 'Check the user, the password and its rights.',
    })
  }
  const hint =
    CERTIFICATE.test(`${words} ${code}`) || /wrong version number/.test(words)
      ? 'Check the certificate of the server, the authority that is trusted here, and redis:// or rediss://.'
      : 'See that it runs; whoever only reads or fills it goes on by itself when it is back.'
  return new OtsError('OTS_CACHE_UNAVAILABLE', `Redis at ${addressOf(url)} cannot be used: ${words}`, {
    hint,
  })
}

/** Told once when it begins, and once when it is over. */
export class TroubleLog {
  readonly #logger: Logger | undefined
  readonly #address: string
  #told: OtsErrorCode | undefined

  constructor(logger: Logger | undefined, address: string) {
    this.#logger = logger
    this.#address = address
  }

  over(): void {
    if (this.#told !== undefined) this.#logger?.info({ redis: this.#address }, 'Redis is there again')
    this.#told = undefined
  }

  begins(reason: OtsError): void {
    // Each attempt may fail in words of its own; what is to be done about it is what counts.
    if (this.#told === reason.code) return
    this.#told = reason.code
    this.#logger?.warn({ err: reason, redis: this.#address }, 'Redis cannot be used; going on without it')
  }
}
