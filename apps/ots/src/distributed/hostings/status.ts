/** The status page, the very one of the embedded system: it reads, and takes no orders. */
import { followedInstruments } from '../../composition/service-configs.ts'
import { statusParts } from '../../composition/status-parts.ts'
import { accountOf } from '../../config/schema.ts'
import { isLoopback } from '../../status/loopback.ts'
import { systemFacts } from '../../status/system-facts.ts'
import { createPeerHealth } from '../peer-health.ts'
import { commonPorts, type Hosting, kept, type ServiceContext } from '../service-context.ts'
import { accountFactsOf } from './configs-of.ts'

export const hostStatus: Hosting = async (context) => {
  const { adapters, config, environment, metrics, state, scheduler } = context
  const bus = await kept(context, adapters.openBus())
  const orders = await kept(context, adapters.openOrderHistory())
  const portfolios = await kept(context, adapters.openPortfolioCache())
  const peers = createPeerHealth({ scheduler }, environment.OTS_SERVICES)
  const { control, live, server } = statusParts(
    {
      common: commonPorts(context, bus),
      ...{ metrics, orders, portfolios },
      health: () => ({ ...peers.reports(), ...state.health() }),
    },
    {
      host: environment.OTS_STATUS_HOST,
      port: environment.OTS_STATUS_PORT,
      facts: factsOf(context),
      live: {
        instruments: followedInstruments(config, accountFactsOf(context)),
        feedsFrom: 'earliest',
      },
    },
  )
  return { services: [peers, control, live, server] }
}

function factsOf({ config, environment, scheduler }: ServiceContext) {
  const { mode } = accountOf(config)
  const { OTS_VENUE: venue = mode === 'REAL' ? 'coinbase' : 'paper', OTS_DRY_RUN: dryRun } = environment
  const { OTS_SOURCE: source = sourceAt(config.venues.coinbase.wsUrl) } = environment
  return systemFacts(config, { mode, venue, dryRun, source, startedAt: scheduler.now() })
}

const sourceAt = (wsUrl: string): 'live' | 'simulator' =>
  isLoopback(new URL(wsUrl).hostname) ? 'simulator' : 'live'
