/**
 * What a user pays by what it has traded in the last thirty days, in the quote currency's units, all of them taken for
 * dollars. The first tier is the venue's entry tier (0.50 % and 0.90 % since 2026-09-16); those above it are made up in
 * the shape of the venue's own table, which nobody has recorded.
 *
 * Rates fall as soon as the volume is there, and rise only while nothing is open: what an order holds was reckoned with
 * the rates of its time, and must always suffice.
 */
import {
  addMoney,
  type Money,
  NANOS_PER_SECOND,
  notional,
  parseMoney,
  parseRate,
  type Rate,
  subtractMoney,
  type UnixNanos,
  ZERO_MONEY,
} from '@oasis/domain'
import type { FeeSchedule } from '@oasis/matching'
import type { VenueExecution } from '../orders/venue-order.ts'

export interface FeeTier extends FeeSchedule {
  readonly name: string
  readonly from: Money
  /** Undefined of the last one. */
  readonly to: Money | undefined
}

const TABLE = [
  ['Intro 1', '0', '0.005', '0.009'],
  ['Intro 2', '10000', '0.0035', '0.006'],
  ['Advanced 1', '50000', '0.0025', '0.004'],
  ['Advanced 2', '250000', '0.0015', '0.0025'],
  ['Advanced 3', '1000000', '0.001', '0.002'],
  ['VIP 1', '15000000', '0.0006', '0.0014'],
  ['VIP 2', '75000000', '0.0003', '0.001'],
  ['VIP 3', '250000000', '0', '0.0008'],
] as const

export const FEE_TIERS: readonly FeeTier[] = TABLE.map(([name, from, maker, taker], n) => {
  const next = TABLE[n + 1]
  return {
    ...{ name, from: parseMoney(from), maker: parseRate(maker), taker: parseRate(taker) },
    to: next && parseMoney(next[1]),
  }
})

export const THIRTY_DAYS = 30n * 86_400n * NANOS_PER_SECOND

/** Of executions that come in order of their times; what was reversed still counts, what reverses does not. */
export class TrailingVolume {
  readonly #noted: { readonly at: UnixNanos; readonly value: Money }[] = []
  #first = 0
  #sum: Money = ZERO_MONEY

  note({ at, price, quantity, reverses }: VenueExecution): void {
    if (reverses !== undefined) return
    const value = notional(price, quantity)
    this.#noted.push({ at, value })
    this.#sum = addMoney(this.#sum, value)
  }

  at(now: UnixNanos): Money {
    for (let oldest = this.#noted[this.#first]; oldest !== undefined; oldest = this.#noted[this.#first]) {
      if (oldest.at > now - THIRTY_DAYS) break
      this.#sum = subtractMoney(this.#sum, oldest.value)
      this.#first++
    }
    return this.#sum
  }
}

/** The rates of one user as they are at this moment. */
export class TieredFees implements FeeSchedule {
  readonly #volume = new TrailingVolume()
  #tier: FeeTier = tierOf(ZERO_MONEY)

  get maker(): Rate {
    return this.#tier.maker
  }

  get taker(): Rate {
    return this.#tier.taker
  }

  get tier(): FeeTier {
    return this.#tier
  }

  note(execution: VenueExecution): void {
    this.#volume.note(execution)
    this.review(execution.at, () => false)
  }

  review(now: UnixNanos, isIdle: () => boolean): void {
    const due = tierOf(this.#volume.at(now))
    const rises = due.from < this.#tier.from
    if (!rises || isIdle()) this.#tier = due
  }
}

export const tierOf = (volume: Money): FeeTier => {
  const tier = FEE_TIERS.findLast(({ from }) => from <= volume)
  if (tier === undefined) throw new RangeError('a volume below zero')
  return tier
}
