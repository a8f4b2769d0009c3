import { riskService } from '@oasis/contracts'
import { currency, type OrderIntent } from '@oasis/domain'
import { afterEach, describe, expect, test } from 'vitest'
import { ACCOUNT, intent, limitTerms } from './risk-fixtures.ts'
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

  test('nor anybody asks again, the approval is voided once it has expired, and only that frees the reservation', async () => {
    running = await openEngine()
    running.orders.placeOrderFails = { status: 'UNAVAILABLE', writesFirst: false }
    running.orders.fail('voidIntent', 2)
    const wish = fresh(1)
    await expect(running.submit(wish)).rejects.toMatchObject({ status: 'UNAVAILABLE' })
    await running.wait(1_990)
    expect(running.orders.count('voidIntent')).toBe(0)
    await running.wait(1_000)
    expect(running.orders.count('voidIntent')).toBe(1)
    expect(reservations()).toBe(1)
    await running.wait(3_600_000)
    expect(running.orders.count('voidIntent')).toBe(3)
    expect(running.orders.order(wish.intentId).state).toBe('VOIDED')
    expect(reservations()).toBe(0)
    const answer = { kind: 'REFUSED', reason: 'VOIDED' }
    expect(await running.submit(wish)).toMatchObject(answer)
    expect(running.orders.calls.placeOrder).toBe(1)
  })

  test('although the order was written, voiding finds it and its reservation stays', async () => {
    running = await openEngine()
    running.orders.placeOrderFails = { status: 'DEADLINE_EXCEEDED', writesFirst: true }
    running.orders.silent = true
    const wish = fresh(1)
    await expect(running.submit(wish)).rejects.toMatchObject({ status: 'UNAVAILABLE' })
    await running.wait(10_000)
    expect(running.orders.order(wish.intentId).state).toBe('PENDING_SUBMIT')
    expect(reservations()).toBe(1)
    expect(await running.submit(wish)).toMatchObject({ kind: 'PLACED', state: 'PENDING_SUBMIT' })
    expect(running.orders.calls.placeOrder).toBe(1)
  })

  test('and a second call is refused as EXPIRED, that proves nothing of the first: it is voided before anything is freed', async () => {
    running = await openEngine()
    running.orders.placeOrderFails = { status: 'UNAVAILABLE', writesFirst: false }
    running.orders.fail('voidIntent', 1)
    const wish = fresh(1)
    await expect(running.submit(wish)).rejects.toMatchObject({ status: 'UNAVAILABLE' })
    running.orders.refuses = 'EXPIRED'
    await expect(running.submit(wish)).rejects.toMatchObject({ status: 'UNAVAILABLE' })
    expect(reservations()).toBe(1)
    expect(await running.submit(wish)).toMatchObject({ kind: 'REFUSED', reason: 'VOIDED' })
    expect(reservations()).toBe(0)
  })

  test.each(['RISK_EPOCH', 'HALT_EPOCH'] as const)(
    'and a second call is refused as %s, every call of the approval will be, so that nothing has to be voided',
    async (reason) => {
      running = await openEngine()
      running.orders.placeOrderFails = { status: 'UNAVAILABLE', writesFirst: false }
      const wish = fresh(1)
      await expect(running.submit(wish)).rejects.toMatchObject({ status: 'UNAVAILABLE' })
      running.orders.refuses = reason
      expect(await running.submit(wish)).toMatchObject({ kind: 'REFUSED', reason })
      expect(reservations()).toBe(0)
      await running.wait(10_000)
      expect(running.orders.count('voidIntent')).toBe(0)
    },
  )

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

  test.each([
    ['that has ended', ['SUBMIT', 'ACKNOWLEDGE', 'CANCELED'], 0],
    ['that rests', ['SUBMIT', 'ACKNOWLEDGE'], 1],
  ] as const)(
    'for another order of that intent %s, and whose events have passed, its own counts',
    async (_, triggers, left) => {
      running = await openEngine()
      const other = fresh(1, { side: 'SELL', terms: limitTerms('0.003', '60000') })
      await running.orders.deposit('0.01', currency('BTC'))
      await running.orders.adopt(other)
      await running.orders.trigger(other.intentId, ...triggers)
      expect(reservations()).toBe(left)
      const wish = fresh(1)
      expect(await running.submit(wish)).toMatchObject({ kind: 'REFUSED', reason: 'INTENT_MISMATCH' })
      await running.wait(2_000)
      expect(account()?.phase).toBe('OPEN')
      expect(reservations()).toBe(left)
      expect(Object.values(account()?.reservations ?? {})).toEqual(
        left === 0 ? [] : [expect.stringContaining('SELL 0.003')],
      )
    },
  )

  test('for an old risk epoch, nothing of this epoch counts any more: it begins again in a new one', async () => {
    running = await openEngine()
    const first = running.orders.riskEpoch
    running.orders.riskEpoch++
    expect(await running.submit(fresh(1))).toMatchObject({ kind: 'REFUSED', reason: 'RISK_EPOCH' })
    await expect(running.submit(fresh(2))).rejects.toThrow('RECONCILING')
    await running.wait(2_000)
    expect(running.orders.riskEpoch).toBe(first + 2)
    expect(reservations()).toBe(0)
    expect(await running.submit(fresh(3))).toMatchObject({ kind: 'PLACED' })
  })

  test('for an old risk epoch once, one new epoch is taken and not one after another', async () => {
    running = await openEngine()
    running.orders.refuses = 'RISK_EPOCH'
    await running.submit(fresh(1))
    running.orders.refuses = undefined
    await running.wait(2_000)
    const epoch = running.orders.riskEpoch
    await running.wait(60_000)
    expect(running.orders.riskEpoch).toBe(epoch)
    expect(account()?.phase).toBe('OPEN')
  })

  test('an approval of an epoch that has ended, that frees nothing of the one that its intent has by now', async () => {
    running = await openEngine({ placeOrderTimeoutMs: 10_000 })
    const { orders, scheduler, rpc } = running
    const wish = fresh(1)
    const ask = () => rpc.call(riskService.submitOrder, { intent: wish }, { timeoutMs: 8_000 })
    const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    orders.placeOrderDelayedBy = first.promise
    const early = ask()
    await scheduler.settle()
    orders.riskEpoch++
    await running.submit(fresh(2))
    await running.wait(2_000)
    await running.publishQuote()
    orders.placeOrderDelayedBy = second.promise
    const again = ask()
    await scheduler.settle()
    expect(reservations()).toBe(1)
    first.resolve()
    await expect(early).rejects.toMatchObject({ status: 'UNAVAILABLE' })
    expect(reservations()).toBe(1)
    second.resolve()
    expect(await running.settled(again)).toMatchObject({ kind: 'PLACED' })
    expect(reservations()).toBe(1)
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
