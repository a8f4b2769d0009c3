import {
  applyTrigger,
  clientOrderIdOf,
  createOrder,
  type EventId,
  intentIdOf,
  type Order,
  type OrderIntent,
  parsePrice,
  parseQuantity,
  strategyId,
} from '@oasis/domain'
import { expect, test } from 'vitest'
import { emptyState } from '../src/core/instance-state.ts'
import { NO_RESETS } from '../src/core/reset-count.ts'
import { StoppedInstance } from '../src/core/stopped-instance.ts'
import { ACCOUNT } from './harness.ts'
import { BTC, NOON } from './market-data.ts'

const KEY = { strategyId: strategyId('own'), accountId: ACCOUNT, mode: 'PAPER', instrumentId: BTC } as const

function openOrder(cause: string, reduceOnly: boolean): Order {
  const causeEventId = cause as EventId
  const intentId = intentIdOf({ ...KEY, generation: 1, causeEventId, ordinal: 0 })
  const intent: OrderIntent = {
    ...KEY,
    intentId,
    side: 'SELL',
    terms: {
      type: 'LIMIT',
      timeInForce: 'GTC',
      quantity: parseQuantity('1'),
      limitPrice: parsePrice('100'),
      postOnly: false,
    },
    reduceOnly,
    cause: { eventId: causeEventId, tsEvent: NOON, tsInit: NOON },
  }
  const order = createOrder(intent, clientOrderIdOf(intentId), NOON)
  return applyTrigger(applyTrigger(order, 'SUBMIT', NOON).order, 'ACKNOWLEDGE', NOON).order
}

const stopped = () => new StoppedInstance(KEY, 1, '', { ...emptyState(KEY, 1, NO_RESETS), accountSeq: 1 })
const happened = (order: Order, accountSeq: number) => ({
  kind: 'ACCOUNT_EVENT' as const,
  event: {
    eventId: `order/${accountSeq}` as EventId,
    accountId: ACCOUNT,
    accountSeq,
    ts: NOON,
    body: { kind: 'ORDER' as const, trigger: 'ACKNOWLEDGE' as const, order },
  },
})

test('an order that turns up while it is stopped is cancelled, once, unless it only reduces', () => {
  const instance = stopped()
  const entry = openOrder('a', false)
  const exit = openOrder('b', true)
  expect(instance.process(happened(entry, 2), NOON).cancels).toEqual([entry.clientOrderId])
  expect(instance.process(happened(exit, 3), NOON).cancels).toEqual([])
  // A venue that refuses a cancel is not asked again and again.
  expect(instance.process(happened(entry, 4), NOON).cancels).toEqual([])
  expect(instance.cancels).toEqual([entry.clientOrderId])
})

test('an event that it has seen changes nothing', () => {
  const instance = stopped()
  instance.process(happened(openOrder('a', false), 2), NOON)
  const before = instance.encodeState()
  expect(instance.process(happened(openOrder('c', false), 2), NOON)).toMatchObject({
    duplicate: true,
    cancels: [],
  })
  expect(instance.encodeState()).toBe(before)
})
