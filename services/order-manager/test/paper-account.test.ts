/**
 * The order manager over the real paper venue, both dying together at every call and write of theirs and starting again
 * on what they had written: their balances agree, and nothing is sent or booked twice.
 */
import { createEmbeddedBus } from '@oasis/bus-embedded'
import { topicSpecs, topics } from '@oasis/contracts'
import {
  type ConnectionId,
  currency,
  type Instrument,
  instrumentId,
  type OrderTerms,
  parseMoney,
  parsePrice,
  parseQuantity,
  quoteEventId,
  tradeEventId,
  venueId,
} from '@oasis/domain'
import type { Bus, PaperJournal, Venue } from '@oasis/ports'
import { createNoMetrics, createSilentLogger, seededRandom } from '@oasis/runtime'
import { openPaperJournal } from '@oasis/store-sql'
import { buildIntent, TEST_ACCOUNT, TEST_TIME } from '@oasis/testkit'
import { createPaperVenue, paperVenueConfigSchema } from '@oasis/venue-paper'
import { expect, test } from 'vitest'
import {
  askToCancel,
  askToPlace,
  createDesk,
  createWorld,
  type Desk,
  idOf,
  pass,
  place,
  type World,
} from './fixture.ts'
import { Life, mortal } from './mortal.ts'

const ID = instrumentId('coinbase:BTC-USD')
const CONNECTION = 'c1' as ConnectionId
const INSTRUMENT: Instrument = {
  id: ID,
  venue: venueId('coinbase'),
  symbol: 'BTC-USD',
  base: currency('BTC'),
  quote: currency('USD'),
  priceIncrement: parsePrice('0.01'),
  quantityIncrement: parseQuantity('0.00000001'),
  minQuantity: parseQuantity('0.00000001'),
  maxQuantity: parseQuantity('3400'),
  minNotional: parseMoney('1'),
  maxNotional: parseMoney('150000000'),
  status: 'TRADING',
  tsEvent: TEST_TIME,
}

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

interface PaperWorld extends World {
  readonly bus: Bus
  readonly journal: PaperJournal
}

async function createPaperWorld(): Promise<PaperWorld> {
  const world = await createWorld()
  const { scheduler } = world
  const bus = await createEmbeddedBus({ path: ':memory:', scheduler, durability: 'process' })
  await scheduler.runUntilSettled(bus.createTopics(topicSpecs(['coinbase'])))
  await scheduler.runUntilSettled(bus.publish([topics.instruments.record(INSTRUMENT)]))
  const journal = await openPaperJournal({ path: ':memory:', durability: 'process' })
  return { ...world, bus, journal }
}

function openDesk(world: PaperWorld, life: Life): Desk {
  const { bus, scheduler, journal } = world
  const venue = createPaperVenue(
    {
      bus,
      // A venue that dies while it writes would hold time for ever.
      scheduler: { ...scheduler, hold: () => () => {} },
      journal: mortal(journal, ['append', 'replace'], life),
      random: seededRandom('paper account'),
      logger: createSilentLogger(),
      metrics: createNoMetrics(),
      onFatal: () => {},
    },
    paperVenueConfigSchema.parse({ accountId: TEST_ACCOUNT }),
  )
  return createDesk(world, { life, venue: counting(venue, submits(world)) })
}

const submitsOf = new WeakMap<World, string[]>()
function submits(world: World): string[] {
  const known = submitsOf.get(world) ?? []
  submitsOf.set(world, known)
  return known
}

const counting = (venue: Venue, seen: string[]): Venue => ({
  ...venue,
  submit: (order, signal) => {
    seen.push(order.clientOrderId)
    return venue.submit(order, signal)
  },
})

async function publishQuote(world: PaperWorld, sequence: number): Promise<void> {
  const now = world.scheduler.now()
  const level = (price: string) => ({ price: parsePrice(price), quantity: parseQuantity('3') })
  const quote = {
    eventId: quoteEventId(ID, CONNECTION, sequence),
    ...{ instrumentId: ID, connection: CONNECTION, sequence, state: 'LIVE' as const },
    bids: [level('99.9'), level('99.8')],
    asks: [level('100'), level('100.1')],
    ...{ tsEvent: now, tsInit: now },
  }
  await world.scheduler.runUntilSettled(world.bus.publish([topics.quotes.record(quote)]))
}

async function publishTrade(world: PaperWorld, sequence: number, price: string): Promise<void> {
  const now = world.scheduler.now()
  const trade = {
    eventId: tradeEventId(ID, String(sequence)),
    ...{ instrumentId: ID, connection: CONNECTION, sequence, tradeId: String(sequence) },
    ...{ price: parsePrice(price), quantity: parseQuantity('0.5'), takerSide: 'SELL' as const },
    ...{ origin: 'LIVE' as const, tsEvent: now, tsInit: now },
  }
  await world.scheduler.runUntilSettled(world.bus.publish([topics.trades.record(trade)]))
}

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
