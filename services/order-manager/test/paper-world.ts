/** The order manager over the real paper venue, with a market that tests make. What stays when both die is the world. */
import { createEmbeddedBus } from '@oasis/bus-embedded'
import { topicSpecs, topics } from '@oasis/contracts'
import {
  type ConnectionId,
  currency,
  type Instrument,
  instrumentId,
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
import { TEST_ACCOUNT, TEST_TIME } from '@oasis/testkit'
import { createPaperVenue, paperVenueConfigSchema } from '@oasis/venue-paper'
import { createDesk, createWorld, type Desk, pass, type World } from './fixture.ts'
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

export interface PaperWorld extends World {
  readonly bus: Bus
  readonly journal: PaperJournal
}

export async function createPaperWorld(): Promise<PaperWorld> {
  const world = await createWorld()
  const { scheduler } = world
  const bus = await createEmbeddedBus({ path: ':memory:', scheduler, durability: 'process' })
  await scheduler.runUntilSettled(bus.createTopics(topicSpecs(['coinbase'])))
  await scheduler.runUntilSettled(bus.publish([topics.instruments.record(INSTRUMENT)]))
  const journal = await openPaperJournal({ path: ':memory:', durability: 'process' })
  return { ...world, bus, journal }
}

export function openDesk(world: PaperWorld, life = new Life()): Desk {
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
  opened.set(world, venue)
  return createDesk(world, { life, venue: counting(venue, submits(world)) })
}

const opened = new WeakMap<World, Venue>()
/** What the end of its process does to the venue opened last: the bus gives its partitions to the next one. */
export async function dropVenue(world: PaperWorld): Promise<void> {
  // What it was writing when it died never ends, so neither does this.
  opened
    .get(world)
    ?.stop()
    .catch(() => {})
  await pass(world, 10)
}

const submitsOf = new WeakMap<World, string[]>()
export function submits(world: World): string[] {
  const known = submitsOf.get(world) ?? []
  submitsOf.set(world, known)
  return known
}

const counting = (venue: Venue, seen: string[]): Venue => ({
  ...venue,
  submit: (order, signal, veto) => {
    seen.push(order.clientOrderId)
    return venue.submit(order, signal, veto)
  },
})

export async function publishQuote(world: PaperWorld, sequence: number): Promise<void> {
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

export async function publishTrade(world: PaperWorld, sequence: number, price: string): Promise<void> {
  const now = world.scheduler.now()
  const trade = {
    eventId: tradeEventId(ID, String(sequence)),
    ...{ instrumentId: ID, connection: CONNECTION, sequence, tradeId: String(sequence) },
    ...{ price: parsePrice(price), quantity: parseQuantity('0.5'), takerSide: 'SELL' as const },
    ...{ origin: 'LIVE' as const, tsEvent: now, tsInit: now },
  }
  await world.scheduler.runUntilSettled(world.bus.publish([topics.trades.record(trade)]))
}
