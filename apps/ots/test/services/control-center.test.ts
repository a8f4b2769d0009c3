/** The Control Center's API as a process among the others, on real Kafka, gRPC, PostgreSQL and Redis. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createKafkaBus } from '@oasis/bus-kafka'
import { type Topic, topics } from '@oasis/contracts'
import type { Bus, BusRecord } from '@oasis/ports'
import { createRealScheduler, createSilentLogger } from '@oasis/runtime'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type Kafka,
  startKafka,
  startPostgres,
  startRedis,
  waitUntil,
} from '../../../../tools/services/src/index.ts'
import {
  createSystemTopics,
  EXIT,
  type LocalSystem,
  type ManagedProcess,
  startLocalSystem,
  startSimulatorProcess,
} from '../../src/index.ts'
import { ControlCenterClient } from '../support/control-center-client.ts'
import { runOts } from '../support/ots-process.ts'

const FAULTY = fileURLToPath(new URL('../support/faulty-api-process.ts', import.meta.url))
const API = 'control-center-api'
const PASSWORD = 'a long enough secret'
const CONFIG = `
strategies:
  - { id: one, type: every-n-ticks, instruments: ["coinbase:BTC-USD"], params: { n: 7, quantity: "0.0002" } }
  - { id: two, type: every-n-ticks, instruments: ["coinbase:ETH-USD"], params: { n: 100000, quantity: "0.005" } }
`

interface ShownOrder {
  readonly id: string
  readonly state: string
}

const folder = mkdtempSync(join(tmpdir(), 'ots-control-center-test-'))
const lines: string[] = []
const closing: (() => Promise<unknown>)[] = []
const closed = <T>(resource: T, close: (resource: T) => Promise<unknown>): T => {
  closing.push(() => close(resource))
  return resource
}
let kafka: Kafka
let bus: Bus
let system: LocalSystem
let api: ControlCenterClient

beforeAll(async () => {
  const servers = await Promise.all([startKafka(), startPostgres(), startRedis()])
  for (const server of servers) closed(server, (each) => each.stop())
  const [, postgres, redis] = servers
  kafka = servers[0]
  await createSystemTopics({ brokers: kafka.brokers, clientId: 'test-topics' })
  const logger = createSilentLogger()
  const onExit = (reason: string) => void lines.push(`simulator: ${reason}`)
  const simulator = await startSimulatorProcess({ dataDir: join(folder, 'simulator'), logger, onExit })
  closed(simulator, ({ stop }) => stop())
  const scheduler = createRealScheduler()
  const connection = { brokers: kafka.brokers, clientId: 'test', scheduler, logger }
  bus = closed(await createKafkaBus(connection), (each) => each.close())
  const started = await startLocalSystem({
    ...{ kafkaBrokers: kafka.brokers, postgresUrl: postgres.url, redisUrl: redis.url },
    ...{ venue: simulator, source: 'simulator', dataDir: join(folder, 'state') },
    counts: { 'order-manager': 1, 'risk-engine': 1, auditor: 0 },
    // Longer than a busy machine holds anybody up.
    env: { OTS_CONFIG: CONFIG, OTS_LEASE_TTL_MS: '8000', OTS_LEASE_GRACE_MS: '1000' },
    onLine: (name, line) => lines.push(`${name}: ${line}`),
  })
  system = closed(started, (each) => each.stop())
  api = new ControlCenterClient(() => system.page)
}, 180_000)

afterAll(async () => {
  for (const close of closing.reverse()) await close()
  rmSync(folder, { recursive: true, force: true })
})

const told = () => lines.slice(-30).join('\n')
const until = (what: string, holds: () => Promise<boolean>, withinMs = 120_000) =>
  waitUntil(
    () => holds().catch(() => false),
    withinMs,
    () => `${what}, in vain:\n${told()}`,
  )
const ots = (...args: string[]) => runOts(args, { env: system.operator })
const theApi = (): ManagedProcess => {
  const found = system.processes.find(({ spec }) => spec.service === API)
  if (found === undefined) throw new Error('there is no such process')
  return found
}
const stateOf = async (process: ManagedProcess) =>
  (await system.reports()).find(({ name }) => name === process.spec.name)?.state
const serving = () => until('the API serves', async () => (await api.get('/bot')).status === 200)

const orders = () => api.all<ShownOrder>('/operations')
const moreOrders = async (more: number) => {
  const before = (await orders()).length
  await until(`${more} more orders after ${before}`, async () => (await orders()).length >= before + more)
}

/** As they lie in the topic: what was published twice is there twice. */
async function recordsIn({ spec: { name } }: Topic<unknown>): Promise<readonly BusRecord[]> {
  const records: BusRecord[] = []
  const onBatch = (batch: readonly BusRecord[]) => void records.push(...batch)
  const subscription = await bus.subscribe({
    ...{ group: 'test', topics: [name], assignment: 'ALL', startAt: 'earliest', onBatch },
  })
  await subscription.caughtUp.finally(() => subscription.close())
  return records
}
const valuesIn = async <T>(topic: Topic<T>): Promise<readonly T[]> =>
  (await recordsIn(topic)).flatMap(({ value }) => (value === undefined ? [] : [topic.codec.decode(value)]))
const publishedAs = async (id: string) =>
  (await valuesIn(topics.commands)).filter(({ commandId }) => commandId === id).length
const answersTo = async (id: string) =>
  (await valuesIn(topics.commandEvents)).filter(({ commandId }) => commandId === id).length

const configure = (n: number, key: string) =>
  api.put(
    '/strategies/two/config',
    { params: { n, quantity: '0.005' }, reason: 'a test' },
    { 'idempotency-key': key },
  )
const commandState = async (id: string) => (await api.get(`/commands/${id}`)).body.state
const applied = (id: string) =>
  until(`command ${id} is APPLIED`, async () => (await commandState(id)) === 'APPLIED')

test('nobody knows the first password until a terminal makes one, and no log has it', async () => {
  await until('the API is ready', async () => (await stateOf(theApi())) === 'ready')
  expect(lines.filter((line) => line.includes('the first admin was made'))).toHaveLength(1)
  const { stdout, stderr } = await ots('user', 'reset-password', 'admin', '--json')
  const { password } = JSON.parse(stdout || stderr)
  await api.logInFirst('admin', password, PASSWORD)
  expect((await api.get('/bot')).body).toMatchObject({ status: 'RUNNING', mode: 'PAPER' })
  expect(lines.join('\n')).not.toContain(password)
}, 300_000)

test('portfolio and orders are shown, and the whole life of one from its tick to its execution', async () => {
  await moreOrders(2)
  const { accounts } = (await api.get('/portfolio')).body
  expect(Number(accounts[0].equity)).toBeGreaterThan(90_000)
  const filled = (await orders()).find(({ state }) => state === 'FILLED')
  const { outcome, isComplete, timeline } = (await api.get(`/orders/${filled?.id}`)).body
  expect({ outcome, isComplete }).toEqual({ outcome: 'FILLED', isComplete: true })
  const kinds = timeline.map(({ kind }: { kind: string }) => kind)
  expect(kinds.slice(0, 3)).toEqual(['CAUSE', 'SIGNAL', 'DECISION'])
  expect(kinds).toContain('ORDER')
  expect(kinds.at(-1)).toBe('EXECUTION')
  // At the root there are the pages, or how they are made.
  const page = await (await fetch(new URL('/', system.page))).text()
  expect(page).toMatch(/<title>|npm run build/)
}, 300_000)

test('what the other processes count is shown: feeds, how far each is behind, differences to the venue', async () => {
  const groups = ['risk-engine', 'strategy-framework', 'data-normalizer']
  await until('the whole system is told of', async () => {
    const { feeds, lag, reconciliation } = (await api.get('/system')).body
    const told = lag.map(({ group }: { group: string }) => group).join(' ')
    return (
      feeds.some(({ gaps }: { gaps: number | null }) => gaps === 0) &&
      groups.every((group) => told.includes(group)) &&
      reconciliation.venue.length > 0
    )
  })
}, 300_000)

test('a command goes through Kafka: PENDING, then APPLIED; asked for again by its key, it is the same one', async () => {
  const { status, body } = await configure(99_999, 'first')
  expect({ status, state: body.state }).toEqual({ status: 202, state: 'PENDING' })
  await applied(body.id)
  expect((await configure(99_999, 'first')).body.id).toBe(body.id)
  expect([await publishedAs(body.id), await answersTo(body.id)]).toEqual([1, 1])
  expect((await api.get('/strategies/two')).body.params).toMatchObject({ n: 99_999 })
}, 300_000)

test('killed while orders flow, it goes on where it was: logins, commands and orders are there, none of them twice', async () => {
  const [ordersBefore, commandsBefore] = [await orders(), (await api.get('/commands')).body.items]
  const { restarts } = theApi()
  theApi().kill('SIGKILL')
  await until('it is started again', async () => theApi().restarts > restarts)
  await serving()
  await moreOrders(2)
  expect((await api.get('/commands')).body.items).toEqual(commandsBefore)
  const ids = (await orders()).map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).toEqual(expect.arrayContaining(ordersBefore.map(({ id }) => id)))
  // What happened meanwhile, too: the page asks the order manager's store.
  const url = new URL('/status/operations?limit=500', system.page)
  const { items } = (await (await fetch(url)).json()) as { items: readonly { clientOrderId: string }[] }
  await until('the API shows all that the order manager has', async () => {
    const shown = new Set((await orders()).map(({ id }) => id))
    return items.every(({ clientOrderId }) => shown.has(clientOrderId))
  })
}, 300_000)

/** In the place of the API, until it is killed. */
async function faultyApi(fault: 'holds' | 'dies'): Promise<ChildProcess> {
  const { spec } = theApi()
  await system.remove(theApi())
  const child = spawn(process.execPath, [FAULTY, fault], {
    env: { PATH: process.env.PATH, ...spec.env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  closing.push(async () => child.kill('SIGKILL'))
  child.stderr?.on('data', (text) => lines.push(`faulty: ${text}`))
  await serving()
  return child
}

test('killed with a command in its outbox, it publishes that at its next start: once', async () => {
  const faulty = await faultyApi('holds')
  const { status, body } = await configure(99_998, 'held')
  expect({ status, state: body.state }).toEqual({ status: 202, state: 'PENDING' })
  const gone = once(faulty, 'exit')
  faulty.kill('SIGKILL')
  await gone
  expect(await publishedAs(body.id)).toBe(0)
  await system.add(API)
  await serving()
  await applied(body.id)
  expect([await publishedAs(body.id), await answersTo(body.id)]).toEqual([1, 1])
}, 300_000)

test('killed when Kafka had the command, and before that was written down: published again, done once', async () => {
  const faulty = await faultyApi('dies')
  const { generation } = (await api.get('/strategies/two')).body
  const gone = once(faulty, 'exit')
  const answer = await configure(99_997, 'taken').catch(() => undefined)
  expect(await gone).toEqual([null, 'SIGKILL'])
  await system.add(API)
  await serving()
  // The answer may have been lost with the process: the same key tells what became of it.
  const { body } = await configure(99_997, 'taken')
  if (answer !== undefined) expect(body.id).toBe(answer.body.id)
  await applied(body.id)
  await until('it is published again', async () => (await publishedAs(body.id)) === 2)
  expect(await answersTo(body.id)).toBe(1)
  expect((await api.get('/strategies/two')).body).toMatchObject({
    generation: generation + 1,
    params: { n: 99_997 },
  })
}, 300_000)

test('a halt needs no Kafka: called by gRPC, verified at the venue; it is ended by its number', async () => {
  kafka.pause()
  const { status, body } = await api
    .put('/bot/status', { status: 'HALTED', reason: 'a test' })
    .finally(() => kafka.resume())
  expect({ status, state: body.state }).toEqual({ status: 202, state: 'APPLIED' })
  expect(body.result).toMatchObject({ verified: true, open: [] })
  const isHalted = async () => (await api.get('/bot')).body.status === 'HALTED'
  await until('everybody knows of the halt', isHalted)
  const { haltEpoch } = body.result
  const refused = await api.put('/bot/status', { status: 'RUNNING', reason: 'a test' })
  expect(refused.status).toBe(409)
  const { body: resumed } = await api.put('/bot/status', { status: 'RUNNING', haltEpoch, reason: 'a test' })
  await applied(resumed.id)
  await moreOrders(1)
}, 300_000)

test('a terminal puts a user out at once, while the API runs and goes on; the audit log is whole', async () => {
  const added = JSON.parse((await ots('user', 'add', 'olga', '--role', 'operator', '--json')).stdout)
  const olga = new ControlCenterClient(() => system.page)
  await olga.logInFirst('olga', added.password, `${PASSWORD} of hers`)
  expect((await olga.get('/portfolio')).status).toBe(200)
  expect((await ots('user', 'disable', 'olga')).code).toBe(0)
  expect((await olga.get('/portfolio')).status).toBe(401)
  expect((await ots('user', 'disable', 'admin')).stderr).toContain('OTS_USAGE')
  // The service writes on, after what the terminal has written.
  await applied((await configure(99_996, 'after')).body.id)
  const verdict = await ots('audit', 'verify')
  expect(verdict.stdout).toMatch(/^\d+ entries, all as they were written/)
  expect(verdict.stderr).not.toContain('No head was found')
  expect(await stateOf(theApi())).toBe('ready')
}, 300_000)

test('a standby serves at the same address when the leader is gone', async () => {
  const leader = theApi()
  const standby = await system.add(API)
  await until('it stands by', async () => (await stateOf(standby)) === 'standby')
  await system.remove(leader)
  await until('it leads', async () => (await stateOf(standby)) === 'ready')
  await serving()
  await moreOrders(1)
}, 300_000)

test('another account is refused where one has its state', async () => {
  const { spec } = system.processes.find((each) => each.spec.service === 'risk-engine') ?? theApi()
  const accounts = 'accounts: [{ id: coinbase.second.paper }]\n'
  const env = { ...spec.env, OTS_CONFIG: accounts, OTS_HTTP_PORT: '0', OTS_RPC_PORT: '0' }
  const { code, stderr } = await runOts(['service', 'risk-engine'], { env })
  expect(code).toBe(EXIT.MISCONFIGURED)
  expect(stderr).toMatch(/OTS_DATABASE_TAKEN.*coinbase\.main\.paper, not of coinbase\.second\.paper/)
}, 300_000)
