/** What the paper venue makes of stop-limit orders, expiries, halts, replaces and resets, told by OrderService alone. */
import { type OrderTerms, parseMoney, parsePrice, parseQuantity } from '@oasis/domain'
import { buildIntent } from '@oasis/testkit'
import { beforeEach, describe, expect, test } from 'vitest'
import { askToHalt, askToReset } from './commands.ts'
import { type Desk, idOf, orderOf, pass, place, snapshot } from './fixture.ts'
import { createPaperWorld, openDesk, type PaperWorld, publishQuote, publishTrade } from './paper-world.ts'

const DAY_MS = 24 * 3_600_000

const limit = (price: string): OrderTerms => ({
  type: 'LIMIT',
  timeInForce: 'GTC',
  quantity: parseQuantity('0.4'),
  limitPrice: parsePrice(price),
  postOnly: false,
})
const stopLimit = (stopPrice: string, limitPrice: string): OrderTerms => ({
  type: 'STOP_LIMIT',
  timeInForce: 'GTC',
  quantity: parseQuantity('0.4'),
  stopPrice: parsePrice(stopPrice),
  limitPrice: parsePrice(limitPrice),
})

let world: PaperWorld
let desk: Desk
beforeEach(async () => {
  world = await createPaperWorld()
  desk = openDesk(world)
  await desk.settled(desk.manager.start())
  await publishQuote(world, 1)
  await pass(world, 500)
})

const open = async (n: number, terms: OrderTerms): Promise<void> => {
  await place(world, desk, buildIntent(n, { terms }))
  await pass(world, 200)
  expect((await orderOf(world, buildIntent(n))).state).toBe('OPEN')
}

describe('a stop-limit order', () => {
  test('waits for its trigger, and takes what its limit allows then', async () => {
    await open(1, stopLimit('100.05', '100.1'))
    await publishTrade(world, 2, '100.04')
    await pass(world, 300)
    expect((await orderOf(world)).state).toBe('OPEN')
    await publishTrade(world, 3, '100.06')
    await pass(world, 300)
    expect(await orderOf(world)).toMatchObject({ state: 'FILLED', filledQuantity: parseQuantity('0.4') })
  })

  test('that triggers beyond its limit rests there, and is cancelled by a halt', async () => {
    await open(1, stopLimit('100.05', '99.5'))
    await publishTrade(world, 2, '100.06')
    await pass(world, 300)
    expect((await orderOf(world)).state).toBe('OPEN')
    expect(await desk.settled(askToHalt(desk))).toMatchObject({ verified: true, open: [] })
    await pass(world, 100)
    expect((await orderOf(world)).state).toBe('CANCELED')
  })
})

test.each([limit('99'), stopLimit('101', '102')])(
  'a resting $type order expires after a day',
  async (terms) => {
    await open(1, terms)
    await pass(world, DAY_MS - 1_000)
    expect((await orderOf(world)).state).toBe('OPEN')
    await pass(world, 2_000)
    expect((await orderOf(world)).state).toBe('EXPIRED')
  },
)

test('an order is replaced by one at another price', async () => {
  await open(1, limit('99'))
  await place(world, desk, buildIntent(2, { terms: limit('98'), replaces: idOf(1) }))
  await pass(world, 1_000)
  expect((await orderOf(world)).state).toBe('CANCELED')
  expect((await orderOf(world, buildIntent(2))).state).toBe('OPEN')
})

test('a reset account has what it began with, and trades on', async () => {
  await open(1, limit('99'))
  await place(world, desk, buildIntent(2, { terms: limit('101') }))
  await pass(world, 500)
  expect((await orderOf(world, buildIntent(2))).state).toBe('FILLED')
  expect(await desk.settled(askToReset(desk))).toMatchObject({ reset: true })
  await pass(world, 60_000)
  const [chunk] = await snapshot(desk, false)
  expect(chunk).toMatchObject({ positions: [], openOrders: [] })
  expect(chunk?.balances.filter(({ total }) => total !== 0n)).toMatchObject([{ total: parseMoney('100000') }])
  expect(desk.manager.health()).toMatchObject({ ready: true })
  await publishQuote(world, 10)
  await pass(world, 500)
  await open(3, limit('99'))
  expect(desk.fatal).toEqual([])
})
