/** An input is taken in whole or not at all, however many callbacks it leads to and whichever of them fails. */
import { addMillis, type OrderIntent, parseQuantity, strategyId } from '@oasis/domain'
import { defineStrategy, type StrategyContext } from '@oasis/strategy-sdk'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { InstanceInput } from '../src/core/instance-input.ts'
import { openInstance } from '../src/core/open-instance.ts'
import { ACCOUNT, createHarness, type Harness } from './harness.ts'
import type { KillPoint } from './killable-ports.ts'
import { BTC, buildTrade, NOON } from './market-data.ts'

const QUANTITY = parseQuantity('0.5')
/** Timers are set for few times, so that one may be set twice for the same. */
const GRID = 50_000_000n

/** Wishes for orders, cancels and timers in every callback, until one of them, by its number, throws or spoils the state. */
const eager = defineStrategy({
  id: 'eager',
  params: z.strictObject({ throwsAt: z.int(), spoilsAt: z.int() }),
  subscriptions: () => [{ trades: true }, { bars: '1t' }, { bars: '2t' }],
  state: { initial: () => ({ called: 0, thing: null as unknown }) },
  create: ({ params, state }) => {
    const act = (ctx: StrategyContext) => {
      state.called++
      for (const order of ctx.openOrders.slice(0, 1)) ctx.cancel(order.clientOrderId)
      ctx.buy({ quantity: QUANTITY })
      ctx.setTimer(`timer-${state.called % 3}`, (ctx.now - (ctx.now % GRID) + GRID) as typeof ctx.now)
      if (state.called === params.spoilsAt) state.thing = new Map()
      if (state.called === params.throwsAt) throw new Error('as told')
    }
    return {
      onTrade: (_trade, ctx) => act(ctx),
      onBar: (_bar, ctx) => act(ctx),
      onTimer: (_name, ctx) => act(ctx),
      onOrder: (_update, ctx) => act(ctx),
    }
  },
})

type Happening = { readonly kind: string; readonly afterMs: number; readonly lateMs?: number }
const happenings: fc.Arbitrary<Happening[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('TRADE'), afterMs: fc.nat(120), lateMs: fc.nat(200) }),
    fc.record({ kind: fc.constant('TIME'), afterMs: fc.nat(120) }),
    fc.record({ kind: fc.constant('DENIED'), afterMs: fc.nat(5) }),
    fc.record({ kind: fc.constant('PLACED'), afterMs: fc.nat(5) }),
  ),
  { minLength: 1, maxLength: 30 },
)

test('nothing is left of an input on which it failed, it knows of no order that was not emitted, and no id comes twice', () => {
  fc.assert(
    fc.property(happenings, fc.integer({ min: 1, max: 40 }), fc.boolean(), (all, at, spoils) => {
      const params = spoils ? { throwsAt: 0, spoilsAt: at } : { throwsAt: at, spoilsAt: 0 }
      const key = {
        strategyId: strategyId('e'),
        accountId: ACCOUNT,
        mode: 'PAPER',
        instrumentId: BTC,
      } as const
      const spec = { ...key, strategy: eager, params, configHash: '' }
      const opening = { stored: undefined, generation: 1, resets: 0, actsFrom: undefined }
      const instance = openInstance(spec, opening)
      const emitted: OrderIntent[] = []
      const waiting: OrderIntent[] = []
      let ms = 0
      const inputOf = ({ kind, lateMs = 0 }: Happening, id: number): InstanceInput | undefined => {
        if (kind === 'TRADE') {
          return { kind, trade: buildTrade({ id, ms, lateMs }) }
        }
        if (kind === 'TIME') return { kind }
        const intentId = waiting.shift()?.intentId
        if (intentId === undefined) return undefined
        const answer =
          kind === 'DENIED'
            ? ({ kind, code: 'POSITION_LIMIT' } as const)
            : ({ kind: 'PLACED', state: 'OPEN' } as const)
        return { kind: 'ANSWER', intentId, answer }
      }
      for (const [i, happening] of all.entries()) {
        ms += happening.afterMs
        const input = inputOf(happening, i + 1)
        if (!input) continue
        const before = instance.account
        const effects = instance.process(input, addMillis(NOON, ms))
        const answered = instance.takeAnswered()
        if (instance.failure !== undefined) {
          expect(instance.account).toEqual(before)
          expect([effects.intents, effects.cancels, answered]).toEqual([[], [], []])
          break
        }
        emitted.push(...effects.intents)
        waiting.push(...effects.intents)
      }
      const ids = emitted.map(({ intentId }) => intentId)
      expect(new Set(ids).size).toBe(ids.length)
      for (const order of instance.account.orders) expect(ids).toContain(order.intentId)
    }),
  )
})

const twoCallbacks = defineStrategy({
  id: 'two-callbacks',
  params: z.strictObject({}),
  subscriptions: () => [{ trades: true }, { bars: '1t' }],
  create: () => ({
    onTrade(trade, ctx) {
      ctx.buy({ quantity: trade.quantity })
    },
    onBar(bar) {
      if (bar.open === buildTrade({ id: 1, ms: 0, price: '7' }).price)
        throw new Error('the second callback fails')
    },
  }),
})
const two = { id: 'two', type: 'two-callbacks', account: ACCOUNT, instruments: [BTC] }
const stateOf = (h: Harness) => JSON.parse(h.framework.summary().strategies[0]?.state ?? '{}')

test('an order wished for by a callback before the one that threw was not sent, and is known to nobody', async () => {
  const h = await createHarness({ types: [twoCallbacks], strategies: [two] })
  await h.start()
  await h.trade({ id: 1, ms: 100, price: '7' })
  await h.until(60_000)
  expect(h.backend.submissions).toEqual([])
  expect(stateOf(h).orders).toEqual([])
  await h.stop()
  await h.start()
  await h.command('two', { kind: 'SET_STRATEGY_STATUS', status: 'RUNNING' })
  await h.until(120_000)
  expect(stateOf(h).orders).toEqual([])
  await h.trade({ id: 2, ms: 121_000 })
  expect(h.backend.submissions.map(({ cause }) => cause.eventId)).toEqual([`trade/${BTC}/2`])
})

/** Wishes for an order and keeps what cannot be written down. */
const spoiled = defineStrategy({
  id: 'spoiled',
  params: z.strictObject({}),
  subscriptions: () => [{ trades: true }],
  state: { initial: () => ({ thing: null as unknown }) },
  create: ({ state }) => ({
    onTrade(trade, ctx) {
      ctx.buy({ quantity: trade.quantity })
      state.thing = new Map()
    },
  }),
})

test('an order wished for together with a state that cannot be written down is known to nobody', async () => {
  const strategies = [{ id: 's', type: 'spoiled', account: ACCOUNT, instruments: [BTC] }]
  const h = await createHarness({ types: [spoiled], strategies })
  await h.start()
  await h.trade({ id: 1, ms: 100 })
  await h.until(10_000)
  expect(h.framework.health()).toMatchObject({ detail: expect.stringContaining('must be plain data') })
  expect(h.backend.submissions).toEqual([])
  expect(stateOf(h).orders).toEqual([])
})

/** Told of a fill, it fails. */
const squeamish = defineStrategy({
  id: 'squeamish',
  params: z.strictObject({}),
  subscriptions: () => [{ trades: true }],
  create: () => ({
    onTrade(trade, ctx) {
      ctx.buy({ quantity: trade.quantity })
    },
    onOrder(update, ctx) {
      if (update.kind !== 'ORDER' || update.order.filledQuantity === 0n) return
      ctx.sell({ quantity: QUANTITY })
      throw new Error('cannot bear it')
    },
  }),
})

async function failingOnAFill(killAt?: KillPoint): Promise<Harness> {
  const strategies = [{ id: 's', type: 'squeamish', account: ACCOUNT, instruments: [BTC] }]
  const h = await createHarness({ types: [squeamish], strategies })
  // The first start decides from where on events are its own.
  await h.start()
  await h.stop()
  await h.start(killAt)
  await h.trade({ id: 1, ms: 100 })
  for (let ms = 200; ms <= 10_000; ms += 200) {
    await h.until(ms)
    if (h.kill.dead) await h.start()
  }
  return h
}

test('the event on which it failed is still a fact of its account, dropped at any step of it', async () => {
  const whole = await failingOnAFill()
  expect(whole.framework.health()).toMatchObject({ detail: expect.stringContaining('cannot bear it') })
  for (let step = 0; step <= whole.kill.steps; step++) {
    for (const after of [false, true]) {
      const h = step === 0 ? whole : await failingOnAFill({ step, after })
      const where = `step ${step}, ${after ? 'after' : 'before'}`
      expect(new Set(h.backend.submissions.map(({ side }) => side)), where).toEqual(new Set(['BUY']))
      expect(h.backend.orders.size, where).toBe(1)
      expect(stateOf(h), where).toMatchObject({
        orders: [],
        position: { quantity: { $n: String(QUANTITY) } },
      })
      expect(h.fatal, where).toEqual([])
    }
  }
})
