import { type InstrumentId, instrumentId, type OrderIntent, parseMoney, parseQuantity } from '@oasis/domain'
import { afterEach, describe, expect, test } from 'vitest'
import { accountExposure } from '../src/core/exposure.ts'
import { observeQuote } from '../src/core/market-board.ts'
import { apply, executionOf, orderOf, told } from './account-story.ts'
import { ACCOUNT, BTC, intent, limitTerms, NOW, openState, quote, spend } from './risk-fixtures.ts'
import { openEngine, type Running } from './running-engine.ts'

const DOGE = instrumentId('coinbase:DOGE-USD')

describe("a person's order on a product that nobody follows", () => {
  let running: Running
  afterEach(() => running.stop())
  const account = () => running.engine.summaryState().accounts[ACCOUNT]
  function fresh(n: number, changes: Partial<OrderIntent> = {}): OrderIntent {
    const now = running.scheduler.now()
    return intent(n, { cause: { ...intent(n).cause, tsEvent: now, tsInit: now }, ...changes })
  }
  const external = (n: number, quantity = '10000', price = '0.1') =>
    fresh(n, {
      instrumentId: DOGE,
      strategyId: 'external' as OrderIntent['strategyId'],
      terms: limitTerms(quantity, price),
    })

  test('does not end all trading, and calls for no snapshot', async () => {
    running = await openEngine()
    const { snapshot } = running.orders.calls
    await running.orders.adopt(external(50))
    await running.wait(3_600_000)
    expect(account()?.phase).toBe('OPEN')
    expect(running.orders.calls.snapshot).toBe(snapshot)
    await running.publishQuote()
    expect(await running.submit(fresh(1))).toMatchObject({ kind: 'PLACED' })
    expect(await running.submit(fresh(2, { instrumentId: DOGE }))).toMatchObject({
      kind: 'DENIED',
      verdict: { code: 'UNKNOWN_INSTRUMENT' },
    })
  })

  test('does not keep an engine from opening', async () => {
    running = await openEngine()
    await running.orders.adopt(external(50))
    await running.restart()
    await running.wait(2_000)
    await running.publishQuote()
    expect(account()?.phase).toBe('OPEN')
    expect(await running.submit(fresh(1))).toMatchObject({ kind: 'PLACED' })
  })

  test('holds what it may spend', async () => {
    running = await openEngine()
    await running.orders.adopt(external(50, '97000'))
    await running.publishQuote()
    expect(await running.submit(fresh(1))).toMatchObject({
      kind: 'DENIED',
      verdict: { code: 'INSUFFICIENT_BALANCE' },
    })
  })

  test('fills: it is booked, halts nothing as if it were lost, and trading goes on', async () => {
    running = await openEngine()
    const wish = external(50, '30000')
    await running.orders.adopt(wish)
    await running.orders.trigger(wish.intentId, 'SUBMIT', 'ACKNOWLEDGE')
    await running.orders.fill(wish.intentId, '30000', '0.1')
    await running.wait(60_000)
    await running.publishQuote()
    await running.wait(2_000)
    expect(account()).toMatchObject({
      phase: 'OPEN',
      balances: { USD: '7000', DOGE: '30000' },
      reservations: {},
    })
    expect(running.orders.count('cancelAll')).toBe(0)
    await running.publishQuote()
    expect(await running.submit(fresh(1))).toMatchObject({ kind: 'PLACED' })
    await running.restart()
    await running.wait(2_000)
    await running.publishQuote()
    expect(running.orders.count('cancelAll')).toBe(0)
    expect(await running.submit(fresh(2))).toMatchObject({ kind: 'PLACED' })
  })
})

describe('what is open on an instrument that nobody follows', () => {
  const withOrder = (id: string, changes: Partial<OrderIntent>) =>
    apply(openState(), told(orderOf(intent(1, { instrumentId: instrumentId(id), ...changes }))))

  test('counts as exposure by what its buys may spend of the valuation currency, fees included', () => {
    const state = withOrder('coinbase:DOGE-USD', { terms: limitTerms('1000', '0.1') })
    const most = state.reservations.get(intent(1).intentId)?.hold
    expect(most).toBeGreaterThanOrEqual(parseMoney('100'))
    expect(accountExposure(state)).toEqual({ gross: most, net: most, unpriced: undefined })
  })

  test.each([
    ['a sell', 'coinbase:DOGE-USD', { side: 'SELL', terms: limitTerms('1000', '0.1') }],
    ['a buy for another currency', 'coinbase:DOGE-EUR', { terms: limitTerms('1000', '0.1') }],
    ['an amount of another currency', 'coinbase:DOGE-EUR', { terms: spend('100') }],
  ] as const)('counts as nothing where nothing values it: %s', (_, id, changes) => {
    expect(accountExposure(withOrder(id, changes))).toEqual({ gross: 0n, net: 0n, unpriced: undefined })
  })

  test('is valued by the followed instrument of the same base, at each of its prices', () => {
    const state = withOrder('coinbase:BTC-USDC', { terms: limitTerms('0.1', '40000') })
    expect(accountExposure(state)).toMatchObject({ gross: parseMoney('5000'), unpriced: undefined })
    observeQuote(state.market, { ...quote(BTC, [['59990', '1']], [['60010', '1']]), sequence: 2 }, NOW)
    expect(accountExposure(state)).toMatchObject({ gross: parseMoney('6000'), unpriced: undefined })
  })

  test('is unpriced where it buys what is valued for an amount that is not', () => {
    const id = instrumentId('coinbase:BTC-EUR')
    expect(accountExposure(withOrder(id, { terms: spend('100') })).unpriced).toBe(id)
  })

  test('stops counting when it ends', () => {
    const open = withOrder('coinbase:DOGE-USD', { terms: limitTerms('1000', '0.1') })
    const gone = orderOf(intent(1, { instrumentId: DOGE }), { state: 'CANCELED', version: 9 })
    expect(accountExposure(apply(open, told(gone, 'CANCELED')))).toEqual({
      gross: 0n,
      net: 0n,
      unpriced: undefined,
    })
  })

  test('and bought by OTS itself stays unpriced: nothing more is bought while it is', () => {
    const state = bought(DOGE, 'momentum')
    expect(accountExposure(state).unpriced).toBe(DOGE)
    expect(accountExposure(bought(DOGE, 'external')).unpriced).toBeUndefined()
  })

  function bought(id: InstrumentId, strategyId: string) {
    const wish = intent(1, {
      instrumentId: id,
      strategyId: strategyId as OrderIntent['strategyId'],
      terms: limitTerms('1000', '0.1'),
    })
    const order = orderOf(wish, { state: 'FILLED', version: 4, filledQuantity: parseQuantity('1000') })
    return apply(openState(), {
      kind: 'EXECUTION',
      execution: executionOf(order, 1, parseQuantity('1000')),
      order,
    })
  }
})
