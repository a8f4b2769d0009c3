import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  buildAccountControl,
  buildAnswer,
  riskStoreConformance,
  TEST_ACCOUNT,
  testRecord,
} from '@oasis/testkit'
import { expect, test } from 'vitest'
import { openRiskStore } from '../src/index.ts'

riskStoreConformance('SQLite', () => openRiskStore({ path: ':memory:', durability: 'process' }))

test('state, answers and outbox are there after the file is opened again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ots-risk-store-'))
  const open = () => openRiskStore({ path: join(folder, 'risk.db'), durability: 'process' })
  try {
    const state = buildAccountControl({ status: 'HALTED', haltEpoch: 7 })
    const answer = buildAnswer(1, state)
    const first = await open()
    await first.commit({ state, answer, outbox: [testRecord(1)] })
    await first.close()
    const second = await open()
    expect(await second.load(TEST_ACCOUNT)).toEqual(state)
    expect(await second.findAnswer(answer.commandId)).toEqual(answer)
    expect(await second.pendingEntries(10)).toHaveLength(1)
    await second.close()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
