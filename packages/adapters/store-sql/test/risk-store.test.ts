import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { accountId, DEFAULT_LIMITS, instrumentId, parseMoney, parseRate, strategyId } from '@oasis/domain'
import type { RiskStore } from '@oasis/ports'
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
