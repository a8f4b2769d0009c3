import { riskService } from '@oasis/contracts'
import type { OrderIntent } from '@oasis/domain'
import { afterEach, describe, expect, test } from 'vitest'
import { ACCOUNT, intent } from './risk-fixtures.ts'
import { openEngine, type Running } from './running-engine.ts'

let running: Running
afterEach(() => running.stop())

/** An intent whose cause is now, so that it belongs to this epoch. */
function fresh(n: number): OrderIntent {
  const now = running.scheduler.now()
  return intent(n, { cause: { ...intent(n).cause, tsEvent: now, tsInit: now } })
}

const account = () => running.engine.summaryState().accounts[ACCOUNT]
const reservations = () => Object.keys(account()?.reservations ?? {}).length
const ask = (wish: OrderIntent) =>
  running.rpc.call(riskService.submitOrder, { intent: wish }, { timeoutMs: 60_000 })

describe('two calls of one approval', () => {
  test('of which the second is answered: the failure of the first calls nothing into question', async () => {
    running = await openEngine({ placeOrderTimeoutMs: 1_000 })
    const { orders, scheduler } = running
    const wish = fresh(1)
    const never = Promise.withResolvers<void>()
    orders.placeOrderDelayedBy = never.promise
    const first = ask(wish)
    first.catch(() => {})
    await scheduler.settle()
    expect(await running.submit(wish)).toMatchObject({ kind: 'PLACED' })
    await running.wait(1_500)
    await expect(first).rejects.toMatchObject({ status: 'UNAVAILABLE' })
    await running.wait(10_000)
    // It has its answer: nothing is left to void.
    expect(orders.count('voidIntent')).toBe(0)
    expect(reservations()).toBe(1)
    never.resolve()
  })

  test('voided twice at once come to one answer, and the reservation is freed once', async () => {
    running = await openEngine()
    const { orders, scheduler } = running
    orders.placeOrderFails = { status: 'UNAVAILABLE', writesFirst: false }
    const wish = fresh(1)
    await expect(running.submit(wish)).rejects.toMatchObject({ status: 'UNAVAILABLE' })
    const slow = Promise.withResolvers<void>()
    orders.meanwhile.voidIntent = () => slow.promise
    await running.wait(2_500)
    expect(orders.count('voidIntent')).toBe(1)
    // The tombstone stands, and is not answered yet.
    const again = await running.submit(wish)
    expect(again).toMatchObject({ kind: 'REFUSED', reason: 'VOIDED' })
    expect(reservations()).toBe(0)
    slow.resolve()
    await scheduler.settle()
    expect(await running.submit(wish)).toEqual(again)
    expect([reservations(), orders.order(wish.intentId).state]).toEqual([0, 'VOIDED'])
  })
})

test('an intent that was voided without a reason is refused with one', async () => {
  running = await openEngine()
  running.orders.voidDetails = {}
  running.orders.placeOrderFails = { status: 'UNAVAILABLE', writesFirst: false }
  const wish = fresh(1)
  await expect(running.submit(wish)).rejects.toMatchObject({ status: 'UNAVAILABLE' })
  await running.wait(5_000)
  expect(await running.submit(wish)).toEqual({
    kind: 'REFUSED',
    reason: 'VOIDED',
    message: 'its approval got no answer in time',
  })
})

test('an approval that is voided for its second call and for its expiry at once frees its reservation once', async () => {
  running = await openEngine({ voidTimeoutMs: 10_000 })
  const { orders } = running
  orders.placeOrderFails = { status: 'UNAVAILABLE', writesFirst: false }
  const wish = fresh(1)
  await expect(running.submit(wish)).rejects.toMatchObject({ status: 'UNAVAILABLE' })
  const slow = Promise.withResolvers<void>()
  orders.meanwhile.voidIntent = () => slow.promise
  orders.refuses = 'EXPIRED'
  const second = ask(wish)
  await running.scheduler.settle()
  expect(orders.count('voidIntent')).toBe(1)
  await running.wait(2_500)
  // Its approval is over, and is voided in its turn as well.
  expect(orders.count('voidIntent')).toBe(2)
  expect(reservations()).toBe(0)
  slow.resolve()
  expect(await running.settled(second)).toMatchObject({ kind: 'REFUSED', reason: 'VOIDED' })
  expect(reservations()).toBe(0)
})

test('order events that come while a snapshot is awaited count once it has come', async () => {
  running = await openEngine()
  const { orders } = running
  orders.snapshotFails = 'UNAVAILABLE'
  orders.placeOrderFails = { status: 'UNAVAILABLE', writesFirst: false }
  await expect(running.submit(fresh(1))).rejects.toMatchObject({ status: 'UNAVAILABLE' })
  await orders.deposit('500')
  expect(account()).toMatchObject({ phase: 'AWAY', balances: { USD: '10000' } })
  orders.snapshotFails = undefined
  await running.wait(2_000)
  expect(account()).toMatchObject({ phase: 'OPEN', balances: { USD: '10500' }, accountSeq: 2 })
  await orders.deposit('500')
  expect(account()).toMatchObject({ balances: { USD: '11000' }, accountSeq: 3 })
})
