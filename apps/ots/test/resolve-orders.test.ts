/** What a person decides over the operator's socket reaches the limits: an order counts until it is decided, and then no more. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { askSystem } from '../src/operator/operator-client.ts'
import { BTC, ETH, type OperatedDesk, orderIdOf, startOperatedDesk } from './support/operated-desk.ts'

/** Room for one order of 600 and for none beside it. */
const LIMITS = { maxGrossExposure: '1000', maxOrderNotional: '1000' }
const MINUTE = 60_000

let desk: OperatedDesk
beforeEach(async () => {
  desk = await startOperatedDesk(LIMITS)
})
afterEach(() => desk.stop())

/** As `ots orders resolve` asks. */
const resolve = (resolution: string) =>
  askSystem(desk.folder, {
    path: '/orders/resolve',
    body: { clientOrderId: orderIdOf(1), resolution, reason: 'asked the venue', by: 'ann' },
    schema: z.object({ accepted: z.boolean(), state: z.string(), message: z.string() }),
  })

async function lose(): Promise<void> {
  desk.venue.loses = true
  expect(await desk.submit(1, BTC, '6')).toBe('PLACED')
  desk.venue.loses = false
  expect((await desk.order(1)).state).toBe('UNKNOWN')
}

async function intoReview(): Promise<void> {
  await lose()
  // The venue holds what the order would need, and shows no order.
  desk.venue.held = '700'
  await desk.pass(MINUTE)
  expect((await desk.order(1)).state).toBe('REVIEW')
  desk.venue.held = '0'
}

describe('an order in REVIEW', () => {
  beforeEach(intoReview)

  test.each([
    ['NEVER_EXISTED', 'REJECTED'],
    ['CANCELED', 'CANCELED'],
    ['EXPIRED', 'EXPIRED'],
  ])(
    'resolved as %s is %s: its instrument opens and its reservation is freed then',
    async (resolution, state) => {
      expect(await desk.submit(2, ETH, '6')).toBe('DENIED GROSS_EXPOSURE_LIMIT')
      expect(await desk.submit(3, BTC, '1')).toBe('DENIED ORDER_OUTCOME_UNKNOWN')
      await desk.pass(10 * MINUTE)
      expect(await desk.submit(4, ETH, '6')).toBe('DENIED GROSS_EXPOSURE_LIMIT')

      expect(await resolve(resolution)).toMatchObject({ accepted: true, state })
      await desk.pass(50)
      expect(await desk.submit(5, ETH, '6')).toBe('PLACED')
      expect(await desk.submit(6, BTC, '1')).toBe('PLACED')
      expect((await desk.order(1)).reason).toContain(`resolved by ann as ${resolution}: asked the venue`)
      expect(await resolve(resolution)).toMatchObject({ accepted: false, state })
    },
  )

  test('is not OPEN by a person’s word: nothing is freed', async () => {
    expect(await resolve('OPEN')).toMatchObject({ accepted: false, state: 'REVIEW' })
    await desk.pass(MINUTE)
    expect(await desk.submit(2, ETH, '6')).toBe('DENIED GROSS_EXPOSURE_LIMIT')
  })
})

test('an order given up as ABSENT opens its instrument by itself, and is reserved until a person decides', async () => {
  await lose()
  await desk.pass(40_000)
  expect(await desk.order(1)).toMatchObject({ state: 'REJECTED', absentUntil: expect.anything() })
  expect(await desk.submit(2, BTC, '1')).toBe('PLACED')
  expect(await desk.submit(3, ETH, '6')).toBe('DENIED GROSS_EXPOSURE_LIMIT')
  expect(await resolve('NEVER_EXISTED')).toMatchObject({ accepted: true, state: 'REJECTED' })
  await desk.pass(50)
  expect(await desk.submit(4, ETH, '6')).toBe('PLACED')
})

describe('a replacement', () => {
  test('whose approval expires while the other order lives on is NOT_SENT, and what was reserved for it is free', async () => {
    expect(await desk.submit(1, BTC, '3')).toBe('PLACED')
    expect(await desk.submit(2, BTC, '3', orderIdOf(1))).toBe('PLACED')
    expect(await desk.submit(3, ETH, '5')).toBe('DENIED GROSS_EXPOSURE_LIMIT')
    await desk.pass(2_100)
    expect(await desk.order(2)).toMatchObject({
      state: 'NOT_SENT',
      reason: expect.stringContaining('expired'),
    })
    expect(await desk.submit(4, ETH, '5')).toBe('PLACED')
    desk.venue.cancels(orderIdOf(1))
    await desk.pass(1_000)
    expect(desk.venue.submitted).toEqual([orderIdOf(1), orderIdOf(4)])
  })
})
