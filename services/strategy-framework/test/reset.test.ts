/** A paper account starts again: told by its own events and by its control state, in either order, or by one alone. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  afterControlState,
  afterResetEvent,
  NO_RESETS,
  resetsFrom,
  resetsKnown,
} from '../src/core/reset-count.ts'
import { ACCOUNT, createHarness, type Harness } from './harness.ts'
import { BTC, ETH } from './market-data.ts'
import { counter } from './strategies.ts'

const STRATEGIES = [
  { id: 'count', type: 'counter', account: ACCOUNT, instruments: [BTC], params: { every: 1, carry: true } },
]

/** With a position of one fill. */
async function holding(strategies = STRATEGIES): Promise<Harness> {
  const h = await createHarness({ strategies, types: [counter] })
  await h.start()
  await h.account('RUNNING', 0)
  await h.trade({ id: 1, ms: 0 })
  await h.until(1_000)
  return h
}

const summaries = (h: Harness) =>
  h.framework.summary().strategies.map(({ generation, state }) => {
    const { position, strategy, orders } = JSON.parse(state)
    return { generation, held: BigInt(position.quantity.$n), seen: strategy?.seen, orders: orders.length }
  })
const RENEWED = { generation: 2, held: 0n, seen: 0, orders: 0 }

const BY_EVENT = async (h: Harness) => {
  h.backend.reset()
  await h.until(1_500)
}
const BY_CONTROL = async (h: Harness) => {
  await h.account('RUNNING', 1)
  await h.until(1_600)
}

test.each([
  ['by its event and then by its control state', [BY_EVENT, BY_CONTROL]],
  ['by its control state and then by its event', [BY_CONTROL, BY_EVENT]],
])('told %s, it is one new generation with nothing in it', async (_order, steps) => {
  const h = await holding()
  expect(summaries(h)).toEqual([{ generation: 1, held: 5n * 10n ** 11n, seen: 1, orders: 0 }])
  for (const step of steps) await step(h)
  expect(summaries(h)).toEqual([RENEWED])
  expect((await h.controls('count')).at(-1)).toMatchObject({ generation: 2, status: 'RUNNING' })
})

test("its event lost in a hole, its control state tells of it, and the position is the order manager's", async () => {
  const h = await holding()
  h.backend.loseEvents = 1
  h.backend.reset()
  await BY_CONTROL(h)
  expect(summaries(h)).toEqual([RENEWED])
})

test('what was never answered is not sent to an account that begins anew', async () => {
  const h = await holding()
  h.backend.decide = () => 'UNAVAILABLE'
  await h.trade({ id: 2, ms: 1_100 })
  h.backend.reset()
  await h.until(1_200)
  const sent = h.backend.submissions.length
  h.backend.decide = () => 'FILL'
  await h.until(60_000)
  expect(h.backend.submissions).toHaveLength(sent)
  expect(await h.store.load('count' as never)).toMatchObject({ unanswered: [] })
})

test('the new generation acts on what comes, by other intents', async () => {
  const h = await holding()
  await BY_EVENT(h)
  // Seen before: it is no news to the new generation either.
  await h.trade({ id: 1, ms: 1_600 }, { id: 2, ms: 1_700 })
  await h.until(3_000)
  expect(summaries(h)).toEqual([{ ...RENEWED, held: 5n * 10n ** 11n, seen: 1 }])
  const ids = h.backend.submissions.map(({ intentId }) => intentId)
  expect(new Set(ids).size).toBe(2)
})

test('every instrument of a strategy begins anew, in one generation', async () => {
  const h = await holding([{ ...STRATEGIES[0], instruments: [BTC, ETH] } as (typeof STRATEGIES)[number]])
  await BY_EVENT(h)
  await BY_CONTROL(h)
  expect(summaries(h)).toEqual([RENEWED, RENEWED])
  expect((await h.controls('count')).map(({ generation }) => generation)).toEqual([1, 2])
})

test('reset while it is stopped, it begins anew when it runs', async () => {
  const h = await holding()
  await h.command('count', { kind: 'SET_STRATEGY_STATUS', status: 'STOPPED' })
  await BY_EVENT(h)
  await BY_CONTROL(h)
  await h.command('count', { kind: 'SET_STRATEGY_STATUS', status: 'RUNNING' })
  await h.trade({ id: 5, ms: 2_000 })
  await h.until(3_000)
  expect(summaries(h)).toEqual([{ ...RENEWED, held: 5n * 10n ** 11n, seen: 1 }])
  expect(await h.answers()).toEqual(['APPLIED STOPPED, generation 1', 'APPLIED RUNNING, generation 2'])
})

test('dropped at any step of it, it is one reset all the same', async () => {
  const run = async (killAt?: { step: number; after: boolean }) => {
    const h = await createHarness({ strategies: STRATEGIES, types: [counter] })
    await h.account('RUNNING', 0)
    await h.start(killAt)
    if (h.kill.dead) await h.start()
    await h.trade({ id: 1, ms: 0 })
    await h.until(500)
    if (h.kill.dead) await h.start()
    await h.until(1_000)
    await BY_EVENT(h)
    if (h.kill.dead) await h.start()
    await BY_CONTROL(h)
    await h.until(10_000)
    if (h.kill.dead) await h.start()
    await h.until(20_000)
    return h
  }
  const { steps } = (await run()).kill
  expect(steps).toBeGreaterThan(12)
  for (let step = 1; step <= steps; step++) {
    for (const after of [false, true]) {
      const h = await run({ step, after })
      expect(summaries(h), `step ${step}, ${after ? 'after' : 'before'}`).toEqual([RENEWED])
      expect(h.fatal).toEqual([])
    }
  }
})

describe('the count', () => {
  test('however events and control states are told, repeated and lost, known resets never go back', () => {
    const steps = fc.array(fc.oneof(fc.constant('event' as const), fc.nat(5)), { maxLength: 20 })
    fc.assert(
      fc.property(fc.nat(3), steps, (before, told) => {
        let count = resetsFrom(before)
        for (const one of told) {
          const next = one === 'event' ? afterResetEvent(count) : afterControlState(count, one)
          expect(resetsKnown(next)).toBeGreaterThanOrEqual(resetsKnown(count))
          count = next
        }
        const events = told.filter((one) => one === 'event').length
        const control = Math.max(before, ...told.filter((one) => one !== 'event'))
        expect(resetsKnown(count)).toBe(Math.max(before + events, control))
      }),
    )
    expect(resetsKnown(NO_RESETS)).toBe(0)
  })
})
