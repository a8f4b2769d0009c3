/**
 * Wakes an instance when a timer or a bar of its is due. Time is only told when nothing waits in the topics: while an
 * instance catches up, trades tell the time, so that bars come out the same as if it had never been away.
 */
import type { UnixNanos } from '@oasis/domain'
import type { Timer } from '@oasis/ports'
import type { Hosted, InstanceHost } from '../hosted.ts'

const BUSY_RETRY_MS = 5

export class DueTimes {
  readonly #host: InstanceHost
  readonly #armed = new Map<Hosted, { readonly due: UnixNanos; readonly timer: Timer }>()

  constructor(host: InstanceHost) {
    this.#host = host
  }

  /** To be called after everything that may have changed what is due. */
  arm(hosted: Hosted): void {
    const due = hosted.instance.nextDue()
    const armed = this.#armed.get(hosted)
    if (armed?.due === due) return
    armed?.timer.cancel()
    if (due === undefined) this.#armed.delete(hosted)
    else this.#armed.set(hosted, { due, timer: this.#host.ports.scheduler.at(due, () => this.#wake(hosted)) })
  }

  close(): void {
    for (const { timer } of this.#armed.values()) timer.cancel()
    this.#armed.clear()
  }

  #wake(hosted: Hosted): void {
    const armed = this.#armed.get(hosted)
    if (!armed) return
    if (!this.#host.idle()) {
      const timer = this.#host.ports.scheduler.after(BUSY_RETRY_MS, () => this.#wake(hosted))
      this.#armed.set(hosted, { due: armed.due, timer })
      return
    }
    this.#armed.delete(hosted)
    this.#host.inTurn(() => this.#host.apply(hosted, { kind: 'TIME' }))
  }
}
