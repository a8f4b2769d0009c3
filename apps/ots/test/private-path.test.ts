/**
 * `ots up --source simulator --venue coinbase` as a person runs it: signed requests, the user stream and reconciliation
 * against a simulator of its own; killed, started again, and run dry. What is booked is held against the ledger of the
 * venue. The tests build on each other in this order.
 */
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { type RunningOts, runOts, startOts, ticksConfig, until } from './support/ots-process.ts'
import { allOrders, expectEquityToAddUp, type OrderJson, type PortfolioJson } from './support/status-api.ts'
import { storedAccount } from './support/stored-orders.ts'

const root = mkdtempSync(join(tmpdir(), 'ots-private-'))
const config = ticksConfig(root, 3)
const dataDir = join(root, 'data')
const state = join(dataDir, 'simulator-coinbase')
// Nothing listens on port 9: the simulator's own addresses are what is used.
const env = { OTS_DATA_DIR: dataDir, OTS_COINBASE_REST_URL: 'http://127.0.0.1:9' }
let running: RunningOts | undefined

afterAll(async () => {
  await running?.stop('SIGKILL')
  rmSync(root, { recursive: true })
})

async function start(...more: string[]): Promise<RunningOts> {
  const args = ['--config', config, '--source', 'simulator', '--venue', 'coinbase', '--port', '0', ...more]
  running = await startOts(args, { env })
  return running
}

interface Ledger {
  readonly orders: readonly { readonly clientOrderId: string; readonly status: string }[]
  readonly executions: readonly { readonly executionId: string }[]
}

/** The simulator is a child of the system; its address is in what the system prints. */
async function ledgerOf(ots: RunningOts): Promise<Ledger> {
  const [, host] = /venue +Coinbase at (\S+?),/.exec(ots.stdout()) ?? []
  return (await (await fetch(`http://${host}/simulator/ledger`)).json()) as Ledger
}

async function newlyFilled(ots: RunningOts, before: ReadonlySet<string>, atLeast: number): Promise<void> {
  const fresh = async () =>
    (await allOrders(ots)).filter((order) => order.state === 'FILLED' && !before.has(order.clientOrderId))
  await until(
    async () => (await fresh()).length >= atLeast,
    60_000,
    () => ots.stdout() + ots.stderr(),
    100,
  )
}
const ids = (orders: readonly OrderJson[]) => new Set(orders.map(({ clientOrderId }) => clientOrderId))

/** Nothing is traded any more, and every fill is booked: what is stored is what the venue has. */
async function expectVenueAndBooksToAgree(ots: RunningOts): Promise<void> {
  const { code, stdout } = await runOts(['halt', '--reason', 'to compare', '--config', config], { env })
  expect(stdout).toMatch(/no order is open/)
  expect(code).toBe(0)
  const same = async () => {
    const { executions } = await ledgerOf(ots)
    const booked = storedAccount(state).executions
    return [executions.map(({ executionId }) => executionId).sort(), booked.map(({ id }) => id).sort()]
  }
  await until(async () => {
    const [atVenue, booked] = await same()
    return atVenue?.join() === booked?.join()
  }, 20_000)
  const atVenue = new Map(
    (await ledgerOf(ots)).orders.map((order) => [String(order.clientOrderId), order.status]),
  )
  const sent = storedAccount(state).orders.filter((order) => atVenue.has(order.id))
  expect(sent).toHaveLength(atVenue.size)
  for (const order of sent.filter((each) => each.state === 'FILLED')) {
    expect(atVenue.get(order.id)).toBe('FILLED')
  }
}

test('it trades on paper through the whole private path, and its state is apart from the paper venue', async () => {
  const ots = await start()
  expect(ots.stdout()).toMatch(/mode +PAPER: no real money; orders on Coinbase's protocol/)
  expect(ots.stdout()).toMatch(
    /venue +Coinbase at 127\.0\.0\.1:\d+, portfolio [0-9a-f-]{36}; fees 0\.5 % maker/,
  )
  await newlyFilled(ots, new Set(), 4)
  expect(await ots.json('/status/system')).toMatchObject({ mode: 'PAPER', venue: 'coinbase', dryRun: false })
  let portfolio: PortfolioJson | undefined
  // A price in doubt leaves the equity unknown for a moment.
  await until(async () => {
    portfolio = await ots.json<PortfolioJson>('/status/portfolio')
    return portfolio.accounts[0]?.equity !== null
  }, 20_000)
  expectEquityToAddUp(portfolio as PortfolioJson)
  expect(existsSync(join(dataDir, 'simulator'))).toBe(false)
  expect(existsSync(join(state, 'venue-paper.sqlite'))).toBe(false)
  if (process.platform !== 'win32') {
    expect(statSync(join(state, 'simulator-key.json')).mode & 0o777).toBe(0o600)
  }
}, 90_000)

test('killed and started again it has the same books as the venue, and trades on', async () => {
  const before = running as RunningOts
  await before.stop('SIGKILL')
  const ots = await start()
  const known = ids(await allOrders(ots))
  expect(known.size).toBeGreaterThanOrEqual(4)
  await newlyFilled(ots, known, 2)
  await expectVenueAndBooksToAgree(ots)
  const { code, stderr } = await ots.stop('SIGINT')
  expect(stderr).not.toMatch(/unexpected error|could not be written/)
  expect(code).toBe(0)
}, 120_000)

test('in a dry run everything is asked and nothing is sent, and every place says so', async () => {
  const ots = await start('--dry-run')
  expect(ots.stdout()).toMatch(/dry run +orders are previewed at the venue and NOT SENT/)
  const dry = async () => (await allOrders(ots)).filter((order) => order.state === 'NOT_SENT')
  await until(
    async () => (await dry()).length >= 2,
    60_000,
    () => ots.stdout() + ots.stderr(),
    100,
  )
  const [order] = await ots
    .json<{ items: { reason: string; mode: string }[]; dryRun: boolean }>('/status/operations?limit=1')
    .then(({ items, dryRun }) => items.map((item) => ({ ...item, dryRun })))
  expect(order).toMatchObject({ mode: 'PAPER', dryRun: true, reason: expect.stringMatching(/dry run/) })
  expect((await ledgerOf(ots)).orders).toEqual([])
  expect(await ots.json('/status/system')).toMatchObject({ dryRun: true })
  expect(await (await ots.get('/metrics')).text()).toMatch(/^ots_dry_run\{[^}]*\} 1$/m)
  expect(ots.stdout()).toMatch(/DRY RUN {2}.*signal/)
  const env2 = { ...env, OTS_HTTP_PORT: new URL(ots.address).port }
  for (const command of ['orders', 'positions']) {
    const { stdout } = await runOts([command, '--config', config], { env: env2 })
    expect(stdout).toMatch(/^PAPER.*, DRY RUN: no order is sent\n/)
  }
  await ots.stop('SIGINT')
  expect(existsSync(join(dataDir, 'simulator-coinbase-dry-run', 'order-manager.sqlite'))).toBe(true)
}, 90_000)
