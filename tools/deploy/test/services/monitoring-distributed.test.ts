/** Dashboards and alerts over a system of processes, on real Kafka, PostgreSQL and Redis, by the names that compose gives them. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSystemTopics, type ManagedProcess, startLocalSystem, startSimulatorProcess } from '@oasis/ots'
import { createSilentLogger } from '@oasis/runtime'
import { startKafka, startPostgres, startRedis, waitUntil } from '../../../services/src/index.ts'
import { type ScrapeTarget, testMonitoring, type WatchedSystem } from './monitoring-suite.ts'

const CONFIG = `
strategies:
  - { id: one, type: every-n-ticks, instruments: ["coinbase:BTC-USD"], params: { n: 5, quantity: "0.0002" } }
  - { id: two, type: every-n-ticks, instruments: ["coinbase:ETH-USD"], params: { n: 5, quantity: "0.005" } }
`
const SHOWN_LINES = 30
const READY_MS = 90_000

testMonitoring({
  start,
  quiet: {
    ots_strategy_errors_total: 'no strategy fails',
    ots_feed_gaps_total: 'nothing is lost on the way',
    ots_dead_letters_total: 'everything can be read',
    ots_certificate_expiry_timestamp_seconds: 'nothing is encrypted',
  },
  firing: {},
})

async function start(): Promise<WatchedSystem> {
  const folder = mkdtempSync(join(tmpdir(), 'ots-monitoring-distributed-'))
  const [kafka, postgres, redis] = await Promise.all([startKafka(), startPostgres(), startRedis()])
  await createSystemTopics({ brokers: kafka.brokers, clientId: 'test-topics' })
  const lines: string[] = []
  const simulator = await startSimulatorProcess({
    dataDir: join(folder, 'simulator'),
    logger: createSilentLogger(),
    onExit: (reason) => lines.push(`simulator: ${reason}`),
  })
  const system = await startLocalSystem({
    ...{ kafkaBrokers: kafka.brokers, postgresUrl: postgres.url, redisUrl: redis.url },
    ...{ venue: simulator, source: 'simulator', dataDir: join(folder, 'state') },
    env: { OTS_CONFIG: CONFIG },
    onLine: (name, line) => lines.push(`${name}: ${line}`),
  })
  // Somebody looks at the page: what its requests are counted by.
  await waitUntil(
    async () => (await fetch(new URL('/status/operations', system.page))).ok,
    READY_MS,
    () => `no page: ${lines.slice(-SHOWN_LINES).join('\n')}`,
  )
  return {
    targets: system.processes.map(targetOf),
    output: () => lines.slice(-SHOWN_LINES).join('\n'),
    stop: async () => {
      for (const { stop } of [system, simulator]) await stop()
      await Promise.all([kafka.stop(), postgres.stop(), redis.stop()])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** As deploy/prometheus/prometheus.yaml has it: those of which there may be several are found by name, with their address. */
function targetOf({ spec: { name, service, url } }: ManagedProcess): ScrapeTarget {
  const isFound = service === 'data-normalizer' || service === 'strategy-framework'
  return { url, instance: isFound ? `${service}/${new URL(url).host}` : `${name}:9464` }
}
