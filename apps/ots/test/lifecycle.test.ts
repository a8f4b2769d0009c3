/**
 * The whole system as a person runs it, without a network: started, stopped, killed and started again over one data
 * folder. The tests build on each other in this order.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { text, units } from './support/naive-decimal.ts'
import {
  descendantsOf,
  isAlive,
  type RunningOts,
  startOts,
  ticksConfig,
  until,
} from './support/ots-process.ts'
import {
  allOrders,
  expectEquityToAddUp,
  type OrderJson,
  type PortfolioJson,
  sumsOfOrders,
} from './support/status-api.ts'
import { storedAccount, sumsOf } from './support/stored-orders.ts'

const BTC = 'coinbase:BTC-USD'
const OPENING = units('100000')

const folder = mkdtempSync(join(tmpdir(), 'ots-lifecycle-'))
const dataDir = join(folder, 'data')
const state = join(dataDir, 'simulator')
const trading = ticksConfig(folder, 5)
const watching = ticksConfig(folder, 100_000)

let running: RunningOts | undefined
afterAll(async () => {
  await running?.stop('SIGKILL')
  rmSync(folder, { recursive: true })
})

// Nothing listens on port 9 of this machine: the venue cannot be reached, as without a network.
const env = {
  OTS_DATA_DIR: dataDir,
  OTS_COINBASE_REST_URL: 'http://127.0.0.1:9',
  OTS_COINBASE_WS_URL: 'ws://127.0.0.1:9',
}

async function start(config: string, throughNpm = false): Promise<RunningOts> {
  running = await startOts(['--config', config, '--port', '0'], { env, throughNpm })
  return running
}

const portfolioOf = (ots: RunningOts) => ots.json<PortfolioJson>('/status/portfolio')
const positionIn = ({ accounts: [account] }: PortfolioJson) =>
  account?.positions.find(({ instrumentId }) => instrumentId === BTC)

/** Orders that did not exist before, filled, within a minute. */
async function tradesOn(ots: RunningOts, before: ReadonlySet<string>, atLeast = 2): Promise<void> {
  const fresh = async () => {
    const { items } = await ots.json<{ items: OrderJson[] }>('/status/operations?limit=20')
    return items.filter((order) => order.state === 'FILLED' && !before.has(order.clientOrderId)).length
  }
  await until(
    async () => (await fresh()) >= atLeast,
    60_000,
    () => `no new order: ${ots.stdout()}`,
    100,
  )
}

const ids = (orders: readonly OrderJson[]) => new Set(orders.map(({ clientOrderId }) => clientOrderId))

let ordersAtStop: OrderJson[] = []
let portfolioAtStop: PortfolioJson

test('npm start without a venue trades on the simulator on paper within a minute, and says so everywhere', async () => {
  const ots = await start(trading, true)
  expect(ots.stdout()).toMatch(/mode +PAPER/)
  expect(ots.stdout()).toMatch(/source +simulator/)
  await tradesOn(ots, new Set(), 3)
  await until(async () => positionIn(await portfolioOf(ots)) !== undefined, 5_000)
  const portfolio = await portfolioOf(ots)
  expect(portfolio).toMatchObject({ mode: 'PAPER', source: 'simulator' })
  expect(portfolio.accounts[0]?.accountId).toBe('coinbase.main.paper')
  expect(units(portfolio.accounts[0]?.equity ?? '0')).toBeGreaterThan(units('99000'))
  for (const word of ['signal ', 'risk ', 'fill ']) expect(ots.stdout()).toContain(word)
  expect(await ots.json('/status/system')).toMatchObject({ mode: 'PAPER', source: 'simulator' })
}, 90_000)

test('Ctrl-C ends it within five seconds with code 0, and no child is left', async () => {
  const ots = running as RunningOts
  const children = descendantsOf(ots.pid)
  // Under npm: the system, and its simulator.
  expect(children.length).toBeGreaterThanOrEqual(2)
  portfolioAtStop = await portfolioOf(ots)
  const { code, tookMs, stderr } = await ots.stop('SIGINT')
  expect({ code, stderr: stderr.replace(/^npm warn .*\n/gm, '') }).toEqual({ code: 0, stderr: '' })
  expect(tookMs).toBeLessThan(5_000)
  expect(children.filter(isAlive)).toEqual([])
})

test('what was shown follows from the executions in the file, to the last digit', () => {
  const [account] = portfolioAtStop.accounts
  const sums = sumsOf(storedAccount(state), account?.accountSeq)
  expect(positionIn(portfolioAtStop)).toMatchObject({ quantity: sums.positions[BTC], fees: sums.fees[BTC] })
  expect(Object.fromEntries(account?.balances.map(({ currency, total }) => [currency, total]) ?? [])).toEqual(
    sums.cash,
  )
  expectEquityToAddUp(portfolioAtStop)
})

test('a second start has the same positions, and trades on', async () => {
  const stored = storedAccount(state)
  const ots = await start(trading)
  const orders = await allOrders(ots)
  for (const order of stored.orders) expect(ids(orders)).toContain(order.id)
  const found = await portfolioOf(ots)
  // It may have traded already; up to the event it shows, the sums must hold.
  const sums = sumsOf(storedAccount(state), found.accounts[0]?.accountSeq)
  expect(positionIn(found)?.quantity).toBe(sums.positions[BTC])
  await tradesOn(ots, ids(orders))
}, 90_000)

test('killed with an order on its way to the venue: the simulator ends, too', async () => {
  const ots = running as RunningOts
  const children = descendantsOf(ots.pid)
  expect(children.length).toBeGreaterThan(0)
  ordersAtStop = await allOrders(ots)
  await ots.printed(' approved')
  const { signal } = await ots.stop('SIGKILL')
  expect(signal).toBe('SIGKILL')
  await until(
    () => children.filter(isAlive).length === 0,
    5_000,
    () => 'the simulator lives on',
  )
})

test('after that it starts, trades on, and is killed again', async () => {
  const ots = await start(trading)
  await tradesOn(ots, ids(ordersAtStop))
  ordersAtStop = await allOrders(ots)
  await ots.printed(' approved')
  await ots.stop('SIGKILL')
}, 90_000)

test('then no order is lost or doubled, and position, fees, cash and equity are the sum of all executions', async () => {
  const ots = await start(watching)
  await until(
    async () =>
      (await allOrders(ots)).every(({ state }) => ['FILLED', 'NOT_SENT', 'REJECTED'].includes(state)),
    20_000,
    () => 'an order is still open',
  )
  const orders = await allOrders(ots, 7)
  expect(ids(orders).size).toBe(orders.length)
  expect(new Set(orders.map(({ cause }) => cause)).size).toBe(orders.length)
  for (const before of ordersAtStop) {
    const now = orders.find(({ clientOrderId }) => clientOrderId === before.clientOrderId)
    expect(now).toMatchObject(before.state === 'FILLED' ? before : { cause: before.cause })
  }
  const executions = orders.flatMap((order) => order.executions.map(({ executionId }) => executionId))
  expect(new Set(executions).size).toBe(executions.length)
  const sums = sumsOfOrders(orders, BTC)
  const equity = async () => (await portfolioOf(ots)).accounts[0]?.equity
  await until(
    async () => typeof (await equity()) === 'string',
    20_000,
    () => 'a held position has no mark',
  )
  const portfolio = await portfolioOf(ots)
  expect(positionIn(portfolio)).toMatchObject({ quantity: sums.quantity, fees: sums.fees })
  const cash = portfolio.accounts[0]?.balances.find(({ currency }) => currency === 'USD')?.total
  expect(cash).toBe(text(OPENING - sums.spent))
  expectEquityToAddUp(portfolio)
  const { code } = await ots.stop('SIGTERM')
  expect(code).toBe(0)
}, 60_000)
