import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  accountId,
  DEFAULT_LIMITS,
  instrumentId,
  parseMoney,
  parseRate,
  strategyId,
  type UnixNanos,
} from '@oasis/domain'
import type { RiskAccountRow, RiskStore } from '@oasis/ports'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openRiskStore } from '../src/index.ts'

const id = accountId('coinbase.main.paper')
let folder: string
let store: RiskStore

const open = () => openRiskStore({ path: join(folder, 'risk.db'), durability: 'process' })

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ots-risk-store-'))
  store = await open()
})

afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

async function reopen(): Promise<void> {
  await store.close()
  store = await open()
}

test('an account that was never saved is undefined', async () => {
  expect(await store.loadAccount(id)).toBeUndefined()
})

test('an account comes back as it was last saved, also after reopening the file', async () => {
  const first: RiskAccountRow = {
    accountId: id,
    status: 'HALTED',
    dayStart: 1_795_000_000_000_000_001n as UnixNanos,
    dayStartEquity: parseMoney('100000.000000000000000001'),
    peakEquity: parseMoney('-3.5'),
  }
  await store.saveAccount(first)
  await reopen()
  expect(await store.loadAccount(id)).toEqual(first)
  const second: RiskAccountRow = { accountId: id, status: 'RUNNING' }
  await store.saveAccount(second)
  expect(await store.loadAccount(id)).toEqual(second)
})

test('limits of all levels and kinds come back exactly', async () => {
  await store.saveLimits({ level: 'account', id }, DEFAULT_LIMITS)
  await store.saveLimits({ level: 'strategy', id: strategyId('a') }, { maxOrdersPerSecond: 0.5 })
  const narrow = { maxOrderNotional: parseMoney('12.5'), priceCollar: parseRate('0.001') }
  await store.saveLimits({ level: 'instrument', id: instrumentId('coinbase:BTC-USD') }, narrow)
  await reopen()
  expect(await store.loadLimits()).toEqual([
    { scope: { level: 'account', id }, limits: DEFAULT_LIMITS },
    { scope: { level: 'instrument', id: 'coinbase:BTC-USD' }, limits: narrow },
    { scope: { level: 'strategy', id: 'a' }, limits: { maxOrdersPerSecond: 0.5 } },
  ])
})

test('saving limits replaces all of that scope and nothing of another', async () => {
  const other = accountId('coinbase.other.paper')
  await store.saveLimits({ level: 'account', id }, { maxOpenOrders: 3, maxSignalAgeMs: 100 })
  await store.saveLimits({ level: 'account', id: other }, { maxOpenOrders: 7 })
  await store.saveLimits({ level: 'account', id }, { maxOpenOrders: 4 })
  expect(await store.loadLimits()).toEqual([
    { scope: { level: 'account', id }, limits: { maxOpenOrders: 4 } },
    { scope: { level: 'account', id: other }, limits: { maxOpenOrders: 7 } },
  ])
  await store.saveLimits({ level: 'account', id: other }, {})
  expect(await store.loadLimits()).toHaveLength(1)
})
