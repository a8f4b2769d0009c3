import { addMillis, parseQuantity } from '@oasis/domain'
import type { CandleSource } from '@oasis/ports'
import { defineStrategy } from '@oasis/strategy-sdk'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { ACCOUNT, createHarness, type Harness, type HarnessOptions } from './harness.ts'
import { BTC, candlesOf, NOON } from './market-data.ts'

const momentum = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  id: 'momentum',
  type: 'simple-momentum',
  account: ACCOUNT,
  instruments: [BTC],
  params: { lookback: 2, quantity: '0.01', ...changes },
})

const causes = (h: Harness) => h.backend.submissions.map(({ side, cause }) => [side, cause.eventId])
const barId = (ms: number) => `bar/${BTC}/1m/${addMillis(NOON, ms)}`

test('warmed up from candles, the first live bar already gives a signal', async () => {
  const h = await createHarness({ strategies: [momentum()], candles: candlesOf('100', '100') })
  await h.start()
  await h.trade({ id: 1, ms: 1_000, price: '101' }, { id: 2, ms: 60_100, price: '101' })
  expect(causes(h)).toEqual([['BUY', barId(60_000)]])
  expect((await h.signals())[0]?.values).toEqual({ close: '101', past: '100' })
})

test('no signal comes from the bars of the past', async () => {
  const h = await createHarness({ strategies: [momentum()], candles: candlesOf('100', '100', '120', '150') })
  await h.start()
  expect(h.backend.submissions).toEqual([])
})

test('without candles it warns, and warms up from live trades', async () => {
  const candles: CandleSource = { candles: () => Promise.reject(new Error('502')) }
  const h = await createHarness({ strategies: [momentum()], candles })
  await h.start()
  expect(h.warnings).toEqual(['candles could not be fetched: warming up from live trades'])
  for (let minute = 0; minute < 4; minute++) {
    await h.trade({ id: minute, ms: minute * 60_000 + 1_000, price: String(100 + minute) })
  }
  expect(causes(h)).toEqual([['BUY', barId(180_000)]])
})

test('candles that never come do not keep the strategy from starting', async () => {
  const candles: CandleSource = { candles: () => new Promise(() => {}) }
  const h = await createHarness({ strategies: [momentum()], candles })
  const started = h.start()
  await h.until(10_001)
  await started
  expect(h.framework.health()).toMatchObject({ ready: true })
  expect(h.warnings).toHaveLength(1)
})

test('a bar closes by the clock one second after its end, when no trade comes', async () => {
  const h = await createHarness({ strategies: [momentum()], candles: candlesOf('100', '100') })
  await h.start()
  await h.trade({ id: 1, ms: 1_000, price: '101' })
  await h.until(60_999)
  expect(h.backend.submissions).toEqual([])
  await h.until(61_000)
  expect(causes(h)).toEqual([['BUY', barId(60_000)]])
  expect(h.backend.submissions[0]?.cause.tsInit).toBe(addMillis(NOON, 61_000))
})

test('a bar that was due while the service was away is closed from the trades, as if it had been there', async () => {
  const options: HarnessOptions = { strategies: [momentum()], candles: candlesOf('100', '100') }
  const h = await createHarness(options)
  await h.start()
  await h.trade({ id: 1, ms: 1_000, price: '90' })
  await h.stop()
  await h.until(50_000)
  await h.publish({ id: 2, ms: 50_000, price: '101' })
  await h.until(60_500)
  await h.publish({ id: 3, ms: 60_500, price: '102' })
  await h.until(90_000)
  await h.start()
  expect(causes(h)).toEqual([['BUY', barId(60_000)]])
  expect(h.backend.submissions[0]?.cause.tsInit).toBe(addMillis(NOON, 60_500))
})

const clockwork = defineStrategy({
  id: 'clockwork',
  params: z.strictObject({}),
  subscriptions: () => [{ trades: true }],
  state: { initial: () => ({ rolls: [] as number[] }) },
  create: ({ state }) => ({
    onTrade(_trade, ctx) {
      if (state.rolls.length === 0) ctx.setTimer('tick', addMillis(ctx.now, 5_000))
    },
    onTimer(_name, ctx) {
      state.rolls.push(ctx.random())
      ctx.setTimer('tick', addMillis(ctx.now, 5_000))
    },
  }),
})

const rollsOf = (h: Harness): unknown =>
  JSON.parse(h.framework.summary().strategies[0]?.state ?? '{}').strategy.rolls

test('timers and random numbers go on over a restart as if there had been none', async () => {
  const strategies = [{ id: 'clock', type: 'clockwork', account: ACCOUNT, instruments: [BTC] }]
  const run = async (restartAt: number | undefined) => {
    const h = await createHarness({ strategies, types: [clockwork] })
    await h.start()
    await h.trade({ id: 1, ms: 0 })
    if (restartAt !== undefined) {
      await h.until(restartAt)
      await h.stop()
      await h.start()
    }
    await h.until(30_000)
    return rollsOf(h)
  }
  const whole = await run(undefined)
  expect(whole).toHaveLength(6)
  expect(await run(12_000)).toEqual(whole)
})

/** At every trade, sets a timer for the time that its parameter says; each time it runs, it wishes for something else. */
const appointment = defineStrategy({
  id: 'appointment',
  params: z.strictObject({ dueMs: z.int() }),
  subscriptions: () => [{ trades: true }],
  state: { initial: () => ({ ran: 0n }) },
  create: ({ params, state }) => ({
    onTrade(_trade, ctx) {
      const due = addMillis(NOON, params.dueMs)
      if (due > ctx.now) ctx.setTimer('x', due)
    },
    onTimer(_name, ctx) {
      state.ran++
      ctx.buy({ quantity: (parseQuantity('0.1') * state.ran) as typeof ctx.position.quantity })
    },
  }),
})

test.each([false, true])(
  'a late event that sets a timer for a time at which it has run, makes wishes of their own (restarted: %s)',
  async (restarted) => {
    const appointed = {
      id: 'a',
      type: 'appointment',
      account: ACCOUNT,
      instruments: [BTC],
      params: { dueMs: 200 },
    }
    const h = await createHarness({ strategies: [appointed], types: [appointment] })
    await h.start()
    await h.trade({ id: 1, ms: 100 })
    await h.until(250)
    if (restarted) {
      await h.stop()
      await h.start()
    }
    await h.trade({ id: 2, ms: 300, lateMs: 150 }, { id: 3, ms: 310, lateMs: 150 })
    await h.until(1_000)
    const timer = (nanos: bigint) => `timer/a/x/${addMillis(NOON, 200) + nanos}`
    expect(causes(h).map(([, cause]) => cause)).toEqual([timer(0n), timer(1n), timer(2n)])
    expect(new Set(h.backend.submissions.map(({ intentId }) => intentId)).size).toBe(3)
    expect(h.fatal).toEqual([])
  },
)
