/** Asks the venue for whole candles: of the time before, at the start; and again of the last hours, in case anything was missed. */
import { addMillis, type InstrumentId, type UnixNanos } from '@oasis/domain'
import type { CandleResolution, CandleSource, Logger, Scheduler, StoredCandle, Timer } from '@oasis/ports'
import { CANDLE_SPAN, candleOfVenue, HOUR, MINUTE } from '../core/candles.ts'

export interface CandleHistoryOptions {
  readonly candles: CandleSource
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly instruments: readonly InstrumentId[]
  /** Closed ones alone. */
  readonly onCandles: (candles: readonly StoredCandle[]) => void
}

const REQUEST_TIMEOUT_MS = 10_000
/** After the first minute that this process has seen as a whole. */
const SECOND_LOOK_MS = 90_000
const LOOK_EVERY_MS = 900_000
const RETRY_MS = 30_000
/** A minute is told as a whole once the venue has had so long to count it. */
const SETTLED = 10_000_000_000n

/** What is asked for at first, and later. */
const REACH: Readonly<Record<CandleResolution, { readonly first: bigint; readonly later: bigint }>> = {
  '1m': { first: 24n * HOUR, later: HOUR },
  '1h': { first: 60n * 24n * HOUR, later: 4n * HOUR },
}

export class CandleHistory {
  readonly #options: CandleHistoryOptions
  readonly #closed = new AbortController()
  /** Those of which the time before is known. */
  readonly #known = new Set<InstrumentId>()
  #timer: Timer | undefined
  #looking: Promise<void> = Promise.resolve()

  constructor(options: CandleHistoryOptions) {
    this.#options = options
  }

  start(): void {
    this.#look(SECOND_LOOK_MS)
  }

  async stop(): Promise<void> {
    this.#timer?.cancel()
    this.#closed.abort(new Error('stopped'))
    await this.#looking
  }

  #look(nextInMs: number): void {
    this.#looking = this.#askForAll().then((isDone) => {
      if (this.#closed.signal.aborted) return
      const { scheduler } = this.#options
      this.#timer = scheduler.after(isDone ? nextInMs : RETRY_MS, () => this.#look(LOOK_EVERY_MS))
    })
  }

  /** False: some were not answered. Never rejects. */
  async #askForAll(): Promise<boolean> {
    let isDone = true
    for (const instrumentId of this.#options.instruments) {
      if (this.#closed.signal.aborted) return false
      try {
        for (const resolution of ['1h', '1m'] as const) await this.#askFor(instrumentId, resolution)
        this.#known.add(instrumentId)
      } catch (error) {
        isDone = false
        if (this.#closed.signal.aborted) return false
        this.#options.logger.warn({ err: error, instrument: instrumentId }, 'the venue has told no candles')
      }
    }
    return isDone
  }

  async #askFor(instrumentId: InstrumentId, resolution: CandleResolution): Promise<void> {
    const { candles: source, scheduler, onCandles } = this.#options
    const span = CANDLE_SPAN[resolution]
    const now = scheduler.now()
    const { first, later } = REACH[resolution]
    const to = (now - (now % MINUTE)) as UnixNanos
    const from = to - (this.#known.has(instrumentId) ? later : first)
    const query = {
      ...{ instrumentId, to },
      intervalSeconds: Number(span / 1_000_000_000n),
      from: (from - (from % span)) as UnixNanos,
    }
    const found = await this.#within((signal) => source.candles(query, signal))
    const isWhole = (openTime: bigint) => openTime + span + SETTLED <= now
    onCandles(
      found
        .filter(({ openTime }) => isWhole(openTime))
        .map((candle) => candleOfVenue(instrumentId, resolution, candle)),
    )
  }

  async #within<T>(ask: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { scheduler } = this.#options
    const deadline = new AbortController()
    const timer = scheduler.at(addMillis(scheduler.now(), REQUEST_TIMEOUT_MS), () =>
      deadline.abort(new Error(`no answer within ${REQUEST_TIMEOUT_MS} ms`)),
    )
    const signal = AbortSignal.any([deadline.signal, this.#closed.signal])
    const aborted = Promise.withResolvers<never>()
    const onAbort = () => aborted.reject(signal.reason)
    signal.addEventListener('abort', onAbort)
    try {
      return await Promise.race([ask(signal), aborted.promise])
    } finally {
      timer.cancel()
      signal.removeEventListener('abort', onAbort)
    }
  }
}
