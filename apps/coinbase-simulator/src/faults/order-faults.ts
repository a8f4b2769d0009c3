/** Faults of what happens to an order at the venue once its request has arrived. */
import type { Refusal } from '@oasis/matching'
import type { NewOrder } from '../orders/new-order.ts'
import { hasEnded, type VenueOrder } from '../orders/venue-order.ts'
import type { CancelFate, CancelRace, DuplicateAnswer, OrderSeam, OrderStep } from '../server/seams.ts'
import { LATE_REASONS, SUDDEN_REFUSALS } from './false-answers.ts'
import type { FaultDice } from './fault-dice.ts'
import { BY_HAND } from './person.ts'

export class OrderFaults implements OrderSeam {
  readonly #dice: FaultDice

  constructor(dice: FaultDice) {
    this.#dice = dice
  }

  latencyMs(step: OrderStep, _order: VenueOrder, usualMs: number): number {
    const kind = step === 'create' ? 'order-late' : 'cancel-late'
    if (!this.#dice.strikes(kind, step)) return usualMs
    this.#dice.bit(kind)
    return usualMs + this.#dice.lastsMs(kind)
  }

  failure(order: VenueOrder): string | undefined {
    if (hasEnded(order) || !this.#dice.strikes('order-failed')) return undefined
    this.#dice.bit('order-failed')
    return this.#dice.pick('order-failed', LATE_REASONS)
  }

  /** Not what a person does: nobody would know why. */
  refusal({ keyName }: NewOrder): Refusal | undefined {
    if (keyName === BY_HAND || !this.#dice.strikes('submit-rejected')) return undefined
    this.#dice.bit('submit-rejected')
    return this.#dice.pick('submit-rejected', SUDDEN_REFUSALS)
  }

  cancelFate(): CancelFate {
    if (this.#dice.strikes('cancel-lost')) {
      this.#dice.bit('cancel-lost')
      return 'LOSE'
    }
    if (!this.#dice.strikes('cancel-refused')) return 'TAKE'
    this.#dice.bit('cancel-refused')
    return 'REFUSE'
  }

  cancelRace(): CancelRace {
    if (!this.#dice.strikes('cancel-raced')) return 'NONE'
    this.#dice.bit('cancel-raced')
    return this.#dice.pick('cancel-raced', ['PART', 'WHOLE'] as const) ?? 'WHOLE'
  }

  duplicateAnswer(usual: DuplicateAnswer): DuplicateAnswer {
    if (!this.#dice.strikes('duplicate-otherwise')) return usual
    this.#dice.bit('duplicate-otherwise')
    return usual === 'existing' ? 'error' : 'existing'
  }
}
