/** Publishes the venue's rules for our instruments at the start and now and then. */
import { topics } from '@oasis/contracts'
import { type InstrumentId, symbolOf } from '@oasis/domain'
import type { Logger, MarketReference, Random, Scheduler } from '@oasis/ports'
import type { Publisher } from './publisher.ts'

export interface InstrumentRefreshOptions {
  readonly reference: MarketReference
  readonly publisher: Publisher
  readonly scheduler: Scheduler
  readonly random: Random
  readonly logger: Logger
  readonly intervalMs: number
}

const RETRY_MS = 30_000

/** Runs until aborted; never rejects. `onFirst` is told once, at the first success, what the venue does not have. */
export async function refreshInstruments(
  options: InstrumentRefreshOptions,
  instruments: readonly InstrumentId[],
  onFirst: (absent: readonly InstrumentId[]) => void,
  signal: AbortSignal,
): Promise<void> {
  const { scheduler, random, intervalMs } = options
  let first = true
  while (!signal.aborted) {
    const absent = await publishOnce(options, instruments, signal)
    if (absent !== undefined && first) {
      first = false
      onFirst(absent)
    }
    const delayMs = absent !== undefined ? intervalMs : random() * RETRY_MS
    await scheduler.sleep(delayMs, signal).catch(() => {})
  }
}

async function publishOnce(
  { reference, publisher, logger }: InstrumentRefreshOptions,
  instruments: readonly InstrumentId[],
  signal: AbortSignal,
): Promise<readonly InstrumentId[] | undefined> {
  try {
    const found = await reference.instruments(instruments.map(symbolOf), signal)
    for (const instrument of found) publisher.push(() => topics.instruments.record(instrument))
    const known = new Set(found.map(({ id }) => id))
    const absent = instruments.filter((id) => !known.has(id))
    if (absent.length > 0) {
      logger.error(
        { absent },
        'the venue does not have these instruments: nothing trades on them; mend ots.yaml',
      )
    }
    return absent
  } catch (error) {
    if (!signal.aborted) logger.warn({ err: error }, 'instruments could not be fetched')
    return undefined
  }
}
