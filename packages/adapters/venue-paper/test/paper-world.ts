/** A paper venue on the embedded bus and virtual time, with market data in few words. */
import { createEmbeddedBus } from '@oasis/bus-embedded'
import { topicSpecs, topics } from '@oasis/contracts'
import {
  addMillis,
  type BookState,
  type ClientOrderId,
  type ConnectionId,
  currency,
  formatMoney,
  formatPrice,
  formatQuantity,
  type Instrument,
  instrumentId,
  type OrderTerms,
  type PriceLevel,
  parseMoney,
  parsePrice,
  parseQuantity,
  type Quote,
  quoteEventId,
  type Side,
  type TakerSide,
  type Trade,
  type TradeOrigin,
  tradeEventId,
  type UnixNanos,
  venueId,
} from '@oasis/domain'
import type { Bus, PaperJournal, Venue, VenueEvent, VenueOrder } from '@oasis/ports'
import {
  createNoMetrics,
  createSilentLogger,
  createVirtualScheduler,
  seededRandom,
  type VirtualScheduler,
} from '@oasis/runtime'
import { openPaperJournal } from '@oasis/store-sql'
import { createPaperVenue, type PaperVenueSettings, paperVenueConfigSchema } from '../src/index.ts'

/** Nothing keeps an order from leaving. */
export const mayLeave = (): undefined => undefined

export const START = 1_790_000_000_000_000_000n as UnixNanos
export const NEVER = new AbortController().signal
const CONNECTION = 'c1' as ConnectionId

export const BTC_USD: Instrument = {
  id: instrumentId('coinbase:BTC-USD'),
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
  tsEvent: START,
}

export interface PaperWorld {
  readonly scheduler: VirtualScheduler
  readonly bus: Bus
  readonly journal: PaperJournal
  venue: Venue
  /** `'OPEN'`, `'fill 1 @ 100 TAKER'`, in the order told, of all runs together. */
  readonly told: string[]
  readonly fatal: unknown[]
  settled<T>(done: Promise<T>): Promise<T>
  /** Milliseconds after the start. */
  until(ms: number): Promise<void>
  /** A new venue on the same journal; what the old one had not told is lost with it. */
  restart(): Promise<void>
  close(): Promise<void>
}

export interface WorldOptions {
  readonly settings?: Partial<PaperVenueSettings>
  readonly journal?: PaperJournal
  readonly seed?: string
}

export async function createWorld(options: WorldOptions = {}): Promise<PaperWorld> {
  const scheduler = createVirtualScheduler({ startAt: START })
  const bus = await createEmbeddedBus({ path: ':memory:', scheduler, durability: 'process' })
  // The bus commits by the scheduler, so waiting for it means letting virtual time settle.
  const settled = <T>(done: Promise<T>): Promise<T> => scheduler.runUntilSettled(done)
  await settled(bus.createTopics(topicSpecs(['coinbase'])))
  await settled(bus.publish([topics.instruments.record(BTC_USD)]))
  const journal = options.journal ?? (await openPaperJournal({ path: ':memory:', durability: 'process' }))
  const told: string[] = []
  const fatal: unknown[] = []
  const config = paperVenueConfigSchema.parse({ accountId: 'coinbase.main.paper', ...options.settings })
  const build = () =>
    createPaperVenue(
      {
        bus,
        journal,
        scheduler,
        random: seededRandom(options.seed ?? 'world'),
        logger: createSilentLogger(),
        metrics: createNoMetrics(),
        onFatal: (error) => fatal.push(error),
      },
      config,
    )
  const begin = async (venue: Venue) => {
    await settled(venue.start((event) => told.push(tellEvent(event))))
    return venue
  }
  const world: PaperWorld = {
    scheduler,
    bus,
    journal,
    venue: await begin(build()),
    told,
    fatal,
    settled,
    until: (ms) => scheduler.runUntil(addMillis(START, ms)),
    restart: async () => {
      await settled(world.venue.stop())
      world.venue = await begin(build())
    },
    close: async () => {
      await settled(world.venue.stop())
      await settled(bus.close())
      await journal.close()
    },
  }
  return world
}

function tellEvent(event: VenueEvent): string {
  if (event.kind === 'RECONNECTED') return 'RECONNECTED'
  if (event.kind === 'ORDER') return event.report.status
  const { price, quantity, liquidity, synthetic } = event.execution
  return `fill ${formatQuantity(quantity)} @ ${formatPrice(price)} ${liquidity}${synthetic ? ' synthetic' : ''}`
}

const levels = (text: string): PriceLevel[] =>
  text
    .split(' ')
    .filter((level) => level !== '')
    .map((level) => {
      const [price = '', quantity = ''] = level.split('x')
      return { price: parsePrice(price), quantity: parseQuantity(quantity) }
    })

/** `sequence` also numbers the event. */
export function quote(
  sequence: number,
  ms: number,
  bids: string,
  asks: string,
  state: BookState = 'LIVE',
): Quote {
  const time = addMillis(START, ms)
  return {
    eventId: quoteEventId(BTC_USD.id, CONNECTION, sequence),
    instrumentId: BTC_USD.id,
    state,
    bids: levels(bids),
    asks: levels(asks),
    connection: CONNECTION,
    sequence,
    tsEvent: time,
    tsInit: time,
  }
}

export function trade(
  sequence: number,
  ms: number,
  what: string,
  takerSide: TakerSide = 'SELL',
  origin: TradeOrigin = 'LIVE',
): Trade {
  const time = addMillis(START, ms)
  const [price = '', quantity = ''] = what.split('x')
  return {
    eventId: tradeEventId(BTC_USD.id, String(sequence)),
    instrumentId: BTC_USD.id,
    tradeId: String(sequence),
    price: parsePrice(price),
    quantity: parseQuantity(quantity),
    takerSide,
    origin,
    connection: CONNECTION,
    sequence,
    tsEvent: time,
    tsInit: time,
  }
}

export const publishQuote = (world: PaperWorld, value: Quote): Promise<void> =>
  world.settled(world.bus.publish([topics.quotes.record(value)]))
export const publishTrade = (world: PaperWorld, value: Trade): Promise<void> =>
  world.settled(world.bus.publish([topics.trades.record(value)]))

export const order = (id: string, side: Side, terms: OrderTerms): VenueOrder => ({
  clientOrderId: id as ClientOrderId,
  instrumentId: BTC_USD.id,
  side,
  terms,
})

export const market = (quantity: string): OrderTerms => ({
  type: 'MARKET',
  timeInForce: 'IOC',
  size: { unit: 'BASE', quantity: parseQuantity(quantity) },
})

export const limit = (what: string, expiresInMs?: number): OrderTerms => {
  const [limitPrice = '', quantity = ''] = what.split('x')
  return {
    type: 'LIMIT',
    timeInForce: expiresInMs === undefined ? 'GTC' : 'GTD',
    limitPrice: parsePrice(limitPrice),
    quantity: parseQuantity(quantity),
    postOnly: false,
    ...(expiresInMs === undefined ? {} : { expiresAt: addMillis(START, expiresInMs) }),
  }
}

/** `'USD 1000/10'`: available and held, sorted. */
export async function balancesOf(world: PaperWorld): Promise<string[]> {
  const balances = await world.venue.balances(NEVER)
  return balances.map((b) => `${b.currency} ${formatMoney(b.available)}/${formatMoney(b.held)}`).sort()
}
