/** A host of strategies: as many of them as are its share, each under a lease of its own. */
import { hostname } from 'node:os'
import type { StrategyId } from '@oasis/domain'
import type { Lease } from '@oasis/ports'
import { strategyFrameworkOf } from '../../composition/create-services.ts'
import type { ServiceConfigs } from '../../composition/service-configs.ts'
import { userStrategiesOf } from '../../config/user-strategies.ts'
import { leadersBus } from '../leadership.ts'
import { commonPorts, type Hosting, kept } from '../service-context.ts'
import { createStrategyHost, type RunningStrategy } from '../strategies/strategy-host.ts'
import { configsOf } from './configs-of.ts'
import { openNetworkSource } from './market-data.ts'

const LOOK_INTERVAL_MS = 1_000

export const hostStrategyFramework: Hosting = async (context) => {
  const { adapters, config, environment, interposed } = context
  const userStrategies = await userStrategiesOf(config)
  const bus = await kept(context, adapters.openBus())
  const rpc = await kept(context, adapters.openRpcClient())
  const market = await kept(context, openNetworkSource(context))
  const leases = await kept(context, adapters.openLeases())
  const board = await kept(context, adapters.openLeaseBoard())
  const { strategyFramework: all } = configsOf(context)

  const run = async (strategy: StrategyId, lease: Lease): Promise<RunningStrategy> => {
    const store = await adapters.openStrategyStore(strategy, lease)
    const common = commonPorts(context, leadersBus(bus, lease))
    const { strategyTypes } = interposed
    const parts = {
      ...{ rpc, store, candles: market.reference, userStrategies },
      ...(strategyTypes ? { strategies: strategyTypes } : {}),
    }
    try {
      const framework = strategyFrameworkOf(common, parts, configOf(strategy, all))
      await framework.start()
      return {
        health: () => framework.health(),
        stop: () => framework.stop().finally(() => store.close()),
      }
    } catch (error) {
      await store.close()
      throw error
    }
  }

  const host = createStrategyHost(
    { ...context, leases, board, run },
    {
      hostId: environment.OTS_HOST_ID ?? `${hostname()}-${process.pid}`,
      strategies: all.strategies.map(({ id }) => id),
      ttlMs: environment.OTS_LEASE_TTL_MS,
      lookIntervalMs: LOOK_INTERVAL_MS,
    },
  )
  return { services: [host] }
}

/** Of a framework that has this strategy alone. Whoever has the first one answers for those that nobody has. */
export function configOf(
  strategy: StrategyId,
  all: ServiceConfigs['strategyFramework'],
): ServiceConfigs['strategyFramework'] {
  return {
    ...all,
    strategies: all.strategies.filter(({ id }) => id === strategy),
    group: `${all.group}.${strategy}`,
    elsewhere: all.strategies.map(({ id }) => id).filter((id) => id !== strategy),
    answersUnknown: all.strategies[0]?.id === strategy,
  }
}
