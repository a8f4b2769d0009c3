/** The whole system as processes of their own, on real Kafka, PostgreSQL and Redis: trading, takeover, scaling, steering. */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createSilentLogger } from '@oasis/runtime'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type Postgres,
  type Redis,
  startKafka,
  startPostgres,
  startRedis,
  waitUntil,
} from '../../../../tools/services/src/index.ts'
import {
  createSystemTopics,
  type LocalSystem,
  type ManagedProcess,
  startLocalSystem,
  startSimulatorProcess,
} from '../../src/index.ts'

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
const run = promisify(execFile)

/** Ticks of both instruments, so that orders flow all the time. */
const CONFIG = `
strategies:
  - { id: one, type: every-n-ticks, instruments: ["coinbase:BTC-USD"], params: { n: 7, quantity: "0.0002" } }
  - { id: two, type: every-n-ticks, instruments: ["coinbase:ETH-USD"], params: { n: 7, quantity: "0.005" } }
  - { id: three, type: every-n-ticks, instruments: ["coinbase:BTC-USD"], params: { n: 11, quantity: "0.0003" } }
`

interface Shown {
  readonly items: readonly {
    readonly clientOrderId: string
    readonly state: string
    readonly strategyId: string
    readonly cause: string
  }[]
}

const folder = mkdtempSync(join(tmpdir(), 'ots-distributed-test-'))
const lines: string[] = []
const closing: (() => Promise<void>)[] = []
let system: LocalSystem

beforeAll(async () => {
  const [kafka, postgres, redis] = await Promise.all([startKafka(), startPostgres(), startRedis()])
  for (const server of [kafka, postgres, redis] satisfies [{ stop(): Promise<void> }, Postgres, Redis]) {
    closing.push(() => server.stop())
  }
  await createSystemTopics({ brokers: kafka.brokers, clientId: 'test-topics' })
  const simulator = await startSimulatorProcess({
    dataDir: join(folder, 'simulator'),
    logger: createSilentLogger(),
    onExit: (reason) => lines.push(`simulator: ${reason}`),
  })
  closing.push(simulator.stop)
  system = await startLocalSystem({
    ...{ kafkaBrokers: kafka.brokers, postgresUrl: postgres.url, redisUrl: redis.url },
    ...{ venue: simulator, source: 'simulator', dataDir: join(folder, 'state') },
    env: { OTS_CONFIG: CONFIG, OTS_LEASE_TTL_MS: '3000', OTS_LEASE_GRACE_MS: '1000' },
    onLine: (name, line) => lines.push(`${name}: ${line}`),
  })
  closing.push(() => system.stop())
})

afterAll(async () => {
  for (const close of closing.reverse()) await close()
  rmSync(folder, { recursive: true, force: true })
})

const states = async () => new Map((await system.reports()).map((report) => [report.name, report.state]))
const leaderOf = async (service: string): Promise<ManagedProcess | undefined> => {
  const known = await states()
  return system.processes.find(({ spec }) => spec.service === service && known.get(spec.name) === 'ready')
}
const count = async (state: string) => [...(await states()).values()].filter((each) => each === state).length
const settled = () =>
  waitUntil(
    async () => (await count('standby')) === 2 && (await count('ready')) === system.processes.length - 2,
    60_000,
    () => `the processes have not come to rest:\n${lines.slice(-30).join('\n')}`,
  )

const shown = async <T>(path: string): Promise<T> =>
  (await (await fetch(new URL(path, system.page), { signal: AbortSignal.timeout(3_000) })).json()) as T
const orders = async () => (await shown<Shown>('/status/operations?limit=500')).items
const filled = async () => (await orders()).filter(({ state }) => state === 'FILLED')
const moreFills = async (more: number, within = 60_000) => {
  const before = (await filled()).length
  await waitUntil(
    async () => (await filled()).length >= before + more,
    within,
    () => `no ${more} more fills after ${before}:\n${lines.slice(-30).join('\n')}`,
  )
}
/** One signal of a strategy is one order, whichever host it ran on and whoever led. */
const expectNothingDoubled = async () => {
  const all = await orders()
  const causes = all.map(({ strategyId, cause }) => `${strategyId} ${cause}`)
  expect(new Set(causes).size).toBe(causes.length)
}
const ots = async (...args: string[]) => {
  const env = { ...process.env, ...system.operator }
  const { stdout } = await run(process.execPath, [MAIN, ...args], { env }).catch((error) => ({
    stdout: `${error.stdout}${error.stderr}`,
  }))
  return stdout
}

test('nine processes come up, two of them standing by, and orders fill', async () => {
  expect(system.processes.length).toBeGreaterThanOrEqual(9)
  await settled()
  await moreFills(3)
  expect(new Set((await filled()).map(({ strategyId }) => strategyId)).size).toBeGreaterThan(1)
}, 120_000)

test('a leader that is killed is followed by its standby, and comes back as one', async () => {
  for (const service of ['order-manager', 'risk-engine']) {
    const leader = await leaderOf(service)
    leader?.kill('SIGKILL')
    await waitUntil(
      async () => ![undefined, leader].includes(await leaderOf(service)),
      40_000,
      () => `nobody else leads ${service}:\n${lines.slice(-30).join('\n')}`,
    )
    await settled()
    await moreFills(2)
  }
  await expectNothingDoubled()
}, 200_000)

test('a leader that was held up for longer than its lease sends nothing, and ends', async () => {
  const leader = await leaderOf('order-manager')
  const restarts = leader?.restarts ?? 0
  leader?.kill('SIGSTOP')
  await waitUntil(
    async () => ![undefined, leader].includes(await leaderOf('order-manager')),
    40_000,
    () => 'nobody else leads',
  )
  leader?.kill('SIGCONT')
  await waitUntil(
    async () => (leader?.restarts ?? 0) > restarts,
    20_000,
    () => 'it goes on',
  )
  await settled()
  await moreFills(2)
  await expectNothingDoubled()
}, 150_000)

test('hosts of strategies and normalizers come and go while orders flow: nothing doubled, nothing lost', async () => {
  const more = [
    await system.add('strategy-framework'),
    await system.add('strategy-framework'),
    await system.add('data-normalizer'),
  ]
  await settled()
  await moreFills(3)
  const details = (await system.reports()).filter(({ name }) => name.startsWith('strategy-framework'))
  expect(details).toHaveLength(3)
  for (const each of more) await system.remove(each)
  await settled()
  await moreFills(3)
  await expectNothingDoubled()
}, 200_000)

test('two connectors of one venue do no harm, and one that is left is enough, however the other went', async () => {
  const first = system.processes.find(({ spec }) => spec.service === 'market-connector')
  const second = await system.add('market-connector')
  await settled()
  await moreFills(2)
  second.kill('SIGKILL')
  await settled()
  // In an orderly end it says that its connection is gone: of prices that the other one still has.
  if (first) await system.remove(first)
  await moreFills(2)
  await expectNothingDoubled()
}, 200_000)

test('it is steered from a terminal: halted, resumed, and a strategy configured by a command', async () => {
  expect(await ots('halt', '--reason', 'a test')).toContain('Verified at the venue')
  const { bot } = await shown<{ bot: { status: string; haltEpoch: number } }>('/status/system')
  expect(bot.status).toBe('HALTED')
  expect(await ots('resume', '--halt', String(bot.haltEpoch), '--reason', 'over')).toContain('APPLIED')
  expect(await ots('command', 'set-strategy-config', 'two', '{"n": 5, "quantity": "0.004"}')).toContain(
    'APPLIED',
  )
  expect(await ots('command', 'set-strategy-status', 'nobody', 'STOPPED')).toContain('REJECTED')
  await moreFills(2)
}, 150_000)

test('told to stop, every process ends with code 0 and nothing is left', async () => {
  const pids = system.processes.map(({ pid }) => pid)
  await system.stop()
  for (const pid of pids) expect(() => process.kill(pid ?? 0, 0)).toThrow()
  expect(system.processes.map(({ spec, ended }) => `${spec.name}: ${ended}`)).toEqual(
    system.processes.map(({ spec }) => `${spec.name}: exit code 0`),
  )
}, 60_000)
