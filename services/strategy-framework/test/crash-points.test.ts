/** The process ends at each marked moment of its own, early and late in a run, and is started again. */
import type { CrashPoint } from '@oasis/ports'
import { expect, test } from 'vitest'
import { ACCOUNT, createHarness, type Harness, ticks } from './harness.ts'
import { BTC } from './market-data.ts'
import { counter } from './strategies.ts'

const OWN: readonly CrashPoint[] = [
  'emission-committed',
  'submit-order-sent',
  'order-event-consumed',
  'snapshot',
  'command',
  'published',
]
const STRATEGIES = [
  ticks(1),
  { id: 'count', type: 'counter', account: ACCOUNT, instruments: [BTC], params: { every: 2 } },
]
const END_MS = 6_000

async function run(crashAt?: { point: CrashPoint; nth: number }): Promise<Harness> {
  const h = await createHarness({
    strategies: STRATEGIES,
    types: [counter],
    config: { snapshotIntervalMs: 1_500 },
  })
  await h.start()
  h.kill.crashAt = crashAt && { ...crashAt }
  for (let ms = 100; ms <= END_MS; ms += 100) {
    await h.until(ms)
    if (h.kill.dead) await h.start()
    if (ms % 1_000 === 0) await h.trade({ id: ms / 1_000, ms })
    const params = JSON.stringify({ every: 1, carry: ms > 3_000 })
    if (ms === 2_500 || ms === 4_500) await h.command('count', { kind: 'SET_STRATEGY_CONFIG', params })
  }
  await h.until(30_000)
  if (h.kill.dead) await h.start()
  await h.until(60_000)
  return h
}

const facts = async (h: Harness) => ({
  orders: [...h.backend.orders.values()].map(({ intent, state }) => [intent.intentId, state]),
  signals: [...new Set((await h.signals()).map(({ intentId }) => intentId))].toSorted(),
  answers: await h.answers(),
  states: h.framework.summary().strategies.map(({ generation, state }) => [generation, state]),
})

test.each(OWN)(
  'ended at "%s", wherever it is passed, nothing is lost and nothing is done twice',
  async (point) => {
    const whole = await run()
    const expected = await facts(whole)
    const times = whole.passed.filter((one) => one === point).length
    expect(times).toBeGreaterThanOrEqual(2)
    // Order events are many: a dozen of each point, spread over the run.
    const stride = Math.ceil(times / 12)
    for (let nth = 1; nth <= times; nth += stride) {
      const h = await run({ point, nth })
      expect(h.passed.filter((one) => one === point).length, `${point} ${nth}`).toBeGreaterThanOrEqual(nth)
      const actual = await facts(h)
      const ids = (all: typeof actual.orders) => all.map(([id]) => id).toSorted()
      expect(ids(actual.orders), `${point} ${nth}`).toEqual(ids(expected.orders))
      expect({ ...actual, orders: [] }, `${point} ${nth}`).toEqual({ ...expected, orders: [] })
    }
  },
)

test('it passes no other points: those are of other services', async () => {
  const { passed } = await run()
  expect(new Set(passed)).toEqual(new Set(OWN))
})
