import { type CancelOrderReply, riskService, topics } from '@oasis/contracts'
import {
  clientOrderIdOf,
  currency,
  formatMoney,
  type OrderIntent,
  parseMoney,
  parseQuantity,
} from '@oasis/domain'
import { Secret } from '@oasis/runtime'
import { afterEach, describe, expect, test } from 'vitest'
import { SECRET } from './order-manager-fake.ts'
import { ACCOUNT, BTC, BTC_QUOTE, ETH_QUOTE, intent, limitTerms, STRATEGY } from './risk-fixtures.ts'
import { openEngine, type Running } from './running-engine.ts'

let running: Running
afterEach(() => running.stop())

/** An intent whose cause is now, so that it belongs to this epoch. */
function fresh(n: number, changes: Partial<OrderIntent> = {}): OrderIntent {
  const now = running.scheduler.now()
  return intent(n, { cause: { ...intent(n).cause, tsEvent: now, tsInit: now }, ...changes })
}

const account = () => running.engine.summaryState().accounts[ACCOUNT]
const reservations = () => Object.keys(account()?.reservations ?? {}).length
const denial = (code: string) => ({ kind: 'DENIED', verdict: { result: 'DENIED', code } })

describe('an intent within all limits', () => {
  test('is approved, signed, placed, and reserves its worst case until its order is final', async () => {
    running = await openEngine()
    const wish = fresh(1)
    expect(await running.submit(wish)).toMatchObject({ kind: 'PLACED', state: 'PENDING_SUBMIT' })
    expect(running.orders.approvals[0]?.approval).toMatchObject({
      intentId: wish.intentId,
      riskEpoch: 1,
      haltEpoch: 3,
      keyId: 'k1',
      expiresAt: running.scheduler.now() + 2_000_000_000n,
    })
    expect(account()?.reservations).toEqual({ [wish.intentId]: 'BUY 0.01 or 0, holds 505 USD' })
    await running.orders.trigger(wish.intentId, 'SUBMIT', 'ACKNOWLEDGE')
    await running.orders.fill(wish.intentId, '0.004', '49990', '1.9996')
    await running.scheduler.settle()
    expect(account()?.reservations).toEqual({ [wish.intentId]: 'BUY 0.006 or 0, holds 303 USD' })
    await running.orders.trigger(wish.intentId, 'CANCELED')
    await running.scheduler.settle()
    expect(account()).toMatchObject({
      reservations: {},
      balances: { BTC: '0.004', USD: '9798.0404' },
      strategyPositions: {
        [`${STRATEGY} ${BTC}`]: { quantity: '0.004', costBasis: '199.96', fees: '1.9996' },
      },
    })
  })

  test('is published as a decision, as a denied one is, and both are counted', async () => {
    running = await openEngine()
    const decisions = await running.collect(topics.riskDecisions)
    await running.submit(fresh(1))
    await running.submit(fresh(2, { terms: limitTerms('0.1', '50000') }))
    await running.wait(10)
    expect(decisions.map(({ verdict }) => verdict)).toEqual([
      { result: 'APPROVED' },
      { result: 'DENIED', code: 'ORDER_NOTIONAL_LIMIT', context: { limit: '1000', requested: '5000' } },
    ])
    expect(running.engine.summaryState().decisions).toEqual({
      approved: 1,
      denied: { ORDER_NOTIONAL_LIMIT: 1 },
    })
  })
})

describe('the same intent again', () => {
  test('gets the same answer, one order and one reservation', async () => {
    running = await openEngine()
    const wish = fresh(1)
    const first = await running.submit(wish)
    await running.wait(60_000)
    expect(await running.submit(wish)).toEqual(first)
    expect(running.orders.calls).toMatchObject({ placeOrder: 1, getOrder: 0 })
    expect(reservations()).toBe(1)
  })

  test('stays denied even when it would be approved now', async () => {
    running = await openEngine()
    const wish = fresh(1, { terms: limitTerms('0.01', '51500') })
    expect(await running.submit(wish)).toMatchObject(denial('PRICE_COLLAR'))
    await running.publishQuote({
      ...BTC_QUOTE,
      bids: BTC_QUOTE.asks.map((l) => ({ ...l, price: (51_490n * 10n ** 12n) as never })),
      asks: BTC_QUOTE.asks.map((l) => ({ ...l, price: (51_510n * 10n ** 12n) as never })),
    })
    expect(await running.submit(wish)).toMatchObject(denial('PRICE_COLLAR'))
    expect(await running.submit(fresh(2, { terms: limitTerms('0.01', '51500') }))).toMatchObject({
      kind: 'PLACED',
    })
  })

  test('under another content is INTENT_MISMATCH, and the first stays as it is', async () => {
    running = await openEngine()
    const decisions = await running.collect(topics.riskDecisions)
    const wish = fresh(1)
    const first = await running.submit(wish)
    expect(await running.submit({ ...wish, side: 'SELL' })).toMatchObject(denial('INTENT_MISMATCH'))
    expect(await running.submit(wish)).toEqual(first)
    await running.wait(10)
    expect(new Set(decisions.map(({ eventId }) => eventId)).size).toBe(2)
  })

  test('submitted twice at once is placed once', async () => {
    running = await openEngine()
    const wish = fresh(1)
    const call = () => running.rpc.call(riskService.submitOrder, { intent: wish }, { timeoutMs: 5_000 })
    const [a, b] = await running.settled(Promise.all([call(), call()]))
    expect(a).toEqual(b)
    expect(running.orders.orders.size).toBe(1)
    expect(reservations()).toBe(1)
  })
})

describe('portfolios', () => {
  test('the first change is told at once, later ones to the topic at most every second, to the cache sooner', async () => {
    running = await openEngine()
    const portfolios = await running.collect(topics.portfolioSnapshots)
    const wish = fresh(1)
    await running.submit(wish)
    await running.orders.fill(wish.intentId, '0.01', '50000', '5')
    await running.wait(5)
    expect(portfolios.length).toBe(1)
    await running.orders.deposit('1')
    await running.orders.deposit('1')
    await running.wait(120)
    const cached = await running.cache.get(ACCOUNT)
    expect(cached).toMatchObject({ equity: parseMoney('9997') })
    await running.wait(870)
    expect(portfolios.length).toBe(1)
    await running.wait(20)
    const equity = portfolios.map((each) => each.equity && formatMoney(each.equity))
    expect(equity).toEqual([expect.any(String), '9997'])
    expect({ ...cached, ts: undefined }).toEqual({ ...portfolios[1], ts: undefined })
  })

  test('a price of what OTS never traded is told as well', async () => {
    running = await openEngine()
    await running.orders.deposit('1', currency('ETH'))
    await running.wait(2_000)
    expect(await running.cache.get(ACCOUNT)).not.toHaveProperty('equity')
    await running.publishQuote(ETH_QUOTE)
    await running.wait(1_000)
    expect(await running.cache.get(ACCOUNT)).toMatchObject({ equity: parseMoney('12000'), positions: [] })
  })

  test('a held position without a usable price leaves equity unsaid', async () => {
    running = await openEngine()
    const wish = fresh(1)
    await running.submit(wish)
    await running.orders.fill(wish.intentId, '0.01', '50000', '5')
    await running.wait(2_000)
    expect((await running.cache.get(ACCOUNT))?.equity).toBe(parseMoney('9995'))
    await running.publishQuote({ ...BTC_QUOTE, state: 'QUARANTINED', bids: [], asks: [] })
    await running.wait(1_000)
    const portfolio = await running.cache.get(ACCOUNT)
    expect(portfolio).not.toHaveProperty('equity')
    expect(portfolio?.positions[0]?.quantity).toBe(parseQuantity('0.01'))
  })
})

test('a quarantine on the feed closes the price at once, a fresh quote opens it', async () => {
  running = await openEngine()
  const status = { venue: 'coinbase', connection: BTC_QUOTE.connection, state: 'GAP', instruments: [BTC] }
  const tsInit = running.scheduler.now()
  const record = topics.feedStatus.record({ ...status, detail: 'a hole', tsInit } as never)
  await running.settled(running.bus.publish([record]))
  await running.scheduler.settle()
  expect(await running.submit(fresh(1))).toMatchObject(denial('NO_REFERENCE_PRICE'))
  await running.wait(1)
  await running.publishQuote()
  expect(await running.submit(fresh(2))).toMatchObject({ kind: 'PLACED' })
})

test('an account that is not configured is refused, which is told, and its state is not found', async () => {
  running = await openEngine()
  const decisions = await running.collect(topics.riskDecisions)
  const accountId = 'coinbase.other.paper' as OrderIntent['accountId']
  expect(await running.submit(fresh(1, { accountId }))).toMatchObject(denial('MALFORMED_INTENT'))
  await running.wait(10)
  expect(decisions).toMatchObject([{ verdict: { code: 'MALFORMED_INTENT' }, riskEpoch: 0 }])
  const call = running.rpc.call(riskService.getRiskState, { accountId }, { timeoutMs: 100 })
  await expect(running.settled(call)).rejects.toMatchObject({ status: 'NOT_FOUND' })
})

const cancel = (n: number): Promise<CancelOrderReply> => {
  const request = { clientOrderId: clientOrderIdOf(intent(n).intentId), reason: 'a test' }
  return running.settled(running.rpc.call(riskService.cancelOrder, request, { timeoutMs: 100 }))
}

test('cancels are handed on, and the state can be asked for', async () => {
  running = await openEngine()
  expect(await cancel(1)).toEqual({ accepted: true, state: 'OPEN', message: 'on its way' })
  const state = await running.settled(
    running.rpc.call(riskService.getRiskState, { accountId: ACCOUNT }, { timeoutMs: 100 }),
  )
  expect(state).toEqual({ open: true, reason: '', riskEpoch: 1, accountSeq: 1 })
})

test('cancels beyond their rate are not handed on, to be sent again a second later; a halt lifts that', async () => {
  running = await openEngine({ limits: { account: { [ACCOUNT]: { maxCancelsPerSecond: 2 } } } })
  await cancel(1)
  await cancel(2)
  await expect(cancel(3)).rejects.toMatchObject({
    status: 'UNAVAILABLE',
    message: 'CANCEL_RATE_LIMIT: at most 2 a second (account); send it again',
  })
  expect(running.orders.count('cancelOrder')).toBe(2)
  expect(running.engine.summaryState().decisions.denied).toEqual({ CANCEL_RATE_LIMIT: 1 })
  await running.wait(500)
  await cancel(3)
  await expect(cancel(4)).rejects.toMatchObject({ status: 'UNAVAILABLE' })
  await running.halt()
  await cancel(4)
  expect(running.orders.count('cancelOrder')).toBe(4)
})

test('with several accounts, a cancel of an order that is not known here counts at the account that it is of', async () => {
  const other = 'coinbase.other.paper'
  const accounts = [ACCOUNT, other].map((id) => ({ id, venue: 'coinbase', takerFee: '0.01' }))
  const account = { [ACCOUNT]: { maxCancelsPerSecond: 1 }, [other]: { maxCancelsPerSecond: 1 } }
  running = await openEngine({ accounts, limits: { account } } as Parameters<typeof openEngine>[0])
  for (const n of [1, 2]) {
    await running.orders.adopt(intent(n))
    await running.orders.trigger(intent(n).intentId, 'SUBMIT', 'ACKNOWLEDGE', 'CANCELED')
  }
  await running.wait(2_000)
  await cancel(1)
  await expect(cancel(2)).rejects.toMatchObject({ message: expect.stringContaining('CANCEL_RATE_LIMIT') })
  expect(running.orders.count('cancelOrder')).toBe(1)
  // Of nobody's order there is nothing to cancel: the order manager says so.
  await cancel(3)
  expect(running.orders.count('cancelOrder')).toBe(2)
})

test('of two live keys the first one signs', async () => {
  running = await openEngine({}, [
    { id: 'k2', secret: new Secret(SECRET) },
    { id: 'k1', secret: new Secret('retired') },
  ])
  expect(await running.submit(fresh(1))).toMatchObject({ kind: 'PLACED' })
  expect(running.orders.approvals[0]?.approval.keyId).toBe('k2')
})

test('two runs of the same inputs end in the same state', async () => {
  const once = async () => {
    running = await openEngine()
    for (let n = 0; n < 30; n++) {
      await running.submit(
        fresh(n, { terms: limitTerms('0.003', '50000'), ...(n % 3 === 2 ? { side: 'SELL' } : {}) }),
      )
      await running.wait(150)
      if (n % 4 === 0) await running.publishQuote()
      const wish = intent(n)
      if (n % 2 === 0 && running.orders.orders.has(wish.intentId))
        await running.orders.fill(wish.intentId, '0.003', '50001', '1.5')
    }
    const state = JSON.stringify(running.engine.summaryState())
    await running.stop()
    return state
  }
  const first = await once()
  expect(await once()).toBe(first)
  running = await openEngine()
})
