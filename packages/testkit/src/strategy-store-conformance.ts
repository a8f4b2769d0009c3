/** What every `StrategyStore` must do; each adapter's test file calls it with a way to open a fresh store. */
import { strategyId } from '@oasis/domain'
import type { Emission, StrategySnapshot, StrategyStore } from '@oasis/ports'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { buildAnswer, buildStrategyControl } from './control-builders.ts'
import { buildIntent } from './order-builders.ts'
import { outboxTests, testRecord } from './outbox-conformance.ts'

const ID = strategyId('test-strategy')
const OTHER = strategyId('other')

const snapshot = (state: string, changes: Partial<StrategySnapshot> = {}): StrategySnapshot => ({
  strategyId: ID,
  generation: 3,
  configHash: 'abc',
  state,
  positions: [{ topic: 'market-data.trades.normalized', partition: 5, offset: 1 }],
  ...changes,
})
const intent = (n: number) => buildIntent(n, { strategyId: ID })
const emission = (changes: Partial<Emission>): Emission => ({
  snapshot: snapshot('{}'),
  intents: [],
  outbox: [],
  ...changes,
})

export function strategyStoreConformance(name: string, open: () => Promise<StrategyStore>): void {
  describe(`strategy store: ${name}`, () => {
    let store: StrategyStore
    beforeEach(async () => {
      store = await open()
    })
    afterEach(() => store.close())

    test('a strategy never seen is unknown', async () => {
      expect(await store.load(ID)).toBeUndefined()
      expect(await store.loadControl(ID)).toBeUndefined()
      expect(await store.findAnswer('never asked')).toBeUndefined()
    })

    test('the last snapshot is what is loaded, with the intents that have no answer, in order of emission', async () => {
      await store.commit([emission({ intents: [intent(2)], outbox: [testRecord(1)] })])
      const later = snapshot('{"n":2}', { generation: 4, configHash: 'def', positions: [] })
      await store.commit([emission({ intents: [intent(9), intent(1)], snapshot: later })])
      expect(await store.load(ID)).toEqual({
        snapshot: later,
        unanswered: [intent(2), intent(9), intent(1)],
      })
      expect(await store.pendingEntries(10)).toHaveLength(1)
    })

    test('an answered intent is not loaded again, and answering twice is harmless', async () => {
      await store.commit([emission({ intents: [intent(1), intent(2)] })])
      await store.markAnswered([intent(1).intentId])
      await store.markAnswered([intent(1).intentId, intent(5).intentId])
      await store.markAnswered([])
      expect((await store.load(ID))?.unanswered).toEqual([intent(2)])
    })

    test('an emission is whole or not at all', async () => {
      await store.commit([emission({ intents: [intent(1)] })])
      const twice = emission({
        snapshot: snapshot('{"n":2}'),
        intents: [intent(3), intent(1)],
        outbox: [testRecord(1)],
      })
      await expect(store.commit([twice])).rejects.toThrow()
      expect(await store.load(ID)).toEqual({ snapshot: snapshot('{}'), unanswered: [intent(1)] })
      expect(await store.pendingEntries(10)).toEqual([])
    })

    test('several emissions are one write: of each strategy the last snapshot stays, and every intent in order', async () => {
      const other = snapshot('{"n":9}', { strategyId: OTHER })
      await store.commit([
        emission({ intents: [intent(2)], outbox: [testRecord(1)] }),
        emission({ snapshot: other, intents: [buildIntent(4, { strategyId: OTHER })] }),
        emission({ snapshot: snapshot('{"n":2}'), intents: [intent(1)], outbox: [testRecord(2)] }),
      ])
      expect(await store.load(ID)).toEqual({
        snapshot: snapshot('{"n":2}'),
        unanswered: [intent(2), intent(1)],
      })
      expect((await store.load(OTHER))?.snapshot).toEqual(other)
      expect(await store.pendingEntries(10)).toHaveLength(2)
      await store.commit([])
      expect((await store.load(OTHER))?.snapshot).toEqual(other)
    })

    test('one of several that cannot be written takes all of them with it', async () => {
      await store.commit([emission({ intents: [intent(1)] })])
      const other = emission({
        snapshot: snapshot('{"n":9}', { strategyId: OTHER }),
        outbox: [testRecord(1)],
      })
      const again = emission({ snapshot: snapshot('{"n":2}'), intents: [intent(1)] })
      await expect(store.commit([other, again])).rejects.toThrow()
      expect(await store.load(OTHER)).toBeUndefined()
      expect(await store.load(ID)).toEqual({ snapshot: snapshot('{}'), unanswered: [intent(1)] })
      expect(await store.pendingEntries(10)).toEqual([])
    })

    test('strategies do not see each other', async () => {
      await store.commit([emission({ intents: [intent(1)] })])
      await store.commit([
        emission({
          snapshot: snapshot('{}', { strategyId: OTHER }),
          intents: [buildIntent(2, { strategyId: OTHER })],
        }),
      ])
      expect((await store.load(OTHER))?.unanswered.map((one) => one.intentId)).toEqual([intent(2).intentId])
      await store.commitControl({ state: buildStrategyControl(), snapshots: [], outbox: [] })
      expect(await store.loadControl(OTHER)).toBeUndefined()
    })

    test('control state, its answer and the snapshots that change with it are one write', async () => {
      const state = buildStrategyControl({ version: 2, status: 'STOPPED', generation: 5 })
      const answer = buildAnswer(1, state)
      const snapshots = [snapshot('{"n":1}'), snapshot('{"n":2}', { strategyId: OTHER })]
      await store.commitControl({ state, answer, snapshots, outbox: [testRecord(1)] })
      expect(await store.loadControl(ID)).toEqual(state)
      expect(await store.findAnswer(answer.commandId)).toEqual(answer)
      expect((await store.load(ID))?.snapshot).toEqual(snapshots[0])
      expect((await store.load(OTHER))?.snapshot).toEqual(snapshots[1])
      expect(await store.pendingEntries(10)).toHaveLength(1)
    })

    test('control state without an answer leaves snapshots and unanswered intents alone', async () => {
      await store.commit([emission({ intents: [intent(1)] })])
      const state = buildStrategyControl({ version: 7, params: '{}' })
      await store.commitControl({ state: buildStrategyControl(), snapshots: [], outbox: [] })
      await store.commitControl({ state, snapshots: [], outbox: [] })
      expect(await store.loadControl(ID)).toEqual(state)
      expect(await store.load(ID)).toEqual({ snapshot: snapshot('{}'), unanswered: [intent(1)] })
    })

    test('a second answer to one command is refused and nothing of its write stays', async () => {
      const state = buildStrategyControl()
      const answer = buildAnswer(1, state)
      await store.commitControl({ state, answer, snapshots: [], outbox: [] })
      const late = store.commitControl({
        state: buildStrategyControl({ version: 2 }),
        answer,
        snapshots: [snapshot('{"n":2}')],
        outbox: [testRecord(2)],
      })
      await expect(late).rejects.toThrow()
      expect(await store.loadControl(ID)).toEqual(state)
      expect(await store.load(ID)).toBeUndefined()
      expect(await store.pendingEntries(10)).toEqual([])
    })

    outboxTests(() => ({ store, write: (outbox) => store.commit([emission({ outbox })]) }))
  })
}
