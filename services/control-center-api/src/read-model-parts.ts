/** The past as the API shows it: what keeps it up to date, and the routes that read it. */
import type { UnixNanos } from '@oasis/domain'
import type { JournalEntry } from '@oasis/ports'
import type { Authenticator } from './auth/authenticator.ts'
import type { CommandBoard } from './commands/command-board.ts'
import { CommandTeller } from './commands/command-teller.ts'
import type { ControlCenterConfig } from './config.ts'
import type { Pager } from './http/pages.ts'
import type { ApiRoute } from './http/route.ts'
import { frame } from './live/live-frames.ts'
import { LiveHub } from './live/live-hub.ts'
import type { MarketParts } from './market-parts.ts'
import type { ControlCenterPorts } from './ports.ts'
import { ordersByRpc } from './projections/order-source.ts'
import { Projector } from './projections/projector.ts'
import { equityRoutes } from './routes/equity.ts'
import { eventRoutes } from './routes/events.ts'
import { feedHistoryRoutes } from './routes/feed-history.ts'
import { operationRoutes } from './routes/operations.ts'
import { riskViewRoutes } from './routes/risk-view.ts'
import { signalRoutes } from './routes/signals.ts'
import { portfolioJson } from './views/portfolio-json.ts'
import { RecentTimes } from './views/recent-times.ts'

export type ReadModelParts = ReturnType<typeof readModelParts>

export function readModelParts(
  ports: ControlCenterPorts,
  config: ControlCenterConfig,
  { board, market }: { readonly board: CommandBoard; readonly market: MarketParts },
) {
  const { readModels: store, store: commands, bus, rpc, scheduler, logger, metrics } = ports
  const { heartbeatMs } = config.events
  const hub = new LiveHub({ store, scheduler, logger, heartbeatMs, conflated: market.live })
  const cancels = new RecentTimes()
  const projector = new Projector({
    ...{ store, bus, scheduler, logger, metrics },
    orders: ordersByRpc(rpc),
    onWritten: (entries, upTo) => {
      for (const ts of cancelTimes(entries)) cancels.add(ts)
      hub.publish(entries, upTo)
    },
    onHole: () => hub.breakOff(),
    onPortfolio: (portfolio) =>
      hub.conflate({
        ...{ key: `portfolio/${portfolio.accountId}`, identity: portfolio },
        frame: () => frame('portfolio', 'portfolio', portfolioJson(portfolio)),
      }),
  })
  const teller = new CommandTeller({ store: commands, projector, board, scheduler, logger })
  return { projector, hub, teller, cancels }
}

/** Of the cancels among them, when each was asked of the venue. */
const cancelTimes = (entries: readonly JournalEntry[]): readonly UnixNanos[] =>
  entries.flatMap(({ kind, value }) =>
    kind === 'ACCOUNT' && value.body.kind === 'ORDER' && value.body.trigger === 'REQUEST_CANCEL'
      ? [value.ts]
      : [],
  )

export function readModelRoutes(
  ports: ControlCenterPorts,
  config: ControlCenterConfig,
  pager: Pager,
  { hub, cancels, authenticator }: ReadModelParts & { readonly authenticator: Authenticator },
): readonly ApiRoute[] {
  const { readModels, store, control, portfolios, live, scheduler } = ports
  return [
    ...operationRoutes({ readModels, control, pager, scheduler }),
    ...equityRoutes({ readModels, scheduler, config }),
    ...signalRoutes({ readModels, control, pager, config }),
    ...riskViewRoutes({ readModels, store, control, portfolios, live, cancels, pager, scheduler, config }),
    ...feedHistoryRoutes(readModels, pager),
    ...eventRoutes({ hub, authenticator, maxStreams: config.events.maxStreams }),
  ]
}
