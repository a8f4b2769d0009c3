/** What stands between a plan and the first order: whose key it is, what it may do, and where it would go. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSimulator, type Simulator } from '@oasis/coinbase-simulator'
import type { Logger } from '@oasis/ports'
import { createRealScheduler, createSilentLogger } from '@oasis/runtime'
import { createCoinbaseFeed, createCoinbaseReference } from '@oasis/venue-coinbase'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEmbeddedSystem } from '../src/composition/embedded-system.ts'
import { parseConfig } from '../src/config/load-config.ts'
import type { OpenedSource } from '../src/source/open-source.ts'
import { admitKey, openTrading } from '../src/trading/open-trading.ts'
import type { TradingPlan } from '../src/trading/trading-plan.ts'
import { keyFileOf } from './support/api-keys.ts'

const folder = mkdtempSync(join(tmpdir(), 'ots-open-trading-'))
const logger = createSilentLogger()
const own = { id: 'own', type: 'every-n-ticks', instruments: ['coinbase:BTC-USD'], params: { quantity: '1' } }
const realConfig = parseConfig(
  { accounts: [{ id: 'coinbase.main.real', mode: 'REAL' }], strategies: [own] },
  'the test',
)
const PLAN: TradingPlan = { mode: 'PAPER', venue: 'coinbase', dryRun: false, source: { kind: 'live' } }
let simulator: Simulator
let market: OpenedSource

beforeAll(async () => {
  const balances = { USD: '1000', ETH: '2', XYZ: '1' }
  simulator = await createSimulator({ port: 0, historyHours: 1, balances })
  const { restUrl, wsUrl } = simulator
  const scheduler = createRealScheduler()
  const network = { scheduler, random: Math.random, logger }
  market = {
    ...{ scheduler, random: Math.random, close: async () => {} },
    feed: createCoinbaseFeed({ ...network, wsUrl }),
    reference: createCoinbaseReference({ ...network, restUrl }),
    privateSide: { restUrl, userWsUrl: wsUrl, keyFile: keyFileOf(simulator, folder, 'good', {}) },
  }
})
afterAll(async () => {
  await simulator.stop()
  rmSync(folder, { recursive: true })
})

const admitted = (plan: Partial<TradingPlan>, keyFile: string) =>
  admitKey({ plan: { ...PLAN, ...plan }, keyFile, restUrl: simulator.restUrl, logger })

test('a key that can transfer is refused, in a dry run as well', async () => {
  const file = keyFileOf(simulator, folder, 'transfer', { permissions: ['view', 'trade', 'transfer'] })
  for (const dryRun of [false, true]) {
    await expect(admitted({ dryRun }, file)).rejects.toMatchObject({
      code: 'OTS_KEY_REFUSED',
      message: expect.stringContaining('can transfer'),
    })
  }
})

test('a read-only key is refused where orders are sent, and is enough for a dry run', async () => {
  const file = keyFileOf(simulator, folder, 'view', { permissions: ['view'] })
  await expect(admitted({}, file)).rejects.toMatchObject({ code: 'OTS_KEY_REFUSED' })
  await expect(admitted({ dryRun: true }, file)).resolves.toBeDefined()
})

test('a key of another portfolio than the confirmed one is refused, and so is one that the venue cannot speak for', async () => {
  const file = keyFileOf(simulator, folder, 'other', {})
  const { portfolioId } = simulator.venue.member().user
  const real = { mode: 'REAL', portfolioId } as const
  await expect(admitted(real, file)).resolves.toMatchObject({ portfolioId })
  await expect(admitted({ ...real, portfolioId: 'another' }, file)).rejects.toMatchObject({
    code: 'OTS_KEY_REFUSED',
    message: expect.stringContaining('OTS_REAL_CONFIRM says another'),
  })
  const away = admitKey({ plan: PLAN, keyFile: file, restUrl: 'http://127.0.0.1:9', logger })
  await expect(away).rejects.toMatchObject({ code: 'OTS_VENUE_UNREACHABLE' })
})

test('fees and holdings are read before the start; what nothing prices is left out, and warned of', async () => {
  const warnings: string[] = []
  const loud: Logger = { ...logger, warn: (_fields, text) => void warnings.push(text), child: () => loud }
  const trading = await openTrading({ plan: PLAN, config: parseConfig({}, 'x'), market, logger: loud })
  expect(trading?.account.held).toEqual(['ETH'])
  expect(warnings).toEqual([
    expect.stringMatching(/no market prices XYZ, which the portfolio holds, in USD.*loss limits/),
  ])
  expect(trading?.describe).toMatch(/fees 0\.5 % maker, 0\.9 % taker/)
})

test('a REAL plan never opens on addresses that are not Coinbase’s own, whatever was planned', async () => {
  const plan: TradingPlan = { ...PLAN, mode: 'REAL', portfolioId: 'x' }
  await expect(openTrading({ plan, config: realConfig, market, logger })).rejects.toMatchObject({
    code: 'OTS_REAL_REFUSED',
    message: expect.stringContaining('restUrl'),
  })
})

test('no system of a REAL account is put together on paper, or so that it may forget', async () => {
  const refused = { code: 'OTS_REAL_REFUSED' }
  const metrics = { increment() {}, set() {}, observe() {} }
  const ports = { ...market, logger, metrics, onFatal: () => {} }
  const power = { folder: join(folder, 'state'), durability: 'power' } as const
  await expect(createEmbeddedSystem(ports, realConfig, power)).rejects.toMatchObject(refused)
  const trading = await openTrading({ plan: PLAN, config: parseConfig({}, 'x'), market, logger })
  const real = { ...ports, ...trading }
  const forgetful = { ...power, durability: 'process' } as const
  await expect(createEmbeddedSystem(real, realConfig, forgetful)).rejects.toMatchObject(refused)
  const system = await createEmbeddedSystem(real, realConfig, power)
  await system.close()
})
