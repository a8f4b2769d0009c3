import { type CancelOrderReply, riskService, topics } from '@oasis/contracts'
import { formatMoney, type OrderIntent, parseMoney, parseQuantity } from '@oasis/domain'
import { afterEach, describe, expect, test } from 'vitest'
import { ACCOUNT, BTC, BTC_QUOTE, intent, limitTerms, STRATEGY } from './risk-fixtures.ts'
import { openEngine, type Running, runEngine } from './running-engine.ts'

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

describe('when PlaceOrder gives no answer', () => {
  test.each([
    ['and nothing was written', false],
    ['although the order was written', true],
  ])('%s, the reservation stays and the same intent again settles it', async (_name, writesFirst) => {
    running = await openEngine()
    running.orders.placeOrderFails = { status: 'DEADLINE_EXCEEDED', writesFirst }
    const wish = fresh(1)
    await expect(running.submit(wish)).rejects.toMatchObject({ status: 'UNAVAILABLE' })
    expect(reservations()).toBe(1)
    expect(await running.submit(wish)).toMatchObject({ kind: 'PLACED' })
    expect(running.orders.orders.size).toBe(1)
    expect(reservations()).toBe(1)
  })

  test('and the approval has expired unused, the refusal frees the reservation', async () => {
    running = await openEngine()
    running.orders.placeOrderFails = { status: 'UNAVAILABLE', writesFirst: false }
    const wish = fresh(1)
    await expect(running.submit(wish)).rejects.toMatchObject({ status: 'UNAVAILABLE' })
    await running.wait(3_600_000)
    expect(reservations()).toBe(1)
    const answer = { kind: 'REFUSED', reason: 'EXPIRED' }
    expect(await running.submit(wish)).toMatchObject(answer)
    expect(reservations()).toBe(0)
    expect(await running.submit(wish)).toMatchObject(answer)
    expect(running.orders.calls.placeOrder).toBe(2)
  })

  test('new intents are denied until a snapshot has come', async () => {
    running = await openEngine()
    running.orders.placeOrderFails = { status: 'UNAVAILABLE', writesFirst: false }
    running.orders.snapshotFails = 'UNAVAILABLE'
    await expect(running.submit(fresh(1))).rejects.toMatchObject({ status: 'UNAVAILABLE' })
    expect(await running.submit(fresh(2))).toMatchObject(denial('ORDER_MANAGER_UNAVAILABLE'))
    expect(running.engine.health().ready).toBe(false)
    running.orders.snapshotFails = undefined
    await running.wait(1_100)
    await running.publishQuote()
    expect(running.engine.health()).toEqual({ ready: true, detail: '1 account(s) open' })
    expect(await running.submit(fresh(3))).toMatchObject({ kind: 'PLACED' })
    expect(running.orders.riskEpoch).toBe(1)
  })

  test('a refusal that passes settles nothing while the first call may still arrive', async () => {
    running = await openEngine()
    running.orders.placeOrderFails = { status: 'DEADLINE_EXCEEDED', writesFirst: false }
    const wish = fresh(1)
    await expect(running.submit(wish)).rejects.toMatchObject({ status: 'UNAVAILABLE' })
    running.orders.refuses = 'NOT_RECONCILED'
    await expect(running.submit(wish)).rejects.toMatchObject({ status: 'UNAVAILABLE' })
    expect(reservations()).toBe(1)
    running.orders.refuses = undefined
    expect(await running.submit(wish)).toMatchObject({ kind: 'PLACED' })
  })

  test('and the order came and went unseen, the snapshot frees its reservation', async () => {
    running = await openEngine()
    running.orders.placeOrderFails = { status: 'DEADLINE_EXCEEDED', writesFirst: true }
    running.orders.silent = true
    running.orders.snapshotFails = 'UNAVAILABLE'
    const wish = fresh(1)
    await expect(running.submit(wish)).rejects.toMatchObject({ status: 'UNAVAILABLE' })
    await running.orders.trigger(wish.intentId, 'SUBMIT', 'REJECT')
    running.orders.snapshotFails = undefined
    await running.wait(1_100)
    expect(account()).toMatchObject({ phase: 'OPEN', accountSeq: 4, reservations: {} })
  })
})

describe('when PlaceOrder refuses', () => {
  test('nothing was written, so the reservation is freed and the refusal is the answer', async () => {
    running = await openEngine()
    running.orders.refuses = 'NOT_RECONCILED'
    expect(await running.submit(fresh(1))).toMatchObject({ kind: 'REFUSED', reason: 'NOT_RECONCILED' })
    expect(reservations()).toBe(0)
  })

  test('for another order of that intent, the reservation stays', async () => {
    running = await openEngine()
    running.orders.refuses = 'INTENT_MISMATCH'
    await running.submit(fresh(1))
    expect(reservations()).toBe(1)
  })

  test('for an old risk epoch, another engine has taken over and this one stops for good', async () => {
    running = await openEngine()
    running.orders.refuses = 'RISK_EPOCH'
    await running.submit(fresh(1))
    expect(await running.submit(fresh(2))).toMatchObject(denial('RECONCILING'))
    expect(running.engine.health().detail).toContain('taken the account over')
    await running.wait(60_000)
    expect(account()?.phase).toBe('STOPPED')
  })

  test('for an old halt epoch, the new one is learnt', async () => {
    running = await openEngine()
    running.orders.refuses = 'HALT_EPOCH'
    running.orders.haltEpoch = 4
    await running.submit(fresh(1))
    await running.wait(10)
    expect(account()).toMatchObject({ phase: 'OPEN', haltEpoch: 4 })
  })
})

describe('rebuilding', () => {
  test('a restart takes a new epoch and finds positions, balances and open orders again', async () => {
    running = await openEngine()
    const [a, b] = [fresh(1), fresh(2)]
    await running.submit(a)
    await running.submit(b)
    await running.orders.trigger(a.intentId, 'SUBMIT', 'ACKNOWLEDGE')
    await running.orders.fill(a.intentId, '0.01', '50000', '4.5')
    await running.orders.trigger(b.intentId, 'SUBMIT', 'ACKNOWLEDGE')
    await running.scheduler.settle()
    const before = account()
    await running.restart()
    expect(account()).toEqual({ ...before, riskEpoch: 2 })
    expect(reservations()).toBe(1)
  })

  test('an intent of before the restart is looked up and not placed again', async () => {
    running = await openEngine()
    const wish = fresh(1)
    await running.submit(wish)
    await running.orders.trigger(wish.intentId, 'SUBMIT', 'ACKNOWLEDGE')
    await running.restart()
    await running.publishQuote()
    expect(await running.submit(wish)).toMatchObject({ kind: 'PLACED', state: 'OPEN' })
    expect(await running.submit({ ...wish, side: 'SELL' })).toMatchObject(denial('INTENT_MISMATCH'))
    expect(running.orders.calls).toMatchObject({ placeOrder: 1, getOrder: 2 })
  })

  test('an intent of before the restart that nobody knows is decided afresh', async () => {
    running = await openEngine()
    const wish = fresh(1)
    await running.restart()
    await running.publishQuote()
    expect(await running.submit(wish)).toMatchObject({ kind: 'PLACED' })
    expect(running.orders.calls.getOrder).toBe(1)
  })

  test('an intent that arises in this epoch is not looked up', async () => {
    running = await openEngine()
    await running.submit(fresh(1))
    expect(running.orders.calls.getOrder).toBe(0)
  })

  test('before the first snapshot every intent is to be sent again', async () => {
    running = await runEngine()
    running.orders.snapshotFails = 'UNAVAILABLE'
    await running.settled(running.publishInstruments())
    await running.settled(running.engine.start())
    await expect(running.submit(fresh(1))).rejects.toMatchObject({ status: 'UNAVAILABLE' })
    running.orders.snapshotFails = undefined
    await running.wait(1_100)
    expect(account()).toMatchObject({ phase: 'OPEN', riskEpoch: 1 })
  })

  test('a hole in the order events closes the account until a snapshot has filled it', async () => {
    running = await openEngine()
    const wish = fresh(1)
    await running.submit(wish)
    running.orders.silent = true
    await running.orders.trigger(wish.intentId, 'SUBMIT')
    await running.orders.fill(wish.intentId, '0.01', '50000', '4.5')
    running.orders.silent = false
    running.orders.snapshotFails = 'UNAVAILABLE'
    await running.orders.deposit('1')
    await running.scheduler.settle()
    expect(await running.submit(fresh(2))).toMatchObject(denial('ORDER_MANAGER_UNAVAILABLE'))
    running.orders.snapshotFails = undefined
    await running.wait(1_100)
    expect(account()).toMatchObject({
      phase: 'OPEN',
      accountSeq: 5,
      balances: { BTC: '0.01', USD: '9496.5' },
    })
    expect(reservations()).toBe(0)
    expect(running.orders.riskEpoch).toBe(1)
  })

  test('an epoch taken by another risk engine stops this one at its next snapshot', async () => {
    running = await openEngine()
    running.orders.riskEpoch = 9
    running.orders.refuses = 'HALT_EPOCH'
    await running.submit(fresh(1))
    await running.wait(10)
    expect(account()?.phase).toBe('STOPPED')
  })

  test('limits that were stored win over configured ones, one by one', async () => {
    running = await runEngine({
      limits: { account: { [ACCOUNT]: { maxOrderNotional: '600', maxOpenOrders: 1 } } },
    })
    await running.store.saveLimits({ level: 'account', id: ACCOUNT }, { maxOrderNotional: parseMoney('500') })
    await running.settled(running.publishInstruments())
    await running.settled(running.engine.start())
    await running.orders.deposit('10000')
    await running.wait(2_000)
    await running.publishQuote()
    expect(await running.submit(fresh(1, { terms: limitTerms('0.011', '50000') }))).toMatchObject(
      denial('ORDER_NOTIONAL_LIMIT'),
    )
    expect(await running.submit(fresh(2))).toMatchObject({ kind: 'PLACED' })
    expect(await running.submit(fresh(3))).toMatchObject(denial('OPEN_ORDERS_LIMIT'))
  })
})

describe('portfolios', () => {
  test('the first change is told at once, later ones at most every second', async () => {
    running = await openEngine()
    const portfolios = await running.collect(topics.portfolioSnapshots)
    const wish = fresh(1)
    await running.submit(wish)
    await running.orders.fill(wish.intentId, '0.01', '50000', '5')
    await running.wait(5)
    expect(portfolios.length).toBe(1)
    await running.orders.deposit('1')
    await running.orders.deposit('1')
    await running.wait(990)
    expect(portfolios.length).toBe(1)
    await running.wait(20)
    const equity = portfolios.map((each) => each.equity && formatMoney(each.equity))
    expect(equity).toEqual([expect.any(String), '9997'])
    expect(await running.cache.get(ACCOUNT)).toEqual(portfolios[1])
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

test('an account that is not configured is refused, and its state is not found', async () => {
  running = await openEngine()
  const accountId = 'coinbase.other.paper' as OrderIntent['accountId']
  expect(await running.submit(fresh(1, { accountId }))).toMatchObject(denial('MALFORMED_INTENT'))
  const call = running.rpc.call(riskService.getRiskState, { accountId }, { timeoutMs: 100 })
  await expect(running.settled(call)).rejects.toMatchObject({ status: 'NOT_FOUND' })
})

test('cancels are handed on, and the state can be asked for', async () => {
  running = await openEngine()
  const request = { clientOrderId: 'c-1' as never, reason: 'a test' }
  const reply: CancelOrderReply = await running.settled(
    running.rpc.call(riskService.cancelOrder, request, { timeoutMs: 100 }),
  )
  expect(reply).toEqual({ accepted: true, state: 'OPEN', message: 'on its way' })
  const state = await running.settled(
    running.rpc.call(riskService.getRiskState, { accountId: ACCOUNT }, { timeoutMs: 100 }),
  )
  expect(state).toEqual({ open: true, reason: '', riskEpoch: 1, accountSeq: 1 })
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
