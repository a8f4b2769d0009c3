/** The venue's own clock: the true time, plus what it is wrong by now. */
import { addMillis } from '@oasis/domain'
import type { Scheduler } from '@oasis/ports'
import type { Moment } from './exchange-records.ts'

export class VenueClock {
  readonly #scheduler: Scheduler
  #skewMs = 0

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler
  }

  set skewMs(skewMs: number) {
    this.#skewMs = skewMs
  }

  get moment(): Moment {
    const at = this.#scheduler.now()
    return { at, ts: addMillis(at, this.#skewMs) }
  }
}
