/** Keeps an eye on the distance between our clock and the venue's: too far apart, nothing is placed. */
import type { Logger } from '@oasis/ports'
import { type ClockReading, clockFault, clockOffsetMs, mostExact } from './core/clock-offset.ts'
import type { VenueLooks } from './venue-looks.ts'

export interface ClockCheckOptions {
  readonly looks: VenueLooks
  readonly logger: Logger
  readonly maxOffsetMs: number
  readonly onMeasured: (offsetMs: number) => void
}

/** A slow answer says little: the quickest of a few is believed. */
const READINGS = 3

export class ClockCheck {
  readonly #options: ClockCheckOptions
  #fault: string | undefined

  constructor(options: ClockCheckOptions) {
    this.#options = options
  }

  /** As of the last measurement. */
  get fault(): string | undefined {
    return this.#fault
  }

  async measure(): Promise<void> {
    const { looks, logger, maxOffsetMs, onMeasured } = this.#options
    const readings: ClockReading[] = []
    let fault: string | undefined
    let offsetMs: number | undefined
    do {
      readings.push(await looks.time())
      const best = mostExact(readings)
      offsetMs = best && clockOffsetMs(best)
      fault = offsetMs === undefined ? undefined : clockFault(offsetMs, maxOffsetMs)
    } while (fault !== undefined && readings.length < READINGS)
    if (offsetMs !== undefined) onMeasured(offsetMs)
    if (fault !== undefined && this.#fault === undefined)
      logger.error({ fault }, 'trading closed by the clock')
    if (fault === undefined && this.#fault !== undefined) logger.info({}, 'the clock is right again')
    this.#fault = fault
  }
}
