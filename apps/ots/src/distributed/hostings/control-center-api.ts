/**
 * The Control Center's API, and the very page of the embedded system. One process serves, under a lease, and others stand by:
 * its store has one writer, its audit log one end, its outbox one relay, its read models one projector, and what it counts of
 * logins and halts is in its memory. A standby does not listen, so that all of them may have one address.
 */
import { createSecureContext } from 'node:tls'
import { OtsError, Secret } from '@oasis/runtime'
import { prepareDataFolder } from '../../composition/data-folder.ts'
import { followedInstruments } from '../../composition/service-configs.ts'
import { type StatusViews, statusViews } from '../../composition/status-parts.ts'
import { readPem } from '../../config/postgres-of.ts'
import { accountOf } from '../../config/schema.ts'
import type { ServiceEnvironment } from '../../config/service-environment.ts'
import { auditHeadFile } from '../../control-center/audit-head-file.ts'
import { controlCenterLease } from '../../control-center/control-center-lease.ts'
import { auditFolderOf, controlCenterSecret } from '../../control-center/database-control-center.ts'
import { createControlCenter } from '../../control-center/open-control-center.ts'
import { isLoopback } from '../../status/loopback.ts'
import { systemFacts } from '../../status/system-facts.ts'
import { lead, leadersBus } from '../leadership.ts'
import { createPeerHealth } from '../peer-health.ts'
import { commonPorts, type Hosting, kept, type ServiceContext } from '../service-context.ts'
import { accountFactsOf } from './configs-of.ts'

export const hostControlCenterApi: Hosting = async (context) => {
  const { adapters, config, environment, metrics, state, scheduler, logger } = context
  // Before it waits for its turn: what is not fit is found now, and not when it takes over.
  const secret = controlCenterSecret(environment)
  const tls = tlsOf(environment)
  const folder = prepareDataFolder(
    environment.OTS_DATA_DIR ?? config.dataDir,
    auditFolderOf(accountOf(config).id),
  )
  const bus = await kept(context, adapters.openBus())
  const leases = await kept(context, adapters.openLeases())
  const ttlMs = environment.OTS_LEASE_TTL_MS
  const name = controlCenterLease(accountOf(config).id)
  // No grace: what the last leader still publishes is a record that its successor publishes once more, and its readers know.
  const lease = await lead(name, { ...context, leases, ttlMs, graceMs: 0 })
  const common = commonPorts(context, leadersBus(bus, lease))
  const store = await kept(context, adapters.openControlCenterStore(lease))
  const readModels = await kept(context, adapters.openReadModelStore(lease))
  const orders = await kept(context, adapters.openOrderHistory())
  const portfolios = await kept(context, adapters.openPortfolioCache())
  const rpc = await kept(context, adapters.openRpcClient())
  const peers = createPeerHealth({ scheduler }, environment.OTS_SERVICES)
  const instruments = followedInstruments(config, accountFactsOf(context))
  const views = statusViews(
    { common, ...{ metrics, orders, portfolios }, health: () => ({ ...peers.reports(), ...state.health() }) },
    { instruments, feedsFrom: 'earliest' },
  )
  const { OTS_API_HOST: host, OTS_API_PORT: port } = environment
  const api = createControlCenter(
    {
      ...common,
      ...{ store, readModels, secret, rpc, portfolios, auditHeads: auditHeadFile(folder) },
      metrics: { ...metrics, read: async (name) => [...(await metrics.read(name)), ...peers.samples(name)] },
      ...portsOfViews(views),
      onFirstAdmin: ({ user }) =>
        logger.warn(
          { user: user.name },
          'the first admin was made, with a password that nobody knows: "ots user reset-password" tells one',
        ),
    },
    {
      ...{ config, instruments, facts: factsOf(context), shown: views.shown },
      listening: { host, port, ...(tls ? { tls } : {}) },
    },
  )
  return { services: [peers, views.control, views.live, api] }
}

const portsOfViews = ({ control, live, shown: { health } }: StatusViews) => ({ control, live, health })

function tlsOf({ OTS_API_CERT_FILE: certFile, OTS_API_KEY_FILE: keyFile }: ServiceEnvironment) {
  if (certFile === undefined || keyFile === undefined) return undefined
  const [cert, key] = [readPem(certFile), readPem(keyFile)]
  try {
    createSecureContext({ cert, key })
  } catch (cause) {
    throw new OtsError('OTS_TLS_UNUSABLE', `${certFile} and ${keyFile} cannot be used together`, { cause })
  }
  return { cert, key: new Secret(key) }
}

function factsOf({ config, environment, scheduler }: ServiceContext) {
  const { mode } = accountOf(config)
  const { OTS_VENUE: venue = mode === 'REAL' ? 'coinbase' : 'paper', OTS_DRY_RUN: dryRun } = environment
  const { OTS_SOURCE: source = sourceAt(config.venues.coinbase.wsUrl) } = environment
  return systemFacts(config, { mode, venue, dryRun, source, startedAt: scheduler.now() })
}

const sourceAt = (wsUrl: string): 'live' | 'simulator' =>
  isLoopback(new URL(wsUrl).hostname) ? 'simulator' : 'live'
