/** At most so many events a second for each key, over a sliding second: the venue counts messages per IP address. */
import { NANOS_PER_SECOND, type UnixNanos } from '@oasis/domain'

export class RateLimiter {
  readonly #perSecond: number
  readonly #recent = new Map<string, UnixNanos[]>()

  /** Zero means no limit. */
  constructor(perSecond: number) {
    this.#perSecond = perSecond
  }

  allows(key: string, now: UnixNanos): boolean {
    if (this.#perSecond === 0) return true
    const recent = (this.#recent.get(key) ?? []).filter((time) => now - time < NANOS_PER_SECOND)
    const allowed = recent.length < this.#perSecond
    if (allowed) recent.push(now)
    this.#recent.set(key, recent)
    return allowed
  }
}
