import { accountId, type ClientOrderId } from '@oasis/domain'
import { decimal, defineStrategy, type OrderUpdate } from '@oasis/strategy-sdk'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { createStrategyFramework, strategyFrameworkConfigSchema } from '../src/index.ts'
import { ACCOUNT, createHarness, ticks } from './harness.ts'
import { BTC, ETH } from './market-data.ts'

const faulty = defineStrategy({
  id: 'faulty',
  params: z.strictObject({}),
  subscriptions: () => [{ trades: true }],
  create: () => ({
    onTrade(trade, ctx) {
      ctx.buy({ quantity: trade.quantity })
      if (trade.tradeId === '2') throw new TypeError('price of undefined')
    },
  }),
})

test('a strategy that throws is stopped and reported, and the others go on', async () => {
  const broken = { id: 'broken', type: 'faulty', account: ACCOUNT, instruments: [BTC] }
  const h = await createHarness({ strategies: [broken, ticks(1)], types: [faulty] })
  await h.start()
  await h.trade({ id: 1, ms: 0 }, { id: 2, ms: 100 }, { id: 3, ms: 200 })
  const by = (id: string) => h.backend.submissions.filter((intent) => intent.strategyId === id)
  expect(by('broken')).toHaveLength(1)
  expect(by('ticks')).toHaveLength(3)
  expect(h.framework.health()).toEqual({
    ready: true,
    detail: '1 of 2 strategies running; broken stopped: price of undefined',
  })
  expect(h.fatal).toEqual([])
  // What it wished for before it threw is as if it had never been.
  await h.until(1_000)
  expect(h.framework.summary().strategies[0]?.state).toContain('"orders":[]')
})

test('stopped by its own error, a strategy stays so until it is another version, and then acts on what comes', async () => {
  const broken = { id: 'broken', type: 'faulty', account: ACCOUNT, instruments: [BTC] }
  const h = await createHarness({ strategies: [broken], types: [faulty] })
  await h.start()
  await h.trade({ id: 1, ms: 0 }, { id: 2, ms: 100 })
  await h.stop()
  await h.start()
  await h.trade({ id: 3, ms: 200 })
  expect(h.framework.health()).toMatchObject({ detail: expect.stringContaining('price of undefined') })
  await h.stop()
  await h.publish({ id: 4, ms: 300 })
  await h.until(400)
  const fixed = defineStrategy({
    ...faulty,
    version: 2,
    create: () => ({ onTrade: (trade, ctx) => void ctx.buy(trade) }),
  })
  await h.start(undefined, { types: [fixed] })
  await h.trade({ id: 5, ms: 500 })
  const causes = [...h.backend.orders.values()].map((order) => order.intent.cause.eventId)
  expect(causes).toEqual([`trade/${BTC}/1`, `trade/${BTC}/5`])
})

test('it is stopped on all its instruments, since it is one piece of code', async () => {
  const broken = { id: 'broken', type: 'faulty', account: ACCOUNT, instruments: [BTC, ETH] }
  const h = await createHarness({ strategies: [broken], types: [faulty] })
  await h.start()
  await h.trade({ id: 2, ms: 0 }, { id: 1, ms: 100, instrument: ETH })
  expect(h.backend.submissions).toEqual([])
  expect(h.framework.summary().strategies.map(({ stopped }) => stopped)).toEqual([
    'price of undefined',
    'price of undefined',
  ])
})

test('what a person has stopped stays stopped, whatever version comes', async () => {
  const broken = { id: 'broken', type: 'faulty', account: ACCOUNT, instruments: [BTC] }
  const h = await createHarness({ strategies: [broken], types: [faulty] })
  await h.start()
  await h.trade({ id: 2, ms: 100 })
  await h.command('broken', { kind: 'SET_STRATEGY_STATUS', status: 'STOPPED' })
  await h.stop()
  await h.start(undefined, { types: [{ ...faulty, version: 2 }] })
  expect(h.framework.health()).toMatchObject({
    detail: '0 of 1 strategies running; broken stopped: price of undefined',
  })
})

test('on another account, nothing of the one before is taken for its own', async () => {
  const other = accountId('coinbase.other.paper')
  const h = await createHarness({ strategies: [ticks(1)] })
  await h.start()
  await h.trade({ id: 1, ms: 0 })
  await h.until(1_000)
  await h.stop()
  await h.start(undefined, { strategies: [ticks(1, { account: other })] })
  const state = JSON.parse(h.framework.summary().strategies[0]?.state ?? '{}')
  expect(state).toMatchObject({ orders: [], position: { quantity: { $n: '0' } } })
  await h.trade({ id: 2, ms: 2_000 })
  expect(h.backend.submissions.at(-1)).toMatchObject({ accountId: other, side: 'BUY' })
})

test('a store that fails ends the service: nothing is sent that is not written down', async () => {
  const h = await createHarness({ strategies: [ticks(1)] })
  await h.start()
  await h.store.close()
  await h.trade({ id: 1, ms: 0 })
  expect(h.backend.submissions).toEqual([])
  expect(h.fatal).toHaveLength(1)
  expect(h.framework.health().ready).toBe(false)
})

const canceller = defineStrategy({
  id: 'canceller',
  params: z.strictObject({ limitPrice: decimal() }),
  subscriptions: () => [{ trades: true }],
  state: { initial: () => ({ updates: [] as string[] }) },
  create: ({ params, state }) => ({
    onTrade(trade, ctx) {
      if (trade.tradeId !== '1') return
      const order = ctx.buy({ quantity: trade.quantity, limitPrice: params.limitPrice, postOnly: true })
      if (order) ctx.cancel(order as ClientOrderId)
    },
    onOrder(update: OrderUpdate) {
      state.updates.push(update.kind === 'ORDER' ? update.order.state : update.kind)
    },
  }),
})

test('a cancel waits until its order is known to exist, and the strategy hears every step', async () => {
  const strategies = [
    { id: 'c', type: 'canceller', account: ACCOUNT, instruments: [BTC], params: { limitPrice: '99' } },
  ]
  const h = await createHarness({ strategies, types: [canceller] })
  h.backend.decide = () => 'UNAVAILABLE'
  await h.start()
  await h.trade({ id: 1, ms: 0 })
  expect(h.backend.cancels).toEqual([])
  h.backend.decide = () => 'REST'
  await h.until(1_000)
  expect(h.backend.cancels).toHaveLength(1)
  expect(h.framework.summary().strategies[0]?.state).toContain(
    '"updates":["PENDING_SUBMIT","SUBMITTED","OPEN","CANCELED"]',
  )
})

test('all faults of the configuration are told together, before anything is touched', () => {
  const config = (strategies: readonly Record<string, unknown>[]) =>
    strategyFrameworkConfigSchema.parse({ strategies })
  const create = (strategies: readonly Record<string, unknown>[]) =>
    createStrategyFramework({ logger: { child: () => ({}) } } as never, config(strategies))
  const faults = [
    ticks(0),
    ticks(1, { id: 'b', params: { n: 1, quantity: 0.5 } }),
    ticks(1, { id: 'c' }),
    ticks(1, { id: 'c' }),
  ]
  expect(() => create(faults)).toThrow(
    [
      'strategies.ticks.params.n: Too small: expected number to be >=1',
      "strategies.b.params.quantity: a decimal is written as text, so that no digit is lost: '0.5'",
      'two strategies are called c',
    ].join('\n'),
  )
  expect(() => create([ticks(1, { type: 'tick' })])).toThrow('known types: every-n-ticks, simple-momentum')
})

test('an instrument nobody subscribes to costs nothing and changes nothing', async () => {
  const h = await createHarness({ strategies: [ticks(1)] })
  await h.start()
  const before = h.framework.summary()
  await h.trade({ id: 1, ms: 0, instrument: ETH })
  expect(h.framework.summary()).toEqual(before)
})

const quoteCounter = defineStrategy({
  id: 'quote-counter',
  params: z.strictObject({}),
  subscriptions: () => [{ quotes: true }],
  state: { initial: () => ({ bids: [] as bigint[] }) },
  create: ({ state }) => ({
    onQuote(quote) {
      const [best] = quote.bids
      if (best) state.bids.push(best.price)
    },
  }),
})

test('quotes go to those who subscribe to them, each once', async () => {
  const strategies = [{ id: 'q', type: 'quote-counter', account: ACCOUNT, instruments: [BTC] }, ticks(1)]
  const h = await createHarness({ strategies, types: [quoteCounter] })
  await h.start()
  await h.quote(1, 0)
  await h.quote(1, 10)
  await h.quote(3, 20)
  await h.trade({ id: 1, ms: 30 })
  const state = JSON.parse(h.framework.summary().strategies[0]?.state ?? '{}')
  expect(state.strategy.bids).toHaveLength(2)
  expect(state.seenTrades.ranges).toEqual([])
})
