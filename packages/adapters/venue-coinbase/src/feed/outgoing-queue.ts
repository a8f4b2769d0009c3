/** Sends messages no faster than the venue allows, in order. */
import { addMillis, type UnixNanos } from '@oasis/domain'
import type { Scheduler, Timer } from '@oasis/ports'

export interface OutgoingLimit {
  readonly messages: number
  readonly perMs: number
}

export class OutgoingQueue {
  readonly #scheduler: Scheduler
  readonly #limit: OutgoingLimit
  readonly #send: (text: string) => void
  #waiting: string[] = []
  /** When the last messages went, at most `limit.messages` of them. */
  #sentAt: UnixNanos[] = []
  #timer: Timer | undefined

  constructor(scheduler: Scheduler, limit: OutgoingLimit, send: (text: string) => void) {
    this.#scheduler = scheduler
    this.#limit = limit
    this.#send = send
  }

  push(text: string): void {
    this.#waiting.push(text)
    if (this.#timer === undefined) this.#drain()
  }

  close(): void {
    this.#timer?.cancel()
    this.#timer = undefined
    this.#waiting = []
  }

  #drain(): void {
    this.#timer = undefined
    const { messages, perMs } = this.#limit
    while (this.#waiting.length > 0) {
      const now = this.#scheduler.now()
      const oldest = this.#sentAt.length < messages ? undefined : this.#sentAt[0]
      const allowedAt = oldest === undefined ? now : addMillis(oldest, perMs)
      if (allowedAt > now) {
        this.#timer = this.#scheduler.at(allowedAt, () => this.#drain())
        return
      }
      this.#sentAt = [...this.#sentAt.slice(oldest === undefined ? 0 : 1), now]
      this.#send(this.#waiting.shift() ?? '')
    }
  }
}
