/** What every `RiskStore` must do; each adapter's test file calls it with a way to open a fresh store. */
import { accountId, DEFAULT_LIMITS } from '@oasis/domain'
import type { RiskStore } from '@oasis/ports'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { buildAccountControl, buildAnswer } from './control-builders.ts'
import { TEST_ACCOUNT } from './order-builders.ts'
import { outboxTests, testRecord } from './outbox-conformance.ts'

export function riskStoreConformance(name: string, open: () => Promise<RiskStore>): void {
  describe(`risk store: ${name}`, () => {
    let store: RiskStore
    beforeEach(async () => {
      store = await open()
    })
    afterEach(() => store.close())

    test('an account never set is unknown', async () => {
      expect(await store.load(TEST_ACCOUNT)).toBeUndefined()
      expect(await store.findAnswer('never asked')).toBeUndefined()
    })

    test('status, limits, marks and resets come back as the last commit had them', async () => {
      const first = buildAccountControl({ marks: undefined })
      const second = buildAccountControl({
        version: 2,
        status: 'HALTED',
        haltEpoch: 3,
        limits: [{ scope: { level: 'account', id: TEST_ACCOUNT }, limits: DEFAULT_LIMITS }],
        resets: 4,
      })
      await store.commit({ state: first, outbox: [] })
      expect(await store.load(TEST_ACCOUNT)).toEqual(first)
      await store.commit({ state: second, outbox: [] })
      expect(await store.load(TEST_ACCOUNT)).toEqual(second)
    })

    test('accounts do not see each other', async () => {
      const other = accountId('coinbase.other.paper')
      await store.commit({ state: buildAccountControl(), outbox: [] })
      expect(await store.load(other)).toBeUndefined()
      await store.commit({ state: buildAccountControl({ accountId: other, version: 9 }), outbox: [] })
      expect((await store.load(TEST_ACCOUNT))?.version).toBe(1)
    })

    test('an answer is kept with the state that it is about', async () => {
      const state = buildAccountControl({ version: 2, status: 'PAUSED' })
      const applied = buildAnswer(1, state)
      const rejected = buildAnswer(2, state, { outcome: 'REJECTED', reason: 'no', state: undefined })
      await store.commit({ state, answer: applied, outbox: [testRecord(1)] })
      await store.commit({ state, answer: rejected, outbox: [testRecord(2)] })
      expect(await store.findAnswer(applied.commandId)).toEqual(applied)
      expect(await store.findAnswer(rejected.commandId)).toEqual(rejected)
    })

    test('a second answer to one command is refused and nothing of its write stays', async () => {
      const state = buildAccountControl()
      const answer = buildAnswer(1, state)
      await store.commit({ state, answer, outbox: [testRecord(1)] })
      const again = { ...answer, outcome: 'REJECTED' as const }
      const changed = buildAccountControl({ version: 2 })
      const late = store.commit({ state: changed, answer: again, outbox: [testRecord(2)] })
      await expect(late).rejects.toThrow()
      expect(await store.load(TEST_ACCOUNT)).toEqual(state)
      expect(await store.findAnswer(answer.commandId)).toEqual(answer)
      expect(await store.pendingEntries(10)).toHaveLength(1)
    })

    outboxTests(() => ({
      store,
      write: (outbox) => store.commit({ state: buildAccountControl(), outbox }),
    }))
  })
}
