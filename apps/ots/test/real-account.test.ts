/**
 * The whole system of a REAL account, on a venue in this process: it writes rows of REAL alone, says so in its metrics,
 * and takes no intent of PAPER. That it is never started like this is shown with the plans.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createSimulator, type Simulator } from '@oasis/coinbase-simulator'
import { riskService } from '@oasis/contracts'
import { accountId } from '@oasis/domain'
import {
  createLifecycle,
  createMetrics,
  createRealScheduler,
  createSilentLogger,
  type Lifecycle,
} from '@oasis/runtime'
import { buildIntent } from '@oasis/testkit'
import { createCoinbaseFeed, createCoinbaseReference } from '@oasis/venue-coinbase'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEmbeddedSystem, type EmbeddedSystem } from '../src/composition/embedded-system.ts'
import { ORDERS_FILE } from '../src/composition/open-state.ts'
import { parseConfig } from '../src/config/load-config.ts'
import { durabilityOf } from '../src/config/schema.ts'
import { openTrading } from '../src/trading/open-trading.ts'
import { keyFileOf } from './support/api-keys.ts'
import { until } from './support/ots-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'ots-real-'))
const ACCOUNT = accountId('coinbase.main.real')
const ticks = {
  ...{ id: 'ticks', type: 'every-n-ticks', instruments: ['coinbase:BTC-USD'] },
  params: { n: 2, quantity: '0.001' },
}
const config = parseConfig({ accounts: [{ id: ACCOUNT, mode: 'REAL' }], strategies: [ticks] }, 'the test')
const scheduler = createRealScheduler()
const logger = createSilentLogger()
const metrics = createMetrics()
let simulator: Simulator
let system: EmbeddedSystem
let lifecycle: Lifecycle

beforeAll(async () => {
  simulator = await createSimulator({ port: 0, historyHours: 1 })
  const { restUrl, wsUrl } = simulator
  const network = { scheduler, random: Math.random, logger }
  const market = {
    ...network,
    close: async () => {},
    feed: createCoinbaseFeed({ ...network, wsUrl }),
    reference: createCoinbaseReference({ ...network, restUrl }),
    privateSide: { restUrl, userWsUrl: wsUrl, keyFile: keyFileOf(simulator, folder, 'key', {}) },
  }
  // The plan of a PAPER account: a REAL one would be refused at this address.
  const plan = { mode: 'PAPER', venue: 'coinbase', dryRun: false, source: { kind: 'live' } } as const
  const trading = await openTrading({ plan, config, market, logger })
  const onFatal = (error: unknown) => {
    throw error
  }
  const state = { folder, durability: durabilityOf(config) }
  system = await createEmbeddedSystem({ ...market, ...trading, metrics, onFatal }, config, state)
  lifecycle = createLifecycle({ services: [...system.services], scheduler, logger, stopTimeoutMs: 5_000 })
  await lifecycle.start()
}, 30_000)

afterAll(async () => {
  await lifecycle.stop()
  await system.close()
  await simulator.stop()
  rmSync(folder, { recursive: true })
})

test('its orders and fills are rows of REAL, and of no other account', async () => {
  const filled = async () =>
    (await system.orders.listOrders({ accountId: ACCOUNT, limit: 10 })).some(
      ({ state }) => state === 'FILLED',
    )
  await until(filled, 15_000)
  const database = new DatabaseSync(join(folder, ORDERS_FILE), { readOnly: true })
  const rows = database.prepare('SELECT DISTINCT account_id account, mode FROM orders').all()
  database.close()
  expect(rows).toEqual([{ account: ACCOUNT, mode: 'REAL' }])
})

test('its metrics say that it is real', async () => {
  const text = await metrics.render()
  expect(text).toMatch(/^ots_trading_mode\{account="coinbase\.main\.real"\} 1$/m)
  expect(text).toMatch(/^ots_orders_total\{.*mode="REAL".*\} \d+$/m)
  expect(text).not.toContain('mode="PAPER"')
})

test.each(['PAPER', 'REAL'] as const)('an intent of %s is judged by its mode first', async (mode) => {
  const tsInit = scheduler.now()
  const { cause } = buildIntent(1)
  const intent = buildIntent(mode === 'REAL' ? 1 : 2, {
    ...{ accountId: ACCOUNT, mode },
    cause: { ...cause, tsEvent: tsInit, tsInit },
  })
  const reply = await system.rpc.call(riskService.submitOrder, { intent }, { timeoutMs: 2_000 })
  const code = reply.kind === 'DENIED' ? reply.verdict.code : reply.kind
  if (mode === 'PAPER') expect(code).toBe('MODE_MISMATCH')
  else expect(code).not.toBe('MODE_MISMATCH')
})
