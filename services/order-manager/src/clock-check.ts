/** Keeps an eye on the distance between our clock and the venue's: too far apart, nothing is placed. */
import type { Logger } from '@oasis/ports'
import { clockFault, clockOffsetMs, moreExact } from './core/clock-offset.ts'
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
    let best = await looks.time()
    const findFault = () => clockFault(clockOffsetMs(best), maxOffsetMs)
    for (let more = READINGS - 1; more > 0 && findFault() !== undefined; more--)
      best = moreExact(best, await looks.time())
    onMeasured(clockOffsetMs(best))
    const fault = findFault()
    if (fault !== undefined && this.#fault === undefined)
      logger.error({ fault }, 'trading closed by the clock')
    if (fault === undefined && this.#fault !== undefined) logger.info({}, 'the clock is right again')
    this.#fault = fault
  }
}
