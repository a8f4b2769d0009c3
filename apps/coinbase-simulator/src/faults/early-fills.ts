/** Orders whose answers are held back, to see whether the stream tells of a fill first. */
import type { Scheduler, Timer } from '@oasis/ports'
import type { VenueOrder } from '../orders/venue-order.ts'
import type { FaultDice } from './fault-dice.ts'

export class EarlyFills {
  readonly #dice: FaultDice
  readonly #scheduler: Scheduler
  readonly #waiting = new Map<string, Timer>()

  constructor(dice: FaultDice, scheduler: Scheduler) {
    this.#dice = dice
    this.#scheduler = scheduler
  }

  await(orderId: string, forMs: number): void {
    this.#waiting.get(orderId)?.cancel()
    this.#waiting.set(
      orderId,
      this.#scheduler.after(forMs, () => this.#waiting.delete(orderId)),
    )
  }

  note(orders: readonly VenueOrder[]): void {
    for (const { orderId, paper } of orders) {
      const timer = paper.filledQuantity > 0n ? this.#waiting.get(orderId) : undefined
      if (!timer) continue
      timer.cancel()
      this.#waiting.delete(orderId)
      this.#dice.bit('fill-early')
    }
  }

  stop(): void {
    for (const timer of this.#waiting.values()) timer.cancel()
  }
}
