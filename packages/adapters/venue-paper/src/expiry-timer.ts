/** One timer for the next order that expires. */
import type { UnixNanos } from '@oasis/domain'
import type { Scheduler, Timer } from '@oasis/ports'

export class ExpiryTimer {
  readonly #scheduler: Scheduler
  readonly #onDue: () => void
  #set: { readonly due: UnixNanos; readonly timer: Timer } | undefined

  constructor(scheduler: Scheduler, onDue: () => void) {
    this.#scheduler = scheduler
    this.#onDue = onDue
  }

  watch(due: UnixNanos | undefined): void {
    if (due === this.#set?.due) return
    this.#set?.timer.cancel()
    this.#set = undefined
    if (due === undefined) return
    const timer = this.#scheduler.at(due, () => {
      this.#set = undefined
      this.#onDue()
    })
    this.#set = { due, timer }
  }
}
