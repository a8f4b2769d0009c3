/**
 * One connection's stream of events: delivered after a latency of their own, so in any order; lost, doubled and late by
 * chance; and down for a while, after which RECONNECTED is all that is heard of what was missed.
 */
import type { Random, Scheduler, VenueEvent } from '@oasis/ports'
import { drawMs } from './draw.ts'
import type { FaultDice } from './fault-dice.ts'
import type { Span } from './fault-plan.ts'

export interface EventStreamOptions {
  readonly scheduler: Scheduler
  readonly random: Random
  readonly dice: FaultDice
  readonly latency: Span
  readonly onDelivered: (event: VenueEvent) => void
}

const TWICE_WITHIN_MS = 2_000

export class EventStream {
  readonly #options: EventStreamOptions
  #receive: ((event: VenueEvent) => void) | undefined
  #up = true

  constructor(options: EventStreamOptions) {
    this.#options = options
  }

  open(receive: (event: VenueEvent) => void): void {
    this.#receive = receive
  }

  close(): void {
    this.#receive = undefined
  }

  /** Something has happened. `soon`: without any delay. */
  offer(event: VenueEvent, soon = false): void {
    const { dice, random, latency } = this.#options
    if (!this.#receive || !this.#up) return
    if (dice.strikes('event-lost')) {
      dice.bit('event-lost')
      return
    }
    const late = dice.strikes('event-late')
    const delayMs = soon ? 0 : drawMs(random, latency)
    if (late) this.#later(delayMs + dice.lastsMs('event-late'), event, () => dice.bit('event-late'))
    else this.#later(delayMs, event)
    if (dice.strikes('event-duplicated')) {
      this.#later(delayMs + random() * TWICE_WITHIN_MS, event, () => dice.bit('event-duplicated'))
    }
  }

  interrupt(): void {
    this.#up = false
  }

  resume(): void {
    if (this.#up) return
    this.#up = true
    this.#receive?.({ kind: 'RECONNECTED' })
  }

  /** What is on its way when the stream goes down is lost with it. */
  #later(delayMs: number, event: VenueEvent, bit?: () => void): void {
    this.#options.scheduler.after(delayMs, () => {
      if (!this.#receive || !this.#up) return
      bit?.()
      this.#options.onDelivered(event)
      this.#receive?.(event)
    })
  }
}
