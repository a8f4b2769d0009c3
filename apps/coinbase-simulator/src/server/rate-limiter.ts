/**
 * Requests per client address or user: a bucket that holds a second's worth and is full again after 0.8 s. The venue
 * says "per second" and not how it measures; a client that keeps to whole seconds by its own clock must not fail here
 * because its requests arrive a little closer to each other than they left.
 */
import { millisBetween, type UnixNanos } from '@oasis/domain'

interface Bucket {
  readonly tokens: number
  readonly at: UnixNanos
}

/** What is left after a request, or what it was refused for. */
export interface RateVerdict {
  readonly allowed: boolean
  readonly limit: number
  readonly remaining: number
  /** Whole seconds until the bucket is full. */
  readonly resetSeconds: number
}

const FULL_AFTER_MS = 800

export class RateLimiter {
  readonly #perSecond: number
  readonly #buckets = new Map<string, Bucket>()

  /** Zero means no limit. */
  constructor(perSecond: number) {
    this.#perSecond = perSecond
  }

  allows(key: string, now: UnixNanos): boolean {
    return this.take(key, now)?.allowed ?? true
  }

  /** Undefined without a limit. */
  take(key: string, now: UnixNanos): RateVerdict | undefined {
    const limit = this.#perSecond
    if (limit === 0) return undefined
    const last = this.#buckets.get(key) ?? { tokens: limit, at: now }
    const refilled = (millisBetween(last.at, now) / FULL_AFTER_MS) * limit
    const tokens = Math.min(limit, last.tokens + refilled)
    const allowed = tokens >= 1
    const left = allowed ? tokens - 1 : tokens
    this.#buckets.set(key, { tokens: left, at: now })
    const resetSeconds = Math.ceil((((limit - left) / limit) * FULL_AFTER_MS) / 1000)
    return { allowed, limit, remaining: Math.floor(left), resetSeconds }
  }
}
