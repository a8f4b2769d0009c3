/**
 * One account's order manager: the leader, or a standby that waits. The paper venue lives in the same process, and its
 * journal under the same lease. Nothing that writes is opened before the lease is held.
 */
import { join } from 'node:path'
import type { OrderManager } from '@oasis/order-manager'
import type { Lease, Venue } from '@oasis/ports'
import { createFileHaltLatch } from '@oasis/runtime'
import { approvalKeyRing } from '../../composition/approval-keys.ts'
import { orderManagerOf, paperVenueOf } from '../../composition/create-services.ts'
import { prepareDataFolder } from '../../composition/data-folder.ts'
import { HALT_LATCH } from '../../composition/embedded-system.ts'
import type { ServicePorts } from '../../composition/service-ports.ts'
import { accountOf } from '../../config/schema.ts'
import { createHeartbeat } from '../../heartbeat/heartbeat.ts'
import { type AdmittedKey, admitKey, openTrading } from '../../trading/open-trading.ts'
import { planTrading, stateFolderOf, type TradingPlan } from '../../trading/trading-plan.ts'
import { openBusHaltLatch } from '../bus-halt-latch.ts'
import { lead, leadersBus } from '../leadership.ts'
import { listeningWhenServed } from '../listening-when-served.ts'
import { commonPorts, type Hosting, kept, type ServiceContext } from '../service-context.ts'
import { approvalKeysOf } from './approval-keys-of.ts'
import { configsOf } from './configs-of.ts'
import { openNetworkSource } from './market-data.ts'

export const hostOrderManager: Hosting = async (context) => {
  const { adapters, config, environment, scheduler, onFatal, logger } = context
  const plan = planOf(context)
  // Before it waits for its turn: a key that is not fit is found now, and not when it takes over.
  const key = await admitOwnKey(context, plan)
  const approvalKeys = approvalKeyRing(approvalKeysOf(environment))
  const folder = prepareDataFolder(environment.OTS_DATA_DIR ?? config.dataDir, folderOf(plan, key))
  const configs = configsOf(context)
  const bus = await kept(context, adapters.openBus())
  const leases = await kept(context, adapters.openLeases())
  const accountId = accountOf(config).id
  let orderManager: OrderManager | undefined
  const lease = await lead(`order-manager/${accountId}`, {
    ...context,
    leases,
    onLeaseLost: (error) => context.onLeaseLost(error, orderManager?.lastCancels()),
    ttlMs: environment.OTS_LEASE_TTL_MS,
    // A request that left at the last moment arrives before the next leader looks at the venue for the first time.
    graceMs: environment.OTS_LEASE_GRACE_MS ?? configs.orderManager.submitTimeoutMs,
  })
  const common = commonPorts(context, leadersBus(bus, lease))
  const store = await kept(context, adapters.openOrderStore(lease))
  const venue = await openVenue({ ...context, key }, plan, common, lease)
  const rpc = await kept(context, adapters.openRpcServer())
  const sharedLatch = await openBusHaltLatch({
    ...context,
    ...{ owner: 'ORDER_MANAGER', accountId, bus: common.bus, lease },
  })
  orderManager = orderManagerOf(
    common,
    {
      rpcServer: listeningWhenServed(
        rpc,
        (address) => logger.info({ address }, 'listening for calls'),
        onFatal,
      ),
      ...{ store, venue, approvalKeys, lease },
      haltLatch: createFileHaltLatch(join(folder, HALT_LATCH), scheduler),
      sharedLatch,
    },
    configs,
  )
  const heartbeat = plan.venue === 'paper' ? [] : await heartbeatOf(context, folder)
  return { services: [orderManager, ...heartbeat] }
}

const planOf = ({ config, trading, environment }: ServiceContext): TradingPlan =>
  planTrading(
    { config, trading },
    {
      // The addresses of the configuration, whatever answers there.
      source: { kind: 'live' },
      dryRun: environment.OTS_DRY_RUN,
      ...(environment.OTS_VENUE === undefined ? {} : { venue: environment.OTS_VENUE }),
    },
  )

/** Never the folder of an embedded system: its latch would be another's. */
const folderOf = (plan: TradingPlan, key: AdmittedKey | undefined): string =>
  `distributed-${stateFolderOf(plan, { kind: 'live' }, key?.portfolioId)}`

async function admitOwnKey(
  { config, logger }: ServiceContext,
  plan: TradingPlan,
): Promise<AdmittedKey | undefined> {
  if (plan.venue === 'paper') return undefined
  return admitKey({ plan, keyFile: plan.keyFile, restUrl: config.venues.coinbase.restUrl, logger })
}

async function openVenue(
  context: ServiceContext & { readonly key: AdmittedKey | undefined },
  plan: TradingPlan,
  common: ServicePorts,
  lease: Lease,
): Promise<Venue> {
  const { adapters, config, random, logger, interposed, key } = context
  if (plan.venue === 'paper') {
    const journal = await kept(context, adapters.openPaperJournal(lease))
    return paperVenueOf(common, { journal, random }, configsOf(context))
  }
  const market = await kept(context, openNetworkSource(context))
  const { onSubmitSent } = interposed
  const trading = await openTrading({
    plan,
    config,
    market,
    logger,
    ...(key ? { key } : {}),
    ...(onSubmitSent ? { onSubmitSent } : {}),
  })
  if (trading === undefined) throw new Error('the plan has a venue, and none was opened')
  logger.info({ venue: trading.describe }, 'venue opened')
  return interposed.venue?.(trading.venue) ?? trading.venue
}

/** For a watchdog on the same machine: what answers it is what the services call. */
async function heartbeatOf(context: ServiceContext, folder: string) {
  const { adapters, environment, scheduler, logger } = context
  if (environment.OTS_ORDER_MANAGER_ADDRESSES === undefined) {
    logger.warn({}, 'OTS_ORDER_MANAGER_ADDRESSES is not set: there is no heartbeat for a watchdog')
    return []
  }
  const rpc = await kept(context, adapters.openRpcClient())
  return [createHeartbeat({ rpc, scheduler, logger }, folder)]
}
