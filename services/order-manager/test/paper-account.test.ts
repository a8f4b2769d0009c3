/**
 * The order manager over the real paper venue, both dying together at every call and write of theirs and starting again
 * on what they had written: their balances agree, and nothing is sent or booked twice.
 */
import { type OrderTerms, parseMoney, parsePrice, parseQuantity } from '@oasis/domain'
import { buildIntent } from '@oasis/testkit'
import { expect, test } from 'vitest'
import { askToCancel, askToPlace, type Desk, idOf, pass, place } from './fixture.ts'
import { Life } from './mortal.ts'
import {
  createPaperWorld,
  openDesk,
  type PaperWorld,
  publishQuote,
  publishTrade,
  submits,
} from './paper-world.ts'

const base = (quantity: string): OrderTerms => ({
  type: 'MARKET',
  timeInForce: 'IOC',
  size: { unit: 'BASE', quantity: parseQuantity(quantity) },
})
const limit = (price: string, quantity: string): OrderTerms => ({
  type: 'LIMIT',
  timeInForce: 'GTC',
  quantity: parseQuantity(quantity),
  limitPrice: parsePrice(price),
  postOnly: false,
})
const INTENTS = [
  buildIntent(1, { terms: base('1') }),
  buildIntent(2, {
    terms: { type: 'MARKET', timeInForce: 'IOC', size: { unit: 'QUOTE', amount: parseMoney('50') } },
  }),
  buildIntent(3, { terms: limit('99', '2') }),
  buildIntent(4, { terms: limit('100.5', '0.4'), side: 'SELL' }),
]

/** Ends at its death, with whatever was going on left as it was. */
async function live(world: PaperWorld, desk: Desk): Promise<void> {
  const started = desk.manager.start()
  started.catch(() => {})
  const doing: (() => Promise<unknown>)[] = [
    () => pass(world, 100),
    () => publishQuote(world, 1),
    () => pass(world, 500),
    ...INTENTS.flatMap((intent) => [() => begin(askToPlace(world, desk, intent)), () => pass(world, 300)]),
    () => publishTrade(world, 2, '98.5'),
    () => pass(world, 300),
    () => begin(askToCancel(desk, idOf(3))),
    () => pass(world, 300),
  ]
  for (const step of doing) {
    if (desk.life.dead) return
    await step()
  }
}

/** Its answer may never come; time is moved on by others. */
async function begin(call: Promise<unknown>): Promise<void> {
  call.catch(() => {})
}

async function checkAfterRestart(world: PaperWorld): Promise<void> {
  const desk = openDesk(world, new Life())
  await desk.settled(desk.manager.start())
  expect(desk.manager.health().ready).toBe(true)
  await publishQuote(world, 10)
  await pass(world, 500)
  for (const intent of INTENTS) expect((await place(world, desk, intent)).kind).toBe('PLACED')
  await publishTrade(world, 11, '98.5')
  await pass(world, 65_000)

  expect(new Set(submits(world)).size).toBe(submits(world).length)
  for (const { intentId } of INTENTS) {
    const order = await world.store.findByIntent(intentId)
    if (order === undefined) throw new Error('the order is not stored')
    const booked = await world.store.executionsOf(order.clientOrderId)
    expect(order.filledQuantity).toBe(booked.reduce((sum, { quantity }) => sum + quantity, 0n))
    expect(order.needsReview).toBe(false)
    expect(['PENDING_SUBMIT', 'SUBMITTED', 'UNKNOWN', 'REVIEW']).not.toContain(order.state)
  }
  const { counters } = await desk.manager.summaryState()
  expect(counters.differences).toBe(0)
  expect(desk.fatal).toEqual([])
  await desk.settled(desk.manager.stop())
}

test('a life without death ends with every order as the market made it', async () => {
  const world = await createPaperWorld()
  const desk = openDesk(world, new Life())
  await live(world, desk)
  const states = await Promise.all(INTENTS.map(({ intentId }) => world.store.findByIntent(intentId)))
  expect(states.map((order) => order?.state)).toEqual(['FILLED', 'FILLED', 'CANCELED', 'OPEN'])
  await checkAfterRestart(world)
})

test('dying together at any moment, they agree afterwards', { timeout: 60_000 }, async () => {
  let deaths = 0
  for (let moment = 0; ; moment++) {
    const world = await createPaperWorld()
    const desk = openDesk(world, new Life(moment))
    await live(world, desk)
    if (!desk.life.dead) break
    deaths++
    await checkAfterRestart(world)
    await world.store.close()
    await world.journal.close()
  }
  expect(deaths).toBeGreaterThan(40)
})
