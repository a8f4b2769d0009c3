/**
 * Makes the read models in PostgreSQL again from the topics in Kafka, under the lease of control-center-api: while it is held
 * here no process of that service serves, and those that are started wait.
 */
import { hostname } from 'node:os'
import {
  ordersOfStore,
  type ReadModelRebuild,
  type RebuildOptions,
  rebuildReadModels,
} from '@oasis/control-center-api'
import type { Lease, Leases } from '@oasis/ports'
import { createLogger, createMetrics, createRealScheduler, OtsError } from '@oasis/runtime'
import { readKafkaEnvironment } from '../../config/kafka-environment.ts'
import { loadServiceConfig } from '../../config/load-service-config.ts'
import { accountOf } from '../../config/schema.ts'
import { readServiceEnvironment } from '../../config/service-environment.ts'
import { leaseLost } from '../../distributed/leadership.ts'
import { openAdapters } from '../../distributed/open-adapters.ts'
import { controlCenterLease } from '../control-center-lease.ts'

type Env = Readonly<Record<string, string | undefined>>

/** What a lease takes to be free after the end of its holder, and a moment. */
const MARGIN_MS = 2_000

/** Throws `OTS_LEASE_LOST` where control-center-api runs. */
export async function rebuildDistributed(env: Env, options: RebuildOptions): Promise<ReadModelRebuild> {
  const environment = readServiceEnvironment(env)
  const { config } = await loadServiceConfig(environment, env)
  const scheduler = createRealScheduler()
  const logger = createLogger({ level: env.OTS_LOG_LEVEL || 'error', pretty: process.stderr.isTTY })
  const ended = new AbortController()
  const adapters = openAdapters({
    ...{ environment, kafka: readKafkaEnvironment(env), config, scheduler, logger },
    holder: `ots read-models rebuild@${hostname()}:${process.pid}`,
    metrics: createMetrics(),
    onFatal: (error) => ended.abort(error),
  })
  await using opened = new AsyncDisposableStack()
  const closing = <T extends { close(): Promise<void> }>(it: T): T => opened.adopt(it, (one) => one.close())
  const leases = closing(adapters.openLeases())
  const name = controlCenterLease(accountOf(config).id)
  const lease = await leaseOf(leases, name, environment.OTS_LEASE_TTL_MS, options.signal)
  opened.defer(() => lease.release())
  void lease.lost.then((reason) => ended.abort(leaseLost(name, reason)))
  const bus = closing(await adapters.openBus())
  const orders = closing(await adapters.openOrderHistory())
  const store = closing(await adapters.openReadModelStore(lease))
  const ids = { uuid: () => crypto.randomUUID() }
  const ports = {
    bus,
    store,
    orders: ordersOfStore(orders),
    scheduler,
    logger,
    metrics: createMetrics(),
    ids,
  }
  const signal = AbortSignal.any([ended.signal, ...(options.signal ? [options.signal] : [])])
  return await rebuildReadModels(ports, { ...options, signal })
}

async function leaseOf(leases: Leases, name: string, ttlMs: number, told?: AbortSignal): Promise<Lease> {
  const late = AbortSignal.timeout(ttlMs + MARGIN_MS)
  const signal = AbortSignal.any([late, ...(told ? [told] : [])])
  try {
    return await leases.acquire(name, { ttlMs, graceMs: 0, signal })
  } catch (cause) {
    if (!late.aborted || told?.aborted) throw cause
    throw new OtsError('OTS_LEASE_LOST', `control-center-api runs: it holds the lease ${name}`, {
      cause,
      hint: 'Stop every process of control-center-api, rebuild, and start them again: what happens meanwhile is in the topics.',
    })
  }
}
