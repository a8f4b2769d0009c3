/**
 * The watchdog as a process beside the system, at one simulator: the system is stopped and killed for real, the venue
 * goes away and comes back. The tests build on each other in this order.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSimulator, type Simulator } from '@oasis/coinbase-simulator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readBeat } from '../src/heartbeat/heartbeat-file.ts'
import { keyFileOf } from './support/api-keys.ts'
import { type RunningOts, runOts, spawnedOts, startOts, until } from './support/ots-process.ts'

const root = mkdtempSync(join(tmpdir(), 'ots-watchdog-'))
const dataDir = join(root, 'data')
const config = join(root, 'ots.yaml')
const venue = { dataDir: join(root, 'venue'), keyFile: join(root, 'trade.json'), historyHours: 1 }
// Longer than a busy machine may keep a beat waiting.
const LIMIT_S = '5'
let simulator: Simulator
let env: Record<string, string>
let ots: RunningOts
let watchdog: ReturnType<typeof spawnedOts>

/** Keeps one order in the book, too far from the market to fill while a test runs. */
const RESTING = `
import { decimal, defineStrategy, z } from '@oasis/strategy-sdk'
export default defineStrategy({
  id: 'resting',
  params: z.strictObject({ quantity: decimal() }),
  subscriptions: () => [{ trades: true }],
  state: { initial: () => ({}) },
  create: ({ params }) => ({
    onTrade(trade, ctx) {
      if (ctx.openOrders.length > 0) return
      const price = (trade.price * 985n) / 1000n
      ctx.buy({ quantity: params.quantity, limitPrice: price - (price % 10_000_000_000n), postOnly: true, values: {} })
    },
  }),
})
`

beforeAll(async () => {
  mkdirSync(join(root, 'strategies'))
  writeFileSync(join(root, 'strategies', 'resting.ts'), RESTING)
  const instruments = ['coinbase:BTC-USD']
  const strategies = [{ id: 'rest', type: 'resting', instruments, params: { quantity: '0.001' } }]
  const strategiesDir = join(root, 'strategies')
  writeFileSync(config, JSON.stringify({ strategiesDir, strategyBudgetMs: 1_000, strategies }))
  simulator = await createSimulator({ ...venue, port: 0 })
  env = {
    ...{ OTS_DATA_DIR: dataDir, OTS_COINBASE_REST_URL: simulator.restUrl },
    ...{ OTS_COINBASE_WS_URL: simulator.wsUrl, OTS_COINBASE_USER_WS_URL: simulator.wsUrl },
    ...{ OTS_COINBASE_KEY_FILE: venue.keyFile },
    OTS_WATCHDOG_KEY_FILE: keyFileOf(simulator, root, 'watchdog', {}),
  }
})
afterAll(async () => {
  await ots?.stop('SIGKILL')
  await watchdog?.stop('SIGKILL')
  await simulator.stop()
  rmSync(root, { recursive: true })
})

const startSystem = () =>
  startOts(['--config', config, '--source', 'live', '--venue', 'coinbase', '--port', '0'], { env })
const statuses = (): string[] => [...simulator.venue.member().book.orders].map(({ status }) => status)
const open = () => statuses().filter((status) => status === 'OPEN').length
const anOrderRests = () =>
  until(
    () => open() === 1,
    30_000,
    () => `${statuses()} ${ots.stdout()}${ots.stderr()}`,
  )
const nothingIsOpen = () =>
  until(
    () => open() === 0 && statuses().every((status) => ['CANCELLED', 'FILLED', 'FAILED'].includes(status)),
    30_000,
    () => `${statuses()} ${watchdog.stdout()}`,
  )
/** Beats, as another process sees them. */
async function beats(count: number): Promise<void> {
  const seen = new Set<string | undefined>()
  const { portfolioId } = simulator.venue.member().user
  await until(() => seen.add(readBeat(join(dataDir, `live-coinbase-${portfolioId}`))).size > count, 30_000)
}

test('started before there is any heartbeat, it takes that for none, and looks', async () => {
  watchdog = spawnedOts(['watchdog', '--config', config, '--limit', LIMIT_S], { env })
  await watchdog.printed(`limit ${LIMIT_S} s`)
  await watchdog.printed('verified by two looks at the venue: nothing is open (0 cancelled)')
}, 60_000)

test('a system that lives keeps its orders', async () => {
  ots = await startSystem()
  await watchdog.printed('armed: the order manager lives')
  await anOrderRests()
  await beats(6)
  expect(statuses()).toEqual(['OPEN'])
}, 60_000)

test('a system that is stopped in its tracks loses them, verified, and goes on when it is let', async () => {
  const from = watchdog.stdout().length
  process.kill(ots.pid, 'SIGSTOP')
  await nothingIsOpen()
  await watchdog.printed('cancelling 1 order(s)', from)
  await watchdog.printed('verified by two looks at the venue: nothing is open (1 cancelled)', from)
  process.kill(ots.pid, 'SIGCONT')
  await watchdog.printed('armed: the order manager lives', from)
  // It has learnt of the cancel, or it would not order again.
  await anOrderRests()
  await beats(4)
  expect(open()).toBe(1)
}, 90_000)

test('a system that is killed loses them as well, as soon as the venue can be reached again', async () => {
  const from = watchdog.stdout().length
  const { port } = simulator
  await simulator.stop()
  await ots.stop('SIGKILL')
  await watchdog.printed('the venue fails, trying again', from)
  simulator = await createSimulator({ ...venue, port })
  await nothingIsOpen()
  await watchdog.printed('verified by two looks at the venue: nothing is open (1 cancelled)', from)
}, 90_000)

test('a signal ends it, and it says that nobody watches any more', async () => {
  const { code, stdout, stderr } = await watchdog.stop('SIGINT')
  expect(code).toBe(0)
  expect(stdout).toContain('nobody watches any more')
  expect(stderr).not.toMatch(/error|at /i)
  for (const line of stdout.trim().split('\n')) expect(line).toMatch(/^\d\d:\d\d:\d\d\.\d{3} {2}PAPER {2}/)
})

test.each([
  ['that can transfer', { permissions: ['view', 'trade', 'transfer'] }, /OTS_KEY_REFUSED[\s\S]*can transfer/],
  ['that cannot trade', { permissions: ['view'] }, /OTS_KEY_REFUSED[\s\S]*cannot trade/],
] as const)('it does not start with a key %s', async (what, key, expected) => {
  const file = keyFileOf(simulator, root, what, key)
  const { code, stderr } = await runOts(['watchdog', '--config', config], {
    env: { ...env, OTS_WATCHDOG_KEY_FILE: file },
  })
  expect(code).toBe(1)
  expect(stderr).toMatch(expected)
})
