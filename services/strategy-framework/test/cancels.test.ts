/** A cancel that a strategy asked for reaches the order manager, whatever happens on its way. */
import { riskService } from '@oasis/contracts'
import type { ClientOrderId } from '@oasis/domain'
import { NO_CRASH_POINTS, type RpcClient } from '@oasis/ports'
import { createSilentLogger, createVirtualScheduler } from '@oasis/runtime'
import { decimal, defineStrategy } from '@oasis/strategy-sdk'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { strategyFrameworkConfigSchema } from '../src/index.ts'
import { IntentSender } from '../src/intent-sender.ts'
import { ACCOUNT, createHarness, type Harness } from './harness.ts'
import type { KillPoint } from './killable-ports.ts'
import { BTC, NOON } from './market-data.ts'

/** Rests an order on the first trade, and asks for its cancel on every later one; or when it stops. */
const resting = defineStrategy({
  id: 'resting',
  params: z.strictObject({ limitPrice: decimal(), cancelAtStop: z.boolean() }),
  subscriptions: () => [{ trades: true }],
  create: ({ params }) => ({
    onTrade(trade, ctx) {
      if (trade.tradeId === '1') ctx.buy({ quantity: trade.quantity, limitPrice: params.limitPrice })
      else for (const order of ctx.openOrders) ctx.cancel(order.clientOrderId)
    },
    onStop(ctx) {
      if (params.cancelAtStop) for (const order of ctx.openOrders) ctx.cancel(order.clientOrderId)
    },
  }),
})

/** With an order since the first trade; it is open, or lost, a second later. */
async function withOrder(
  options: { decision?: 'REST' | 'LOSE'; killAt?: KillPoint; cancelAtStop?: boolean } = {},
): Promise<Harness> {
  const { decision = 'REST', killAt, cancelAtStop = false } = options
  const params = { limitPrice: '99', cancelAtStop }
  const h = await createHarness({
    strategies: [{ id: 'r', type: 'resting', account: ACCOUNT, instruments: [BTC], params }],
    types: [resting],
  })
  h.backend.decide = () => decision
  await h.start(killAt)
  await h.trade({ id: 1, ms: 0 })
  await h.until(1_000)
  return h
}

const states = (h: Harness) => [...h.backend.orders.values()].map((order) => order.state)

test('killed between writing a cancel down and sending it, the next start sends it', async () => {
  const whole = await withOrder()
  await whole.trade({ id: 2, ms: 1_000 })
  const steps = whole.kill.trace.filter((step) => !step.endsWith(' done'))
  const step = steps.indexOf(riskService.cancelOrder.name) + 1
  const h = await withOrder({ killAt: { step, after: false } })
  await h.trade({ id: 2, ms: 1_000 })
  expect([h.kill.dead, h.backend.cancels.length]).toEqual([true, 0])
  await h.start()
  await h.until(2_000)
  expect(h.backend.cancels).toHaveLength(1)
  expect(states(h)).toEqual(['CANCELED'])
})

test('a cancel of an order whose fate is unknown is tried again until the order is found', async () => {
  const h = await withOrder({ decision: 'LOSE' })
  await h.trade({ id: 2, ms: 1_000 })
  expect(h.backend.cancels).toHaveLength(1)
  await h.until(3_000)
  h.backend.findLost()
  await h.until(10_000)
  expect(states(h)).toEqual(['CANCELED'])
})

test('an order found long after its cancel was given up is cancelled then', async () => {
  const h = await withOrder({ decision: 'LOSE' })
  await h.trade({ id: 2, ms: 1_000 })
  await h.until(120_000)
  expect(h.backend.cancels).toHaveLength(10)
  h.backend.findLost()
  await h.until(121_000)
  expect(h.backend.cancels).toHaveLength(11)
  expect(states(h)).toEqual(['CANCELED'])
})

test('a cancel that the venue refused can be asked for again', async () => {
  const h = await withOrder()
  h.backend.cancelOutcome = 'CANCEL_REJECTED'
  // The third trade comes while the first cancel is on its way: one is enough.
  await h.trade({ id: 2, ms: 1_000 }, { id: 3, ms: 1_050 })
  await h.until(1_500)
  expect([states(h), h.backend.cancels.length]).toEqual([['OPEN'], 1])
  h.backend.cancelOutcome = 'CANCELED'
  await h.trade({ id: 4, ms: 2_000 })
  await h.until(3_000)
  expect([states(h), h.backend.cancels.length]).toEqual([['CANCELED'], 2])
})

test('asked for again while one is being answered, a cancel goes once more: the venue may have refused it since', async () => {
  const replies: (() => void)[] = []
  const accepted = { accepted: true, state: 'PENDING_CANCEL', message: '' }
  const call = () => new Promise((resolve) => replies.push(() => resolve(accepted)))
  const scheduler = createVirtualScheduler({ startAt: NOON })
  const config = strategyFrameworkConfigSchema.parse({})
  const rpc = { call } as unknown as RpcClient
  const sender = new IntentSender({
    rpc,
    scheduler,
    logger: createSilentLogger(),
    config,
    crashPoints: NO_CRASH_POINTS,
    onAnswer: () => {},
  })
  for (let i = 0; i < 3; i++) sender.cancel('order' as ClientOrderId)
  expect(replies).toHaveLength(1)
  replies[0]?.()
  await scheduler.settle()
  expect(replies).toHaveLength(2)
  replies[1]?.()
  await scheduler.settle()
  expect(replies).toHaveLength(2)
})

test('a stop waits for the cancels that strategies make as they stop', async () => {
  const h = await withOrder({ cancelAtStop: true })
  h.backend.cancelDelayMs = 500
  let stopped = false
  const stopping = h.framework.stop().then(() => {
    stopped = true
  })
  await h.until(1_400)
  expect([stopped, h.backend.cancels.length]).toEqual([false, 1])
  await h.until(1_550)
  await stopping
  expect(states(h)).toEqual(['PENDING_CANCEL'])
})

test('a cancel that failed at the stop, or was waiting to be sent again, is sent at the next start', async () => {
  for (const cancelAtStop of [true, false]) {
    const h = await withOrder({ cancelAtStop })
    h.backend.cancelOutcome = 'UNAVAILABLE'
    if (!cancelAtStop) await h.trade({ id: 2, ms: 1_000 })
    await h.stop()
    expect([states(h), h.backend.cancels.length]).toEqual([['OPEN'], 1])
    h.backend.cancelOutcome = 'CANCELED'
    await h.start()
    await h.until(2_000)
    expect(states(h)).toEqual(['CANCELED'])
  }
})
