/**
 * One account's risk engine: the leader, or a standby. No grace is needed: an approval of the last leader is refused from
 * the moment in which the next one takes its epoch at the order manager.
 */
import type { RiskEngine } from '@oasis/risk-engine'
import { approvalKeyRing } from '../../composition/approval-keys.ts'
import { riskEngineOf } from '../../composition/create-services.ts'
import { accountOf } from '../../config/schema.ts'
import { openBusHaltLatch } from '../bus-halt-latch.ts'
import { lead, leadersBus } from '../leadership.ts'
import { listeningWhenServed } from '../listening-when-served.ts'
import { commonPorts, type Hosting, kept } from '../service-context.ts'
import { approvalKeysOf } from './approval-keys-of.ts'
import { configsOf } from './configs-of.ts'

export const hostRiskEngine: Hosting = async (context) => {
  const { adapters, config, environment, onFatal, logger } = context
  const approvalKeys = approvalKeyRing(approvalKeysOf(environment))
  const bus = await kept(context, adapters.openBus())
  const leases = await kept(context, adapters.openLeases())
  const ttlMs = environment.OTS_LEASE_TTL_MS
  const accountId = accountOf(config).id
  let risk: RiskEngine | undefined
  const lease = await lead(`risk-engine/${accountId}`, {
    ...context,
    ...{ leases, ttlMs, graceMs: 0 },
    onLeaseLost: (error) => context.onLeaseLost(error, risk?.lastHalts()),
  })
  const store = await kept(context, adapters.openRiskStore(lease))
  const cache = await kept(context, adapters.openPortfolioCache())
  const rpcClient = await kept(context, adapters.openRpcClient())
  const rpc = await kept(context, adapters.openRpcServer())
  const rpcServer = listeningWhenServed(
    rpc,
    (address) => logger.info({ address }, 'listening for calls'),
    onFatal,
  )
  const common = commonPorts(context, leadersBus(bus, lease))
  const sharedLatch = await openBusHaltLatch({
    ...context,
    ...{ owner: 'RISK_ENGINE', accountId, bus: common.bus, lease },
  })
  const sharedLatches = new Map([[accountId, sharedLatch]])
  risk = riskEngineOf(
    common,
    { rpcClient, rpcServer, store, cache, approvalKeys, sharedLatches },
    configsOf(context),
  )
  return { services: [risk] }
}
