/** Fetches trades that the stream skipped. REST shows a trade a moment late and has the last hundred only. */
import type { Logger, MarketReference, Scheduler } from '@oasis/ports'
import type { ConnectorState } from './core/connector-state.ts'
import type { Effect, IdRange } from './core/effect.ts'
import { isStillMissing, onFetchedTrades, onFetchGivenUp } from './core/on-trades.ts'

export interface TradeBackfillOptions {
  /** Undefined where trades cannot be fetched, as from a recording. */
  readonly reference: MarketReference | undefined
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly apply: (effects: readonly Effect[]) => void
}

const DELAYS_MS = [200, 2_000, 5_000]
const MAX_TRADES = 100

/** Never rejects: what stays missing is reported. */
export async function backfillTrades(
  state: ConnectorState,
  symbol: string,
  missing: IdRange,
  options: TradeBackfillOptions,
  signal: AbortSignal,
): Promise<void> {
  const { reference, scheduler, logger, apply } = options
  for (const delayMs of reference === undefined ? [] : DELAYS_MS) {
    try {
      await scheduler.sleep(delayMs, signal)
      // A late frame or a trade snapshot may have filled the gap meanwhile.
      if (!isStillMissing(state, symbol, missing)) return
      const trades = (await reference?.recentTrades(symbol, MAX_TRADES, signal)) ?? []
      apply(onFetchedTrades(state, symbol, trades, missing, scheduler.now()))
      if (!isStillMissing(state, symbol, missing)) return
    } catch (error) {
      if (signal.aborted) return
      logger.warn({ err: error, symbol, missing }, 'missing trades could not be fetched')
    }
  }
  apply(onFetchGivenUp(state, symbol, missing))
}
