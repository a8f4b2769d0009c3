/**
 * A scenario's system as its users run it: `ots service` processes over real Kafka, gRPC, PostgreSQL and Redis, in real time,
 * leader and standby included. The market connector alone lives here, since what it connects to is the scenario's own
 * market. A restart is a SIGKILL of the one that serves.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { topicSpecs } from '@oasis/contracts'
import {
  createLifecycle,
  createLogger,
  createMetrics,
  createRealScheduler,
  seededRandom,
} from '@oasis/runtime'
import { type Scenario, type ScenarioSystem, ScriptedMarket, scenarioConfig } from '@oasis/testkit'
import { startKafka, waitUntil } from '../../../../tools/services/src/index.ts'
import { marketConnectorOf } from '../../src/composition/create-services.ts'
import { serviceConfigs } from '../../src/composition/service-configs.ts'
import { readKafkaEnvironment } from '../../src/config/kafka-environment.ts'
import { loadServiceConfig } from '../../src/config/load-service-config.ts'
import { readServiceEnvironment } from '../../src/config/service-environment.ts'
import { openAdapters } from '../../src/distributed/open-adapters.ts'
import {
  createSystemTopics,
  type LocalSystem,
  type ManagedProcess,
  startLocalSystem,
} from '../../src/index.ts'
import { ownPlace, type RealServers } from './real-servers.ts'

/** How long a machine may take that has other work. */
const READY_MS = 150_000
const RESTART_MS = 120_000
/** Longer than a busy machine holds anybody up. */
const LEASES = { OTS_LEASE_TTL_MS: '8000', OTS_LEASE_GRACE_MS: '1000' }
/** Nobody asks there: the market comes from here, and the addresses are of this machine, so that it counts as simulated. */
const NO_VENUE = { restUrl: 'http://127.0.0.1:1', wsUrl: 'ws://127.0.0.1:1', userWsUrl: 'ws://127.0.0.1:1' }

/** Kafka's topics have one name: each system has a broker of its own. */
export async function openProcesses(
  scenario: Scenario,
  servers: Omit<RealServers, 'kafka'>,
): Promise<ScenarioSystem> {
  const opened = new AsyncDisposableStack()
  const folder = mkdtempSync(join(tmpdir(), 'ots-scenario-processes-'))
  opened.defer(() => rmSync(folder, { recursive: true, force: true }))
  try {
    const kafka = await startKafka()
    opened.defer(() => kafka.stop())
    const place = await ownPlace({ ...servers, kafka })
    opened.defer(() => place.drop())
    await createSystemTopics({ brokers: kafka.brokers, clientId: 'scenario-topics' })
    const lines: string[] = []
    const processes = await startLocalSystem({
      ...{ kafkaBrokers: kafka.brokers, postgresUrl: place.postgresUrl, redisUrl: place.redisUrl },
      ...{ venue: NO_VENUE, source: 'simulator', dataDir: join(folder, 'state') },
      counts: { 'market-connector': 0 },
      env: { ...LEASES, OTS_CONFIG: JSON.stringify(scenarioConfig(scenario)) },
      onLine: (name, line) => lines.push(`${name}: ${line}`),
    })
    opened.defer(() => processes.stop())
    return await onProcesses(scenario, { processes, lines, opened })
  } catch (error) {
    await opened.disposeAsync()
    throw error
  }
}

interface Running {
  readonly processes: LocalSystem
  readonly lines: readonly string[]
  readonly opened: AsyncDisposableStack
}

async function onProcesses(
  scenario: Scenario,
  { processes, lines, opened }: Running,
): Promise<ScenarioSystem> {
  const scheduler = createRealScheduler()
  const market = new ScriptedMarket(scenario.market, scheduler)
  const failures: unknown[] = []
  const onFatal = (error: unknown) => void failures.push(error)
  const environment = readServiceEnvironment(processes.operator)
  const { config } = await loadServiceConfig(environment, processes.operator)
  const logger = createLogger({ level: config.logLevel, pretty: false, fields: { process: 'scenario' } })
  const metrics = createMetrics()
  const common = { scheduler, logger, metrics, onFatal, crashPoints: { pass: () => {} } }
  const adapters = openAdapters({
    ...{ environment, config, scheduler, logger, metrics, onFatal, holder: 'scenario' },
    kafka: readKafkaEnvironment(processes.operator),
  })
  const bus = await adapters.openBus()
  opened.defer(() => bus.close())
  await bus.createTopics(topicSpecs([market.venue]))
  const rpc = adapters.openRpcClient()
  opened.defer(async () => void (await rpc.close()))
  const orders = await adapters.openOrderHistory()
  opened.defer(() => orders.close())
  const portfolios = await adapters.openPortfolioCache()
  opened.defer(() => portfolios.close())
  const parts = { feed: market, reference: market, random: seededRandom(scenario.name) }
  const connector = marketConnectorOf({ ...common, bus }, parts, serviceConfigs(config, { bookChecks: true }))
  const lifecycle = createLifecycle({ services: [connector], scheduler, logger, stopTimeoutMs: 10_000 })
  await lifecycle.start()
  opened.defer(() => lifecycle.stop())

  const states = async () => new Map((await processes.reports()).map(({ name, state }) => [name, state]))
  const told = () => lines.slice(-30).join('\n')
  const serving = async (service: string): Promise<ManagedProcess | undefined> => {
    const known = await states()
    return processes.processes.find(
      ({ spec }) => spec.service === service && known.get(spec.name) === 'ready',
    )
  }
  const up = () =>
    waitUntil(
      async () => [...(await states()).values()].every((state) => state === 'ready' || state === 'standby'),
      READY_MS,
      () => `the processes have not come up:\n${told()}`,
    )
  await up()
  return {
    ...{ market, bus, rpc, orders, portfolios },
    now: () => scheduler.now(),
    pass: async (ms) => void (await sleep(ms)),
    drive: (work) => work,
    restart: async (service) => {
      const victim = await serving(service)
      if (victim === undefined) throw new Error(`no ${service} serves:\n${told()}`)
      const { restarts } = victim
      victim.kill('SIGKILL')
      await waitUntil(
        async () => victim.restarts > restarts && (await serving(service)) !== undefined,
        RESTART_MS,
        () => `no ${service} serves after a kill:\n${told()}`,
      )
      await up()
    },
    failure: () => failures[0],
    stop: () => opened.disposeAsync(),
  }
}
