/**
 * The distributed system as `npm run start:distributed` has it, every service a process of its own, fed over a socket by a
 * process that sends a load.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createKafkaBus } from '@oasis/bus-kafka'
import { topics } from '@oasis/contracts'
import type { AccountEvent } from '@oasis/domain'
import { createSystemTopics, type LocalSystem, type LocalSystemOptions, startLocalSystem } from '@oasis/ots'
import { createRealScheduler, createSilentLogger } from '@oasis/runtime'
import { waitUntil } from '../../../tools/services/src/index.ts'
import { type LoadReport, startLoadSender } from '../load/load-sender.ts'
import { type LoadedStrategy, loadSettings } from '../load/load-settings.ts'
import type { LoadPlan } from '../load/plan.ts'
import type { BenchServers } from './bench-servers.ts'

export interface LoadedProcesses {
  readonly system: LocalSystem
  run(): Promise<LoadReport>
  /** Everything of the account that was published, oldest first. */
  accountEvents(): Promise<readonly AccountEvent[]>
  stop(): Promise<void>
}

export interface LoadedProcessesOptions {
  readonly servers: BenchServers
  readonly plan: LoadPlan
  readonly strategies: readonly LoadedStrategy[]
  readonly counts: NonNullable<LocalSystemOptions['counts']>
}

const READY_WITHIN_MS = 120_000
/** Quotes of all instruments have been through, so that risk has prices. */
const SETTLE_MS = 4_000

export async function startLoadedProcesses(options: LoadedProcessesOptions): Promise<LoadedProcesses> {
  const { servers, plan, strategies, counts } = options
  const { brokers } = servers.kafka
  await createSystemTopics({ brokers, clientId: 'bench-topics' })
  const sender = await startLoadSender(plan)
  const folder = mkdtempSync(join(tmpdir(), 'ots-bench-'))
  const lines: string[] = []
  const system = await startLocalSystem({
    ...{ kafkaBrokers: brokers, postgresUrl: servers.postgres.url, redisUrl: servers.redis.url },
    venue: { restUrl: sender.restUrl, wsUrl: sender.wsUrl, userWsUrl: sender.wsUrl },
    ...{ source: 'simulator', dataDir: folder, counts },
    env: { OTS_CONFIG: JSON.stringify(loadSettings(strategies)) },
    onLine: (name, line) => lines.push(`${name}: ${line}`),
  })
  const stop = async (): Promise<void> => {
    await system.stop()
    sender.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await waitUntil(
      async () => (await system.reports()).every(({ state }) => state === 'ready'),
      READY_WITHIN_MS,
      () => `the processes are not ready:\n${lines.slice(-20).join('\n')}`,
    )
  } catch (error) {
    await stop()
    throw error
  }
  await sleep(SETTLE_MS)
  return { system, run: () => sender.run(), accountEvents: () => accountEvents(brokers), stop }
}

async function accountEvents(brokers: string): Promise<readonly AccountEvent[]> {
  const bus = await createKafkaBus({
    ...{ brokers, clientId: 'bench' },
    ...{ scheduler: createRealScheduler(), logger: createSilentLogger() },
  })
  const events: AccountEvent[] = []
  const subscription = await bus.subscribe({
    ...{ group: 'bench', topics: [topics.orderEvents.spec.name], assignment: 'ALL', startAt: 'earliest' },
    onBatch: (records) => {
      for (const { value } of records) if (value) events.push(topics.orderEvents.codec.decode(value))
    },
  })
  await subscription.caughtUp
  await subscription.close()
  await bus.close()
  return events
}
