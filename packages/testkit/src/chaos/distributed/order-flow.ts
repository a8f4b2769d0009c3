/** When the venue took orders of ours: how long it took none, and whether it takes some again. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { VenueLink } from '../run/venue-link.ts'

type Counting = Pick<VenueLink, 'count'>

const COUNT_EVERY_MS = 200

export class OrderFlow {
  readonly #venue: Counting
  /** By `performance.now()`: since the last count, some had come. */
  readonly #moments: number[] = []
  #orders = 0
  #watching = true
  #done: Promise<void> = Promise.resolve()

  constructor(venue: Counting) {
    this.#venue = venue
  }

  get orders(): number {
    return this.#orders
  }

  start(): void {
    this.#done = this.#watch()
  }

  async stop(): Promise<void> {
    this.#watching = false
    await this.#done
  }

  /** True when orders came after this moment, within that time. */
  async comesAfter(moment: number, withinMs: number): Promise<boolean> {
    for (const until = performance.now() + withinMs; performance.now() < until; await sleep(COUNT_EVERY_MS)) {
      if ((this.#moments.at(-1) ?? 0) > moment) return true
    }
    return false
  }

  /** The longest time without an order, of those that begin before `to` and end after `from`. */
  longestGap(from: number, to: number): number {
    const last = this.#moments.findLast((moment) => moment <= from) ?? from
    const within = this.#moments.filter((moment) => moment > from && moment < to)
    const bounds = [last, ...within, to]
    return Math.max(...bounds.slice(1).map((moment, n) => moment - (bounds[n] ?? moment)))
  }

  /** Milliseconds in which none came, of times without one that are longer than `leastMs`. */
  idleMs(leastMs: number): number {
    const gaps = this.#moments.slice(1).map((moment, n) => moment - (this.#moments[n] ?? moment))
    return gaps.filter((gap) => gap > leastMs).reduce((sum, gap) => sum + gap, 0)
  }

  async #watch(): Promise<void> {
    while (this.#watching) {
      const { orders } = await this.#venue.count()
      if (orders > this.#orders) this.#moments.push(performance.now())
      this.#orders = orders
      await sleep(COUNT_EVERY_MS)
    }
  }
}
