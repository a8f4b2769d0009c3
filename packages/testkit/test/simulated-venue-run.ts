/** A client that trades at random on a simulated venue, over virtual time; for the venue's own tests. */
import {
  addMillis,
  type ClientOrderId,
  currency,
  instrumentId,
  type OrderTerms,
  type Price,
  parseMoney,
  parsePrice,
  parseQuantity,
  parseRate,
  type Quantity,
  type UnixNanos,
  type VenueOrderId,
  venueId,
} from '@oasis/domain'
import type { Random, VenueEvent } from '@oasis/ports'
import { createVirtualScheduler, seededRandom, type VirtualScheduler } from '@oasis/runtime'
import { DEFAULT_FAULTS, NO_FAULTS } from '../src/simulated-venue/fault-plan.ts'
import { createSimulatedVenue } from '../src/simulated-venue/simulated-venue.ts'
import type {
  SimulatedVenue,
  SimulatedVenueConfig,
  VenueConnection,
} from '../src/simulated-venue/simulated-venue-api.ts'

/** Nothing keeps an order from leaving. */
export const mayLeave = (): undefined => undefined

export const BTC = instrumentId('sim:BTC-USD')
export const ETH = instrumentId('sim:ETH-USD')
const START = 1_790_000_000_000_000_000n as UnixNanos

const instrument = (id: typeof BTC, base: string) => ({
  id,
  base: currency(base),
  quote: currency('USD'),
  priceIncrement: parsePrice('0.01'),
  quantityIncrement: parseQuantity('0.0001'),
  minQuantity: parseQuantity('0.0001'),
})

export const buildVenueConfig = (overrides: Partial<SimulatedVenueConfig> = {}): SimulatedVenueConfig => ({
  id: venueId('sim'),
  instruments: [instrument(BTC, 'BTC'), instrument(ETH, 'ETH')],
  opening: [
    { currency: currency('USD'), amount: parseMoney('10000') },
    { currency: currency('BTC'), amount: parseMoney('0.5') },
  ],
  makerFee: parseRate('0.001'),
  takerFee: parseRate('0.002'),
  traits: { lookupIsConclusive: false, submitIsIdempotent: true, goodTilDate: true },
  latency: { minMs: 1, maxMs: 50 },
  matching: { fillChance: 0.5, partialChance: 0.4, thinChance: 0.2, maxPieces: 3 },
  faults: NO_FAULTS,
  idPrefix: 'sim-',
  ...overrides,
})

export interface Bench {
  readonly scheduler: VirtualScheduler
  readonly venue: SimulatedVenue
  readonly line: VenueConnection
  readonly events: VenueEvent[]
}

export function openBench(seed: number, overrides: Partial<SimulatedVenueConfig> = {}): Bench {
  const scheduler = createVirtualScheduler({ startAt: START })
  const venue = createSimulatedVenue({ scheduler, random: seededRandom(seed) }, buildVenueConfig(overrides))
  const events: VenueEvent[] = []
  const line = venue.connect()
  void line.start((event) => events.push(event))
  venue.quote(BTC, parsePrice('20000'), parsePrice('20001'))
  venue.quote(ETH, parsePrice('1000'), parsePrice('1001'))
  return { scheduler, venue, line, events }
}

export const market = (quantity: string): OrderTerms => ({
  type: 'MARKET',
  timeInForce: 'IOC',
  size: { unit: 'BASE', quantity: parseQuantity(quantity) },
})

export const limit = (quantity: string, price: string): OrderTerms => ({
  type: 'LIMIT',
  timeInForce: 'GTC',
  quantity: parseQuantity(quantity),
  limitPrice: parsePrice(price),
  postOnly: false,
})

/** A signal that aborts when the virtual time has come. */
export function deadline(scheduler: VirtualScheduler, ms: number): AbortSignal {
  const abort = new AbortController()
  scheduler.after(ms, () => abort.abort(new Error(`no answer within ${ms} ms`)))
  return abort.signal
}

export interface RunLog {
  /** Every answer, view and event in order, as text: two equal runs have equal logs. */
  readonly lines: readonly string[]
  readonly venue: SimulatedVenue
  readonly scheduler: VirtualScheduler
  readonly line: VenueConnection
  readonly events: readonly VenueEvent[]
  /** Looked at after each step. */
  readonly held: readonly bigint[]
}

const STEP_MS = 400

/** Trades for `steps` steps with everything that the port offers, then heals the venue and lets it come to rest. */
export async function trade(
  seed: number,
  steps: number,
  overrides: Partial<SimulatedVenueConfig> = {},
): Promise<RunLog> {
  const bench = openBench(seed, { faults: DEFAULT_FAULTS, ...overrides })
  const { scheduler, venue, line, events } = bench
  const random = seededRandom(`client ${seed}`)
  const lines: string[] = []
  const held: bigint[] = []
  const note = (what: string, answer: unknown): void => void lines.push(`${what} ${describe(answer)}`)
  venue.start()
  let mid = 20_000
  for (let step = 0; step < steps; step++) {
    mid *= 1 + (random() - 0.5) * 0.004
    venue.quote(BTC, priceOf(mid - 0.5), priceOf(mid + 0.5))
    venue.quote(ETH, priceOf(mid / 20 - 0.5), priceOf(mid / 20 + 0.5))
    act(bench, random, step, mid, note)
    held.push(...venue.ledger.balances.map((balance) => balance.held))
    await scheduler.runUntil(addMillis(scheduler.now(), STEP_MS))
  }
  venue.heal()
  await scheduler.runUntil(addMillis(scheduler.now(), 120_000))
  venue.stop()
  for (const event of events) note('event', event)
  return { lines, venue, scheduler, line, events, held }
}

function act(
  { scheduler, venue, line }: Bench,
  random: Random,
  step: number,
  mid: number,
  note: (what: string, answer: unknown) => void,
): void {
  const signal = deadline(scheduler, 5_000)
  const settled = (what: string, answer: Promise<unknown>): void => {
    answer.then(
      (value) => note(`${step} ${what}`, value),
      (error) => note(`${step} ${what} failed`, String(error)),
    )
  }
  const roll = random()
  if (roll < 0.5) {
    const instrumentId = random() < 0.5 ? BTC : ETH
    const side = random() < 0.5 ? 'BUY' : 'SELL'
    const terms = drawTerms(random, instrumentId === BTC ? mid : mid / 20, scheduler.now())
    const clientOrderId = `client-${step}` as ClientOrderId
    settled('submit', line.submit({ clientOrderId, instrumentId, side, terms }, signal, mayLeave))
  } else if (roll < 0.7) {
    const open = venue.ledger.openOrders
    const target = open[Math.floor(random() * open.length)]?.venueOrderId ?? ('none' as VenueOrderId)
    settled('cancel', line.cancel(target, signal))
  } else {
    settled('open', line.openOrders(signal))
    settled('find', line.findOrder(`client-${step - 1}` as ClientOrderId, signal))
    settled('executions', line.executionsSince(START, signal))
    settled('balances', line.balances(signal))
    settled('time', line.time(signal))
  }
}

function drawTerms(random: Random, mid: number, now: UnixNanos): OrderTerms {
  const quantity = BigInt(1 + Math.floor(random() * 200)) * parseQuantity('0.0001')
  const sized = quantity as Quantity
  const roll = random()
  if (roll < 0.3) return { type: 'MARKET', timeInForce: 'IOC', size: { unit: 'BASE', quantity: sized } }
  const limitPrice = priceOf(mid * (1 + (random() - 0.5) * 0.01))
  const amounts = { quantity: sized, limitPrice }
  if (roll < 0.4) return { type: 'LIMIT', timeInForce: 'FOK', ...amounts, postOnly: false }
  if (roll < 0.6) {
    const expiresAt = addMillis(now, 1_000 + random() * 20_000)
    return { type: 'LIMIT', timeInForce: 'GTD', ...amounts, postOnly: false, expiresAt }
  }
  if (roll < 0.7)
    return { type: 'STOP_LIMIT', timeInForce: 'GTC', ...amounts, stopPrice: priceOf(mid * 1.002) }
  return { type: 'LIMIT', timeInForce: 'GTC', ...amounts, postOnly: roll < 0.8 }
}

const priceOf = (value: number): Price => parsePrice(value.toFixed(2))

const describe = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part)) ?? 'undefined'
