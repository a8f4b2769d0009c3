/**
 * Requests per client address: a bucket that holds a second's worth and is full again after 0.8 s. The venue says "per
 * second" and not how it measures; a client that keeps to whole seconds by its own clock must not fail here because
 * its requests arrive a little closer to each other than they left.
 */
import { millisBetween, type UnixNanos } from '@oasis/domain'

interface Bucket {
  readonly tokens: number
  readonly at: UnixNanos
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
    if (this.#perSecond === 0) return true
    const last = this.#buckets.get(key) ?? { tokens: this.#perSecond, at: now }
    const refilled = (millisBetween(last.at, now) / FULL_AFTER_MS) * this.#perSecond
    const tokens = Math.min(this.#perSecond, last.tokens + refilled)
    const allowed = tokens >= 1
    this.#buckets.set(key, { tokens: allowed ? tokens - 1 : tokens, at: now })
    return allowed
  }
}
