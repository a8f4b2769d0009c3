/** The user's own strategies, in real threads: the same as inline where they behave, and alone where they do not. */
import { join } from 'node:path'
import type { StrategyRunner, StrategyRunners } from '@oasis/ports'
import { createStrategyRunners, findUserStrategies } from '@oasis/strategy-worker'
import { afterEach, expect, test } from 'vitest'
import { ACCOUNT, createHarness, type Harness, type HarnessOptions, ticks } from './harness.ts'
import { BTC, candlesOf, ETH } from './market-data.ts'
import twin from './user-strategies/twin.ts'
import warmed from './user-strategies/warmed.ts'

const users = await findUserStrategies(join(import.meta.dirname, 'user-strategies'))
const started: StrategyRunner[] = []
const runners: StrategyRunners = {
  start: async (options) => {
    const runner = await createStrategyRunners().start(options)
    started.push(runner)
    return runner
  },
}
/** A busy machine must not end what behaves. */
const PATIENT = { callbackBudgetMs: 2_000, threadTimeoutMs: 15_000 }

const own = (type: string, params: Record<string, unknown>, changes: Record<string, unknown> = {}) => ({
  id: type,
  type,
  account: ACCOUNT,
  instruments: [BTC],
  params,
  ...changes,
})

async function running(options: HarnessOptions): Promise<Harness> {
  const h = await createHarness({ users, runners, config: PATIENT, ...options })
  await h.start()
  return h
}

afterEach(async () => {
  for (const runner of started.splice(0)) await runner.close()
})

const statesOf = (h: Harness) => h.framework.summary().strategies.map(({ state }) => state)
const by = (h: Harness, id: string) =>
  h.backend.submissions
    .filter(({ strategyId }) => strategyId.startsWith(id))
    .map(({ cause }) => cause.eventId)

async function trading(h: Harness, from: number, to: number): Promise<void> {
  for (let id = from; id <= to; id++) await h.trade({ id, ms: id * 300, price: String(100 + (id % 7)) })
}

test('in a thread or not, the same events make the same intents and the same state', async () => {
  const strategies = [own('twin', { n: 2, quantity: '0.01' }, { instruments: [BTC, ETH] })]
  const inline = await createHarness({ strategies, types: [twin] })
  await inline.start()
  const threaded = await running({ strategies })
  for (const h of [inline, threaded]) {
    await trading(h, 1, 6)
    await h.stop()
    await h.start()
    await trading(h, 7, 12)
    await h.trade({ id: 1, ms: 5_000, instrument: ETH }, { id: 2, ms: 5_100, instrument: ETH })
    await h.until(8_000)
    await h.stop()
  }
  expect(threaded.backend.submissions).toEqual(inline.backend.submissions)
  expect(inline.backend.submissions.length).toBeGreaterThan(5)
  expect(statesOf(threaded)).toEqual(statesOf(inline))
  expect(threaded.fatal).toEqual([])
})

test('warmed up bar by bar, it knows the same as inline', async () => {
  const strategies = [own('warmed', {})]
  const candles = candlesOf('100', '101', '102')
  const inline = await createHarness({ strategies, types: [warmed], candles })
  await inline.start()
  const threaded = await running({ strategies, candles })
  for (const h of [inline, threaded]) {
    await h.trade({ id: 1, ms: 1_000, price: '103' }, { id: 2, ms: 60_100, price: '104' })
    await h.stop()
  }
  expect(JSON.parse(statesOf(inline)[0] ?? '').strategy.closes).toHaveLength(4)
  expect(statesOf(threaded)).toEqual(statesOf(inline))
})

test.each([
  ['throws', 'throw', 'in a bad mood'],
  ['never returns', 'hang', 'its code ran for longer than its budget of 60 ms'],
  ['ends its process', 'exit', 'its thread ended'],
  ['keeps what is no plain data', 'impure', 'state must be plain data, but strategy.thing is a Map'],
])('one that %s is stopped on all its instruments, alone, and says why', async (_what, mood, words) => {
  const h = await running({
    strategies: [own('moody', { mood, at: '2' }, { instruments: [BTC, ETH] }), ticks(1)],
    config: { ...PATIENT, ...(mood === 'hang' ? { callbackBudgetMs: 60 } : {}) },
  })
  await h.trade({ id: 1, ms: 0 }, { id: 1, ms: 50, instrument: ETH })
  await h.until(1_000)
  await h.trade({ id: 2, ms: 1_000 }, { id: 3, ms: 1_100 }, { id: 3, ms: 1_200, instrument: ETH })
  expect(by(h, 'moody')).toEqual([`trade/${BTC}/1`, `trade/${ETH}/1`])
  expect(by(h, 'ticks')).toHaveLength(3)
  expect((await h.controls('moody')).at(-1)).toMatchObject({
    status: 'STOPPED',
    reason: words,
    changedBy: 'strategy-framework',
  })
  expect(await h.answers()).toEqual([`APPLIED ${words}`])
  expect(h.framework.health()).toMatchObject({ ready: true, detail: expect.stringContaining(words) })
  expect(h.fatal).toEqual([])
})

/** Longer than any test may take: whoever is held up for so long, fails. */
const FOREVER_MS = 60_000

test.each([
  ['in a microtask', 'microtask', 'its code ran for longer than its budget of 60 ms'],
  ['many microtasks later', 'late microtask', 'its code ran for longer than its budget of 60 ms'],
  ['between two events', 'timer', 'it did not answer within its budget of 60 ms, with 250 ms of grace'],
  ['as it is set up', 'setup', 'it did not answer within its budget of 60 ms, with 250 ms of grace'],
])('one that spins %s is stopped, too, and holds up nobody for longer', async (_what, when, words) => {
  const h = await running({
    strategies: [own('sly', { when, ms: FOREVER_MS }), ticks(1)],
    config: { callbackBudgetMs: 60 },
  })
  await h.trade({ id: 1, ms: 0 })
  if (when === 'timer') await new Promise((resolve) => setTimeout(resolve, 100))
  await h.trade({ id: 2, ms: 100 }, { id: 3, ms: 200 })
  expect((await h.controls('sly')).at(-1)).toMatchObject({ status: 'STOPPED', reason: words })
  expect(by(h, 'ticks')).toHaveLength(3)
  expect(h.fatal).toEqual([])
})

test('after it failed, its account is still known, and a person can run it again', async () => {
  const h = await running({
    strategies: [own('moody', { mood: 'hang', at: '2' })],
    config: { callbackBudgetMs: 60 },
  })
  await h.trade({ id: 1, ms: 0 }, { id: 2, ms: 10 })
  // Filled while it was stopped.
  await h.until(1_000)
  expect(JSON.parse(statesOf(h)[0] ?? '').position.quantity).toEqual({ $n: '1000000000' })
  await h.command('moody', { kind: 'SET_STRATEGY_STATUS', status: 'RUNNING' })
  await h.trade({ id: 3, ms: 1_100 })
  expect(by(h, 'moody')).toEqual([`trade/${BTC}/1`, `trade/${BTC}/3`])
})

test('an error that nothing in it catches ends its thread, and the next event finds it gone', async () => {
  const h = await running({ strategies: [own('moody', { mood: 'throw later', at: '1' }), ticks(1)] })
  await h.trade({ id: 1, ms: 0 })
  await new Promise((resolve) => setTimeout(resolve, 300))
  await h.trade({ id: 2, ms: 100 })
  expect(h.framework.health()).toMatchObject({ detail: expect.stringContaining('much later') })
  expect(by(h, 'ticks')).toHaveLength(2)
})

test.each([
  ['whose file throws', 'broken', {}, 'broken from the start'],
  ['whose file has another name than it', 'mislabelled', {}, "give the file the strategy's id as its name"],
  ['that refuses its parameters', 'moody', { mood: 'sad', at: '1' }, 'params.mood: Invalid option'],
])('one %s cannot run, says why, and the others do', async (_what, type, params, words) => {
  const h = await running({ strategies: [own(type, params), ticks(1)] })
  await h.trade({ id: 1, ms: 0 })
  expect(by(h, 'ticks')).toHaveLength(1)
  expect((await h.controls(type)).at(-1)).toMatchObject({
    status: 'STOPPED',
    reason: expect.stringContaining(words),
  })
})

test('its parameters can be set live, and what it refuses leaves it as it is', async () => {
  const h = await running({ strategies: [own('twin', { n: 5, quantity: '0.01' })] })
  const set = (params: object) =>
    h.command('twin', { kind: 'SET_STRATEGY_CONFIG', params: JSON.stringify(params) })
  await set({ n: 1, quantity: 0.01 })
  await h.trade({ id: 1, ms: 0 })
  expect(by(h, 'twin')).toEqual([])
  await set({ n: 1, quantity: '0.01' })
  await h.trade({ id: 2, ms: 100 })
  expect(by(h, 'twin')).toEqual([`trade/${BTC}/2`])
  const [refused, applied] = await h.answers()
  expect(refused).toContain('REJECTED params.quantity: a decimal is written as text')
  expect(applied).toBe('APPLIED RUNNING, generation 2')
})

test('another source is another generation', async () => {
  const strategies = [own('twin', { n: 5, quantity: '0.01' })]
  const h = await running({ strategies })
  await h.stop()
  await h.start(undefined, { users: users.map((user) => ({ ...user, sourceHash: 'edited' })) })
  expect(h.framework.summary().strategies[0]).toMatchObject({ generation: 2 })
})

test('a strategy of the user where no thread can be had is refused before anything starts', async () => {
  const h = await createHarness({ users, strategies: [own('twin', { n: 5, quantity: '0.01' })] })
  await expect(h.start()).rejects.toThrow('strategies of your own cannot run here')
})
