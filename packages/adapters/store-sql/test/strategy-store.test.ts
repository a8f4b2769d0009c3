import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strategyId } from '@oasis/domain'
import type { Emission, StrategySnapshot } from '@oasis/ports'
import { buildIntent, buildStrategyControl, strategyStoreConformance, testRecord } from '@oasis/testkit'
import { expect, test } from 'vitest'
import { openStrategyStore } from '../src/index.ts'

strategyStoreConformance('SQLite', () => openStrategyStore({ path: ':memory:', durability: 'process' }))

const ID = strategyId('test-strategy')
const snapshot: StrategySnapshot = {
  strategyId: ID,
  generation: 3,
  configHash: 'abc',
  state: '{}',
  positions: [{ topic: 'market-data.trades.normalized', partition: 5, offset: 1 }],
}
const emission = (changes: Partial<Emission>): Emission => ({ snapshot, intents: [], outbox: [], ...changes })

test('everything is there after the file is opened again, and the order of emission goes on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ots-strategies-'))
  const open = () => openStrategyStore({ path: join(folder, 'strategies.db'), durability: 'process' })
  try {
    const first = await open()
    await first.commit([emission({ intents: [buildIntent(5)], outbox: [testRecord(1)] })])
    await first.commitControl({ state: buildStrategyControl(), snapshots: [], outbox: [] })
    await first.close()
    const second = await open()
    await second.commit([emission({ intents: [buildIntent(4)], outbox: [testRecord(2)] })])
    expect((await second.load(ID))?.unanswered).toEqual([buildIntent(5), buildIntent(4)])
    expect(await second.loadControl(ID)).toEqual(buildStrategyControl())
    const eventIds = (await second.pendingEntries(10)).map((entry) => entry.headers['event-id'])
    expect(eventIds).toEqual(['event-1', 'event-2'])
    await second.close()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
