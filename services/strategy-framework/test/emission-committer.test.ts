/** What is written together, in which order, and what becomes of what waits behind a transaction that fails. */
import { strategyId } from '@oasis/domain'
import { type Emission, NO_CRASH_POINTS, type StrategyControlWrite, type StrategyStore } from '@oasis/ports'
import { createNoMetrics, createSilentLogger, createVirtualScheduler } from '@oasis/runtime'
import { openStrategyStore } from '@oasis/store-sql'
import { buildIntent, buildStrategyControl } from '@oasis/testkit'
import { expect, onTestFinished, test } from 'vitest'
import { NO_EFFECTS } from '../src/core/instance-input.ts'
import { emptyState } from '../src/core/instance-state.ts'
import { NO_RESETS } from '../src/core/reset-count.ts'
import { StoppedInstance } from '../src/core/stopped-instance.ts'
import { EmissionCommitter } from '../src/emission.ts'
import type { Hosted } from '../src/hosted.ts'
import { TopicPositions } from '../src/topic-positions.ts'
import { ACCOUNT } from './harness.ts'
import { BTC, NOON } from './market-data.ts'

function hosted(name: string): Hosted {
  const key = { strategyId: strategyId(name), accountId: ACCOUNT, mode: 'PAPER', instrumentId: BTC } as const
  const instance = new StoppedInstance(key, 1, 'hash', emptyState(key, 1, NO_RESETS))
  return { key, instance, positions: new TopicPositions([]), answered: [], saved: '', dirty: true }
}

/** A real store whose transactions begin when `next` says so, or are refused by it. */
async function createCommitter() {
  const store = await openStrategyStore({ path: ':memory:', durability: 'process' })
  onTestFinished(() => store.close())
  const held: PromiseWithResolvers<void>[] = []
  const [committed, sent, fatal]: [string[][], string[], unknown[]] = [[], [], []]
  const slow = async (what: readonly string[], write: () => Promise<void>): Promise<void> => {
    const gate = Promise.withResolvers<void>()
    held.push(gate)
    await gate.promise
    await write()
    committed.push([...what])
  }
  const slowStore: StrategyStore = {
    ...store,
    commit: (emissions: readonly Emission[]) =>
      slow(
        emissions.map(({ snapshot }) => snapshot.state),
        () => store.commit(emissions),
      ),
    commitControl: (write: StrategyControlWrite) => slow(['control'], () => store.commitControl(write)),
  }
  const committer = new EmissionCommitter({
    ...{ store: slowStore, scheduler: createVirtualScheduler({ startAt: NOON }) },
    ...{ metrics: createNoMetrics(), logger: createSilentLogger(), crashPoints: NO_CRASH_POINTS },
    relay: { notify: () => {} },
    sender: {
      submit: ({ intentId }) => sent.push(intentId),
      cancel: (id) => sent.push(id),
    },
    onFatal: (error) => fatal.push(error),
  })
  const settle = () => new Promise((resolve) => setImmediate(resolve))
  const next = async (refusal?: Error): Promise<void> => {
    await settle()
    const gate = held.shift()
    if (refusal) gate?.reject(refusal)
    else gate?.resolve()
    await settle()
  }
  const emit = (to: Hosted, n: number) =>
    committer.emit(
      { hosted: to, instance: to.instance, state: JSON.stringify({ n }) },
      { ...NO_EFFECTS, intents: [buildIntent(n, { strategyId: to.key.strategyId })] },
    )
  return { store, committer, committed, sent, fatal, next, emit }
}

const idOf = (n: number) => buildIntent(n).intentId

test('what is emitted while a transaction is on its way is the next one, and sent only after it', async () => {
  const { committer, committed, sent, next, emit, store } = await createCommitter()
  const [one, other] = [hosted('one'), hosted('other')]
  emit(one, 1)
  emit(other, 2)
  emit(one, 3)
  expect([sent, committer.idle]).toEqual([[], false])
  await next()
  expect(committed).toEqual([['{"n":1}']])
  expect(sent).toEqual([idOf(1)])
  await next()
  expect(committed.slice(1)).toEqual([['{"n":2}', '{"n":3}']])
  expect(sent).toEqual([idOf(1), idOf(2), idOf(3)])
  await committer.written()
  expect(committer.idle).toBe(true)
  expect((await store.load(one.key.strategyId))?.snapshot.state).toBe('{"n":3}')
})

test('after a transaction that failed, nothing of it nor of what waits is written or sent', async () => {
  const { committer, committed, sent, fatal, next, emit } = await createCommitter()
  const one = hosted('one')
  emit(one, 1)
  emit(one, 2)
  const failure = new Error('the disk is gone')
  await next(failure)
  emit(one, 3)
  await next()
  expect([committed, sent, fatal]).toEqual([[], [], [failure]])
  await expect(committer.written()).rejects.toBe(failure)
  const state = buildStrategyControl()
  const change = { state, event: undefined, answers: false, instances: [], cancels: [] }
  await expect(committer.commitControl(change, true)).rejects.toBe(failure)
})

test('what people set is written after all that was emitted before, in a transaction of its own', async () => {
  const { committer, committed, next, emit } = await createCommitter()
  const one = hosted('one')
  emit(one, 1)
  emit(one, 2)
  const change = {
    state: buildStrategyControl(),
    event: undefined,
    answers: false,
    instances: [],
    cancels: [],
  }
  const set = committer.commitControl(change, true)
  await next()
  await next()
  await next()
  await set
  expect(committed).toEqual([['{"n":1}'], ['{"n":2}'], ['control']])
})

test('a store that does not keep up holds events back', async () => {
  const { committer, next, emit } = await createCommitter()
  const one = hosted('one')
  const waits = Array.from({ length: 1_002 }, (_, n) => emit(one, n))
  expect(waits.slice(0, 1_000).every((wait) => wait === undefined)).toBe(true)
  expect(waits.at(-1)).toBeInstanceOf(Promise)
  for (let i = 0; i < 12; i++) await next()
  await waits.at(-1)
  expect(committer.idle).toBe(true)
})
