/** What is told of the market live, and what keeps its candles. */
import type { ControlCenterConfig } from './config.ts'
import type { ConflatedTopic } from './live/live-hub.ts'
import { candlesOf, quotesOf, tapesOf } from './live/market-events.ts'
import type { ControlCenterPorts } from './ports.ts'
import { CandleKeeper } from './projections/candle-keeper.ts'

export interface MarketParts {
  readonly keeper: CandleKeeper
  readonly live: readonly ConflatedTopic[]
}

export function marketParts(ports: ControlCenterPorts, { instruments }: ControlCenterConfig): MarketParts {
  const { readModels: store, candles, bus, scheduler, logger, metrics, live } = ports
  const keeper = new CandleKeeper({ store, candles, bus, scheduler, logger, metrics, instruments })
  return { keeper, live: [quotesOf(live), tapesOf(live), candlesOf(() => keeper.newest())] }
}
