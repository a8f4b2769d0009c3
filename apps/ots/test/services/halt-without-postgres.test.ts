/**
 * A halt that is called while PostgreSQL is away, on real servers: both leaders lose their leases and end, and those that
 * lead next, on machines that have no latch of it, begin HALTED, since Kafka was told. Without Kafka, too, the answer says
 * that nobody else will know.
 */
import { execFile } from 'node:child_process'
import { globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { orderService, type SnapshotChunk } from '@oasis/contracts'
import { accountId } from '@oasis/domain'
import { createGrpcClient } from '@oasis/rpc-grpc'
import { createRealScheduler, createSilentLogger, Secret } from '@oasis/runtime'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import {
  type Kafka,
  type Postgres,
  startKafka,
  startPostgres,
  waitUntil,
} from '../../../../tools/services/src/index.ts'
import { createSystemTopics, type LocalSystem, startLocalSystem } from '../../src/index.ts'

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
const ACCOUNT = accountId('coinbase.main.paper')
/** How long a machine may take that has other work. */
const READY_MS = 150_000
/** Long enough for a terminal to be opened on a busy machine, while the leaders still lead without the database. */
const LEASES = { OTS_LEASE_TTL_MS: '30000', OTS_LEASE_GRACE_MS: '1000' }
/** Nobody asks there. */
const NO_VENUE = { restUrl: 'http://127.0.0.1:1', wsUrl: 'ws://127.0.0.1:1', userWsUrl: 'ws://127.0.0.1:1' }

const folder = mkdtempSync(join(tmpdir(), 'ots-halt-test-'))
const lines: string[] = []
const opened = new AsyncDisposableStack()
let kafka: Kafka
let postgres: Postgres
let system: LocalSystem

beforeAll(async () => {
  opened.defer(() => rmSync(folder, { recursive: true, force: true }))
  kafka = await startKafka()
  opened.defer(() => kafka.stop())
  postgres = await startPostgres()
  opened.defer(() => postgres.stop())
  await createSystemTopics({ brokers: kafka.brokers, clientId: 'test-topics' })
  system = await startLocalSystem({
    ...{ kafkaBrokers: kafka.brokers, postgresUrl: postgres.url, redisUrl: `${inject('redis').url}/13` },
    ...{ venue: NO_VENUE, source: 'simulator', dataDir: folder },
    counts: {
      ...{ 'market-connector': 0, 'data-normalizer': 0, 'strategy-framework': 0 },
      ...{ auditor: 0, 'control-center-api': 0 },
    },
    env: LEASES,
    onLine: (name, line) => lines.push(`${name}: ${line}`),
  })
  opened.defer(() => system.stop())
}, 300_000)
afterAll(() => opened.disposeAsync())

const told = () => lines.slice(-40).join('\n')

/** One of each leads, or none does. */
async function leaders(count: 0 | 1): Promise<void> {
  await waitUntil(
    async () => {
      const ready = (await system.reports()).filter(({ state }) => state === 'ready')
      return ready.length === 2 * count
    },
    READY_MS,
    () => `not ${count} leader of each:\n${told()}`,
  )
}

async function ots(...args: string[]): Promise<string> {
  const env = { PATH: process.env.PATH, ...system.operator }
  // A halt that was not verified is told on the output as well as by the exit code.
  const { stdout } = await promisify(execFile)(process.execPath, [MAIN, ...args], { env }).catch((failed) => {
    if (typeof failed.stdout === 'string' && failed.stdout !== '') return failed as { stdout: string }
    throw failed
  })
  return stdout
}

async function snapshot(): Promise<SnapshotChunk | undefined> {
  const { OTS_ORDER_MANAGER_ADDRESSES = '', OTS_RPC_TOKEN = '' } = system.operator
  const rpc = createGrpcClient({
    addresses: { [orderService.snapshot.service]: OTS_ORDER_MANAGER_ADDRESSES.split(',') },
    ...{ logger: createSilentLogger(), scheduler: createRealScheduler(), token: new Secret(OTS_RPC_TOKEN) },
  })
  try {
    const request = { accountId: ACCOUNT, takeEpoch: false }
    return (await Array.fromAsync(rpc.stream(orderService.snapshot, request, { timeoutMs: 10_000 }))).at(-1)
  } finally {
    await rpc.close()
  }
}

/** As on machines that have none. */
function forgetLatches(): void {
  for (const path of globSync(join(folder, '**', 'halt-latch.json'))) rmSync(path)
}

test('with Kafka there it is recorded, holds after the takeover on another machine, and is ended by its number', async () => {
  await leaders(1)
  await postgres.stop()
  const [halted] = JSON.parse(await ots('halt', '--json', '--reason', 'the database is away'))
  expect(halted).toMatchObject({ recorded: true, running: true })
  await leaders(0)
  forgetLatches()
  await postgres.restart()
  await leaders(1)
  const found = await snapshot()
  expect(found).toMatchObject({ halted: true })
  const answer = await ots('resume', '--halt', String(found?.haltEpoch), '--reason', 'it is back')
  expect(answer, told()).toContain('APPLIED')
  expect(await snapshot()).toMatchObject({ halted: false })
}, 420_000)

test('with Kafka away as well the answer says that it holds only here', async () => {
  await leaders(1)
  for (const node of kafka.nodes) node.pause()
  await postgres.kill()
  const text = await ots('halt', '--reason', 'everything is away')
  expect(text).toMatch(/HALTED/)
  expect(text).toMatch(/NOT kept where the next leader would read it/)
}, 240_000)
