/** Ends orders at their expiry, by the venue's own clock, right or wrong. */
import type { Scheduler, Timer } from '@oasis/ports'
import { expiryOf } from './entry-rules.ts'
import type { Exchange } from './exchange.ts'
import { type ExchangeOrder, isOpen } from './exchange-records.ts'
import type { VenueClock } from './venue-clock.ts'

export class Expiries {
  readonly #timers = new Map<ExchangeOrder, Timer>()
  readonly #scheduler: Scheduler
  readonly #clock: VenueClock
  readonly #exchange: Exchange

  constructor(scheduler: Scheduler, clock: VenueClock, exchange: Exchange) {
    this.#scheduler = scheduler
    this.#clock = clock
    this.#exchange = exchange
  }

  watch(order: ExchangeOrder): void {
    const expiresAt = expiryOf(order)
    if (expiresAt === undefined) return
    this.#timers.get(order)?.cancel()
    const { at, ts } = this.#clock.moment
    // A clock that is set right meanwhile is seen when the time has come.
    const due = (at + (expiresAt - ts)) as typeof at
    this.#timers.set(
      order,
      this.#scheduler.at(due, () => {
        this.#timers.delete(order)
        this.#exchange.expire(this.#clock.moment)
        if (isOpen(order)) this.watch(order)
      }),
    )
  }

  stop(): void {
    for (const timer of this.#timers.values()) timer.cancel()
    this.#timers.clear()
  }
}
