/** Balances as they were, as far back as anybody may be shown them. */
import { addMillis, type Currency, type UnixNanos } from '@oasis/domain'
import type { ShownBalance } from '../server/seams.ts'

interface Moment {
  readonly at: UnixNanos
  readonly balance: ShownBalance
}

export class BalanceHistory {
  readonly #reachMs: number
  readonly #moments = new Map<string, Moment[]>()

  constructor(reachMs: number) {
    this.#reachMs = reachMs
  }

  note(userId: string, currency: Currency, balance: ShownBalance, at: UnixNanos): void {
    const key = `${userId}|${currency}`
    const moments = this.#moments.get(key)
    if (!moments) {
      this.#moments.set(key, [{ at, balance }])
      return
    }
    moments.push({ at, balance })
    // The last one before the reach says how it was at its beginning.
    const oldest = addMillis(at, -this.#reachMs)
    const from = moments.findLastIndex((moment) => moment.at <= oldest)
    if (from > 0) moments.splice(0, from)
  }

  /** Undefined where nothing was noted so far back. */
  at(userId: string, currency: Currency, then: UnixNanos): ShownBalance | undefined {
    return this.#moments.get(`${userId}|${currency}`)?.findLast(({ at }) => at <= then)?.balance
  }
}
