/** What REST does not show yet, or not any more, although it has happened. */
import { addMillis, type Currency, type UnixNanos } from '@oasis/domain'
import type { Member } from '../accounts/members.ts'
import { hasEnded, type VenueExecution, type VenueOrder } from '../orders/venue-order.ts'
import type { ShownBalance, SightSeam } from '../server/seams.ts'
import { BalanceHistory } from './balance-history.ts'
import type { FaultDice } from './fault-dice.ts'

/** Until when something is hidden, and whether a look has missed it. */
interface Hidden {
  readonly until: UnixNanos
  readonly kind: 'lookup-lagging' | 'order-hidden' | 'fill-listed-late'
  missed: boolean
}

/** Not hidden at all. */
const SHOWN = 0n as UnixNanos

export class SightFaults implements SightSeam {
  readonly #dice: FaultDice
  readonly #orders = new Map<string, Hidden>()
  readonly #fills = new Map<string, Hidden>()
  readonly #history: BalanceHistory
  #hides = true

  constructor(dice: FaultDice) {
    this.#dice = dice
    this.#history = new BalanceHistory(dice.plan.spans['balances-lagging'].maxMs)
  }

  hidesOrder(order: VenueOrder, now: UnixNanos): boolean {
    const hidden = this.#orders.get(order.orderId) ?? this.#lookUp(order)
    if (this.#misses(hidden, now)) return true
    if (hasEnded(order) || !this.#dice.strikes('order-hidden')) return false
    const until = addMillis(now, this.#dice.lastsMs('order-hidden'))
    const again: Hidden = { until, kind: 'order-hidden', missed: false }
    this.#orders.set(order.orderId, again)
    return this.#misses(again, now)
  }

  hidesFill({ entryId, at }: VenueExecution, now: UnixNanos): boolean {
    const known = this.#fills.get(entryId)
    if (known) return this.#misses(known, now)
    const late = this.#dice.strikes('fill-listed-late')
    const until = late ? addMillis(at, this.#dice.lastsMs('fill-listed-late')) : SHOWN
    const hidden: Hidden = { until, kind: 'fill-listed-late', missed: false }
    this.#fills.set(entryId, hidden)
    return this.#misses(hidden, now)
  }

  /** Asked once for each look at accounts. */
  balances({ user }: Member, now: UnixNanos): (currency: Currency, actual: ShownBalance) => ShownBalance {
    if (!this.#hides || !this.#dice.strikes('balances-lagging')) return (_, actual) => actual
    const then = addMillis(now, -this.#dice.lastsMs('balances-lagging'))
    let bitten = false
    return (currency, actual) => {
      const shown = this.#history.at(user.id, currency, then) ?? actual
      if (!bitten && (shown.total !== actual.total || shown.held !== actual.held)) {
        bitten = true
        this.#dice.bit('balances-lagging')
      }
      return shown
    }
  }

  /** After anything has changed a user's balances. */
  noteBalances({ user, book }: Member, currencies: Iterable<Currency>, now: UnixNanos): void {
    for (const currency of currencies) this.#history.note(user.id, currency, book.balance(currency), now)
  }

  /** Everything is seen from here on. */
  heal(): void {
    this.#hides = false
  }

  /** At the first look at an order. */
  #lookUp(order: VenueOrder): Hidden {
    const lagging = this.#dice.strikes('lookup-lagging')
    const until = lagging ? addMillis(order.createdAt, this.#dice.lastsMs('lookup-lagging')) : SHOWN
    const hidden: Hidden = { until, kind: 'lookup-lagging', missed: false }
    this.#orders.set(order.orderId, hidden)
    return hidden
  }

  /** Counted once, by the first look that misses it. */
  #misses(hidden: Hidden, now: UnixNanos): boolean {
    if (!this.#hides || now >= hidden.until) return false
    if (!hidden.missed) this.#dice.bit(hidden.kind)
    hidden.missed = true
    return true
  }
}
