/**
 * What time it is at the venue, for tokens: our clock, set right by the measured difference where that is large enough
 * to make a token look expired or not yet valid. A small one is left alone, since the measuring is no more exact.
 */
import { addMillis, millisBetween, type UnixNanos } from '@oasis/domain'
import type { Scheduler } from '@oasis/ports'

export interface ClockReading {
  readonly askedAt: UnixNanos
  readonly answeredAt: UnixNanos
  readonly venueTime: UnixNanos
}

const SMALL_MS = 500

export class VenueClock {
  readonly #scheduler: Scheduler
  #offsetMs = 0

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler
  }

  now(): UnixNanos {
    return addMillis(this.#scheduler.now(), this.#offsetMs)
  }

  observe(reading: ClockReading): void {
    const offsetMs = clockOffsetMs(reading)
    // A slow answer is no proof of a wrong clock.
    const doubtMs = millisBetween(reading.askedAt, reading.answeredAt) / 2
    this.#offsetMs = Math.abs(offsetMs) > SMALL_MS + doubtMs ? offsetMs : 0
  }
}

/** Positive when the venue's clock is ahead: its answer belongs to the middle of the time that asking took. */
export function clockOffsetMs({ askedAt, answeredAt, venueTime }: ClockReading): number {
  return millisBetween(askedAt, venueTime) - millisBetween(askedAt, answeredAt) / 2
}
