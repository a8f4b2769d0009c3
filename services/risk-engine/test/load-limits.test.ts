import { parseMoney } from '@oasis/domain'
import { openRiskStore } from '@oasis/store-sql'
import { expect, test } from 'vitest'
import { loadLimits } from '../src/load-limits.ts'
import { ACCOUNT, BTC, ETH, OTHER_STRATEGY, STRATEGY } from './risk-fixtures.ts'

test('stored limits replace configured ones of the same name at the same place, and leave the others', async () => {
  const store = await openRiskStore({ path: ':memory:', durability: 'process' })
  const [five, six] = [parseMoney('5'), parseMoney('6')]
  const seeds = {
    account: new Map([[ACCOUNT, { maxOrderNotional: five, maxOpenOrders: 1 }]]),
    strategy: new Map([[STRATEGY, { maxOrderNotional: five, maxOpenOrders: 1 }]]),
    instrument: new Map([[BTC, { maxOrderNotional: five, maxOpenOrders: 1 }]]),
  }
  await store.saveLimits({ level: 'account', id: ACCOUNT }, { maxOrderNotional: six })
  await store.saveLimits({ level: 'strategy', id: STRATEGY }, { maxOrderNotional: six })
  await store.saveLimits({ level: 'strategy', id: OTHER_STRATEGY }, { maxOpenOrders: 2 })
  await store.saveLimits({ level: 'instrument', id: BTC }, { maxOrderNotional: six })
  await store.saveLimits({ level: 'instrument', id: ETH }, { maxOpenOrders: 2 })
  const merged = { maxOrderNotional: six, maxOpenOrders: 1 }
  expect(await loadLimits(store, seeds)).toEqual({
    account: new Map([[ACCOUNT, merged]]),
    strategy: new Map<string, object>([
      [STRATEGY, merged],
      [OTHER_STRATEGY, { maxOpenOrders: 2 }],
    ]),
    instrument: new Map<string, object>([
      [BTC, merged],
      [ETH, { maxOpenOrders: 2 }],
    ]),
  })
  await store.close()
})
