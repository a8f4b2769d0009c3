import { riskService } from '@oasis/contracts'
import { addMillis, type OrderIntent } from '@oasis/domain'
import { afterEach, describe, expect, test } from 'vitest'
import { ACCOUNT, intent } from './risk-fixtures.ts'
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

  test('one whose sender says that it was sent before is looked up, however wrong its cause’s clock', async () => {
    running = await openEngine()
    const tsInit = addMillis(running.scheduler.now(), 3_600_000)
    const wish = fresh(1, { cause: { ...fresh(1).cause, tsInit } })
    await running.orders.adopt(wish)
    await running.orders.trigger(wish.intentId, 'SUBMIT', 'ACKNOWLEDGE')
    await running.restart()
    const request = { intent: wish, sentBefore: true }
    // No quote has come since: decided afresh, it would be denied.
    const again = running.rpc.call(riskService.submitOrder, request, { timeoutMs: 5_000 })
    expect(await running.scheduler.runUntilSettled(again)).toMatchObject({ kind: 'PLACED', state: 'OPEN' })
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

  test('an epoch that is not ours any more, seen in a snapshot, makes it begin again in a new one', async () => {
    running = await openEngine()
    running.orders.riskEpoch = 9
    running.orders.refuses = 'HALT_EPOCH'
    await running.submit(fresh(1))
    await running.wait(10)
    expect(account()?.phase).toBe('STARTING')
    running.orders.refuses = undefined
    await running.wait(3_000)
    expect(running.orders.riskEpoch).toBe(10)
    expect(await running.submit(fresh(2))).toMatchObject({ kind: 'PLACED' })
  })
})
