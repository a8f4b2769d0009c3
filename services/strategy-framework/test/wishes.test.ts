/** What a strategy may wish for, and what becomes of a wish that is taken back. */
import { type OrderIntent, type Position, parsePrice, parseQuantity } from '@oasis/domain'
import { defineStrategy, type OpenOrder, type OrderRequest } from '@oasis/strategy-sdk'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { orderTerms } from '../src/core/order-wish.ts'
import { isAdmitted } from '../src/core/reduction.ts'
import { ACCOUNT, createHarness, ticks } from './harness.ts'
import { BTC } from './market-data.ts'
import { replacing } from './strategies.ts'

const configured = (type: string, params: Record<string, unknown> = {}) => ({
  id: 'own',
  type,
  account: ACCOUNT,
  instruments: [BTC],
  params,
})

test('an order is replaced once at a time, and its replacement names it', async () => {
  const h = await createHarness({
    strategies: [configured('replacing', { limitPrice: '90' })],
    types: [replacing],
  })
  h.backend.decide = () => 'REST'
  await h.start()
  await h.trade({ id: 1, ms: 0 })
  await h.until(500)
  await h.trade({ id: 2, ms: 500 })
  const [first, second] = [...h.backend.orders.values()]
  expect(second?.intent).toMatchObject({ replaces: first?.clientOrderId, side: 'BUY' })
  expect(h.backend.submissions).toHaveLength(2)
  const { asked } = JSON.parse(h.framework.summary().strategies[0]?.state ?? '{}').strategy
  expect(asked).toEqual([second?.clientOrderId, null])
})

test('what nobody has answered yet cannot be replaced', async () => {
  const h = await createHarness({
    strategies: [configured('replacing', { limitPrice: '90' })],
    types: [replacing],
  })
  h.backend.decide = () => 'UNAVAILABLE'
  await h.start()
  await h.trade({ id: 1, ms: 0 }, { id: 2, ms: 100 })
  expect(new Set(h.backend.submissions.map(({ intentId }) => intentId)).size).toBe(1)
})

describe('terms', () => {
  const quantity = parseQuantity('1')
  const limitPrice = parsePrice('100')
  const stopPrice = parsePrice('101')
  test('a stop price makes a stop-limit order', () => {
    expect(orderTerms({ quantity, limitPrice, stopPrice })).toEqual({
      type: 'STOP_LIMIT',
      timeInForce: 'GTC',
      quantity,
      limitPrice,
      stopPrice,
    })
  })
  test.each<[string, OrderRequest, string]>([
    ['a stop without a limit', { quantity, stopPrice }, 'belong to orders with a limit price'],
    ['a stop that is post-only', { quantity, limitPrice, stopPrice, postOnly: true }, 'cannot be postOnly'],
    ['a stop that cannot rest', { quantity, limitPrice, stopPrice, timeInForce: 'IOC' }, 'GTC or GTD'],
    ['a stop at nothing', { quantity, limitPrice, stopPrice: 0n as typeof stopPrice }, 'greater than zero'],
    ['an expiry of its own', { quantity, limitPrice, expiresAt: 1n as never }, 'GTD and expiresAt'],
  ])('%s makes no sense', (_what, request, words) => {
    expect(() => orderTerms(request)).toThrow(words)
  })
})

describe('while the account is not running', () => {
  const sides = fc.constantFrom('BUY', 'SELL')
  const size = fc.integer({ min: 1, max: 5 })
  const market = (quantity: number): OrderIntent['terms'] => ({
    type: 'MARKET',
    timeInForce: 'IOC',
    size: { unit: 'BASE', quantity: BigInt(quantity) as never },
  })
  const order = (side: 'BUY' | 'SELL', quantity: number, filled: number): OpenOrder => ({
    intentId: '' as never,
    clientOrderId: '' as never,
    side,
    terms: market(quantity),
    state: 'OPEN',
    filledQuantity: BigInt(Math.min(filled, quantity)) as never,
    reduceOnly: false,
  })

  test('no admitted wish can take the position through zero, whichever orders of its side fill', () => {
    const open = fc.array(fc.tuple(sides, size, fc.nat(5)), { maxLength: 4 })
    fc.assert(
      fc.property(fc.integer({ min: -9, max: 9 }), open, sides, size, (held, orders, side, quantity) => {
        const position = { quantity: BigInt(held) } as Position
        const openOrders = orders.map(([one, of, filled]) => order(one, of, filled))
        const pending = openOrders
          .filter((one) => one.side === side)
          .map((one) =>
            Number((one.terms as { size: { quantity: bigint } }).size.quantity - one.filledQuantity),
          )
          .reduce((sum, one) => sum + one, 0)
        const sign = side === 'BUY' ? 1 : -1
        const after = held + sign * (pending + quantity)
        const reduces = held * sign < 0 && after * sign <= 0
        expect(isAdmitted({ side, terms: market(quantity) }, 'PAUSED', position, openOrders)).toBe(reduces)
        expect(isAdmitted({ side, terms: market(quantity) }, 'RUNNING', position, openOrders)).toBe(true)
      }),
    )
  })

  test('halted, what could rest in the book is not admitted, and what cannot is', () => {
    const position = { quantity: 5n } as Position
    const limit = (timeInForce: 'GTC' | 'IOC'): OrderIntent['terms'] => ({
      type: 'LIMIT',
      timeInForce,
      quantity: 5n as never,
      limitPrice: parsePrice('1'),
      postOnly: false,
    })
    const admits = (terms: OrderIntent['terms'], status: 'PAUSED' | 'HALTED') =>
      isAdmitted({ side: 'SELL', terms }, status, position, [])
    expect([admits(limit('GTC'), 'PAUSED'), admits(limit('GTC'), 'HALTED')]).toEqual([true, false])
    expect([admits(limit('IOC'), 'HALTED'), admits(market(5), 'HALTED')]).toEqual([true, true])
  })
})

const impure = defineStrategy({
  id: 'impure',
  params: z.strictObject({}),
  subscriptions: () => [{ trades: true }],
  state: { initial: () => ({ kept: undefined as unknown }) },
  create: ({ state }) => ({
    onTrade(trade, ctx) {
      if (trade.tradeId !== '2') return
      ctx.buy({ quantity: trade.quantity })
      state.kept = new Date(0)
    },
  }),
})

test('state that cannot be written down stops its strategy alone, and its wish is as if it had never been', async () => {
  const h = await createHarness({ strategies: [configured('impure'), ticks(1)], types: [impure] })
  await h.start()
  await h.trade({ id: 1, ms: 0 }, { id: 2, ms: 100 }, { id: 3, ms: 200 })
  await h.until(10_000)
  expect(h.backend.submissions.map(({ strategyId }) => strategyId)).toEqual(['ticks', 'ticks', 'ticks'])
  expect(h.framework.summary().strategies[0]).toMatchObject({
    stopped: 'state must be plain data, but strategy.kept is a Date',
    signals: 0,
    state: expect.stringContaining('"orders":[]'),
  })
  expect(h.fatal).toEqual([])
})
