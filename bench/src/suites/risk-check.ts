/**
 * The decision alone: check and reserve, on an account with 1,000 open orders over 500 instruments of which it holds
 * something, ten strategies with limits of their own trading. Between two decisions, outside of what is timed, a quote
 * moves a price and the oldest order ends, so that nothing is decided on sums that were just left as they were; what comes
 * of all three together is told, too. The floor is the same account with one instrument and no order: what is beyond it
 * is what the account's size costs.
 */
import { createHmac, createSecretKey } from 'node:crypto'
import { orderIntentCodec } from '@oasis/contracts'
import {
  type Currency,
  connectionId,
  currency,
  type Instrument,
  type InstrumentId,
  instrumentId,
  intentIdOf,
  type Limits,
  type Money,
  type OrderIntent,
  parseMoney,
  parsePrice,
  parseQuantity,
  parseRate,
  type Quote,
  quoteEventId,
  strategyId,
  tradeEventId,
  venueId,
} from '@oasis/domain'
import {
  check,
  createMarketBoard,
  createRiskState,
  observeInstrument,
  observeQuote,
  type RiskState,
  reserve,
  withPhase,
  withReservation,
} from '@oasis/risk-engine'
import { type Row, summarize } from '../harness.ts'
import { sampleInstrument, sampleIntent } from '../samples.ts'
import type { SuiteOptions } from './suite.ts'

const INSTRUMENTS = 500
const OPEN_ORDERS = 1_000
const STRATEGIES = 10
const PER_SECOND = 100_000
const P99_MICROS = 50
const VENUE = venueId('coinbase')
const USD = currency('USD')
const NOW = sampleIntent().cause.tsInit

const ROUNDS = 9
const WARM_UP_ROUNDS = 3

export async function riskCheckSuite({ quick }: SuiteOptions): Promise<readonly Row[]> {
  const decisions = quick ? 5_000 : 20_000
  const full = new DecidingAccount(INSTRUMENTS, OPEN_ORDERS, decisions)
  const bare = new DecidingAccount(1, 0, decisions)
  const rounds: Round[] = []
  const floors: Round[] = []
  for (let n = 0; n < WARM_UP_ROUNDS + ROUNDS; n++) {
    const [round, floor] = [full.round(), bare.round()]
    if (n < WARM_UP_ROUNDS) continue
    rounds.push(round)
    floors.push(floor)
  }
  return [rateRow(rounds, floors), latencyRow(rounds, floors, signatureMicros(decisions))]
}

interface Round {
  /** Of each decision. */
  readonly micros: readonly number[]
  /** Of the whole round, with quotes and ends of orders. */
  readonly totalMicros: number
  /** The processor's part of that, garbage collection included: what it costs, however busy the machine is. */
  readonly processorMicros: number
}

const perSecond = ({ micros }: Round): number => (micros.length / sum(micros)) * 1e6
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)

function rateRow(rounds: readonly Round[], floors: readonly Round[]): Row {
  const unit = 'decisions/s'
  const subject = summarize(rounds.map(perSecond), unit)
  const floor = summarize(floors.map(perSecond), unit)
  const whole = summarize(
    rounds.map(({ micros, totalMicros }) => (micros.length / totalMicros) * 1e6),
    unit,
  )
  const ofProcessor = summarize(
    rounds.map(({ micros, processorMicros }) => (micros.length / processorMicros) * 1e6),
    unit,
  )
  return {
    name: `risk decisions, ${OPEN_ORDERS} open orders, ${INSTRUMENTS} instruments`,
    unit,
    subject,
    floor: { name: FLOOR, ...floor },
    ratio: subject.median / floor.median,
    target: `≥ ${PER_SECOND} ${unit}`,
    met: subject.median >= PER_SECOND,
    extra: {
      'with a quote and the end of an order each, per second': Math.round(whole.median),
      'per second of processor time': Math.round(ofProcessor.median),
    },
  }
}

const FLOOR = 'no order, one instrument'

/** What signing one approval takes, at the least: a decision is worth nothing without it. */
function signatureMicros(count: number): number {
  const key = createSecretKey(Buffer.from('a secret of the benchmark'))
  const bytes = orderIntentCodec.encode(sampleIntent())
  const micros: number[] = []
  for (let n = 0; n < count; n++) {
    const begin = process.hrtime.bigint()
    createHmac('sha256', key).update(bytes).digest()
    micros.push(Number(process.hrtime.bigint() - begin) / 1_000)
  }
  return percentile(micros, 0.5)
}

function latencyRow(rounds: readonly Round[], floors: readonly Round[], signature: number): Row {
  const micros = rounds.flatMap((round) => round.micros)
  const least = floors.flatMap((round) => round.micros)
  const p99 = percentile(micros, 0.99)
  const [p50, floor] = [percentile(micros, 0.5), percentile(least, 0.5)]
  return {
    name: 'one risk decision',
    unit: 'µs p50',
    subject: { unit: 'µs', median: p50, min: percentile(micros, 0), max: percentile(micros, 1) },
    floor: { name: FLOOR, unit: 'µs', median: floor, min: percentile(least, 0), max: percentile(least, 1) },
    ratio: floor / p50,
    target: `p99 < ${P99_MICROS} µs`,
    met: p99 < P99_MICROS,
    extra: {
      'p99 µs': p99,
      'p99.9 µs': percentile(micros, 0.999),
      'floor p99 µs': percentile(least, 0.99),
      'one HMAC over an intent µs p50': signature,
      'decisions in the time of one HMAC': signature / p50,
    },
  }
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** An account that decides the same list of intents over and over, and keeps as many orders open as it began with. */
class DecidingAccount {
  readonly #intents: readonly OrderIntent[]
  readonly #quotes: readonly Quote[]
  readonly #market = createMarketBoard()
  readonly #orders: number
  #state: RiskState
  #next: number

  constructor(instruments: number, orders: number, decisions: number) {
    const ids = Array.from({ length: instruments }, (_, n) => instrumentId(`coinbase:C${n}-USD`))
    for (const id of ids) observeInstrument(this.#market, instrumentOf(id))
    this.#intents = Array.from({ length: decisions + orders }, (_, n) => intentOf(ids, n))
    // Twice as many as instruments: each price moves up and down again.
    this.#quotes = Array.from({ length: 2 * instruments }, (_, n) => quoteOf(ids, n))
    for (const quote of this.#quotes) observeQuote(this.#market, quote, NOW)
    let state = openAccount(this.#market, ids)
    for (const intent of this.#intents.slice(0, orders)) state = decided(state, intent)
    this.#state = state
    this.#orders = orders
    this.#next = orders
  }

  /** One decision of each intent, begun where the last round ended. */
  round(): Round {
    const micros: number[] = []
    let state = this.#state
    const start = process.hrtime.bigint()
    const used = process.cpuUsage()
    for (let n = 0; n < this.#intents.length; n++, this.#next++) {
      const oldest = at(this.#intents, this.#next - this.#orders)
      const intent = at(this.#intents, this.#next)
      observeQuote(this.#market, at(this.#quotes, this.#next), NOW)
      const begin = process.hrtime.bigint()
      state = decided(state, intent)
      micros.push(Number(process.hrtime.bigint() - begin) / 1_000)
      state = withReservation(state, oldest.intentId, undefined)
    }
    this.#state = state
    const totalMicros = Number(process.hrtime.bigint() - start) / 1_000
    const { user, system } = process.cpuUsage(used)
    return { micros, totalMicros, processorMicros: user + system }
  }
}

function decided(state: RiskState, intent: OrderIntent): RiskState {
  const result = check(state, intent, NOW)
  if (result.result === 'DENIED') throw new Error(`${result.code} ${JSON.stringify(result.context)}`)
  return reserve(state, result)
}

/** Holds of everything a little, bought by nobody here, and cash enough. */
function openAccount(market: RiskState['market'], ids: readonly InstrumentId[]): RiskState {
  const { accountId: id } = sampleIntent()
  const takerFee = parseRate('0.009')
  const terms = { id, venue: VENUE, mode: 'PAPER', valuationCurrency: USD, takerFee } as const
  const state = createRiskState(terms, market, {
    account: new Map([[id, WIDE]]),
    strategy: new Map(strategies().map((each) => [each, { maxGrossExposure: WIDE.maxGrossExposure }])),
    instrument: new Map(),
  })
  const balances = new Map<Currency, Money>([[USD, parseMoney('100000000')]])
  for (const each of ids) balances.set(instrumentOf(each).base, parseMoney('1000'))
  return { ...withPhase(state, 'OPEN', ''), ledger: { ...state.ledger, balances } }
}

const strategies = () => Array.from({ length: STRATEGIES }, (_, n) => strategyId(`strategy-${n}`))

const WIDE: Limits = {
  maxOrderNotional: parseMoney('1000'),
  maxPositionNotional: parseMoney('1000000'),
  maxGrossExposure: parseMoney('1000000000'),
  maxNetExposure: parseMoney('1000000000'),
  maxOpenOrders: 2_000,
  priceCollar: parseRate('0.02'),
  maxReferenceAgeMs: 60_000,
  maxSignalAgeMs: 60_000,
  // A whole run decides in one instant of the account's time.
  maxOrdersPerSecond: 1_000_000,
  maxCancelsPerSecond: 20,
  maxDailyLoss: parseRate('0.02'),
  maxDrawdown: parseRate('0.05'),
}

function instrumentOf(id: InstrumentId): Instrument {
  const symbol = id.slice('coinbase:'.length)
  const base = currency(symbol.slice(0, -'-USD'.length))
  const increments = { priceIncrement: parsePrice('0.01'), quantityIncrement: parseQuantity('0.01') }
  return { ...sampleInstrument(), id, symbol, base, quote: USD, ...increments }
}

/** Bids below 99.50 and asks above 100.50, each instrument's in turn. */
function intentOf(ids: readonly InstrumentId[], n: number): OrderIntent {
  const instrument = at(ids, n)
  const strategy = at(strategies(), n)
  const { accountId } = sampleIntent()
  const eventId = tradeEventId(instrument, String(n))
  const buy = Math.floor(n / ids.length) % 2 === 0
  const price = (buy ? 99.49 - (n % 40) / 100 : 100.51 + (n % 40) / 100).toFixed(2)
  return {
    intentId: intentIdOf({
      accountId,
      strategyId: strategy,
      generation: 1,
      causeEventId: eventId,
      ordinal: 0,
    }),
    accountId,
    strategyId: strategy,
    mode: 'PAPER',
    instrumentId: instrument,
    side: buy ? 'BUY' : 'SELL',
    terms: {
      type: 'LIMIT',
      timeInForce: 'GTC',
      quantity: parseQuantity('1.25'),
      limitPrice: parsePrice(price),
      postOnly: false,
    },
    reduceOnly: false,
    cause: { eventId, tsEvent: NOW, tsInit: NOW },
  }
}

/** Ten levels around 100, a cent higher every other time. */
function quoteOf(ids: readonly InstrumentId[], n: number): Quote {
  const id = at(ids, n)
  const mid = 100 + (Math.floor(n / ids.length) % 2) / 100
  const side = (sign: 1 | -1) =>
    Array.from({ length: 10 }, (_, depth) => ({
      price: parsePrice((mid + sign * (depth + 1) * 0.05).toFixed(2)),
      quantity: parseQuantity('50'),
    }))
  const connection = connectionId('bench')
  return {
    eventId: quoteEventId(id, connection, n),
    instrumentId: id,
    state: 'LIVE',
    bids: side(-1),
    asks: side(1),
    connection,
    sequence: n,
    tsEvent: NOW,
    tsInit: NOW,
  }
}

function at<T>(list: readonly T[], n: number): T {
  const item = list[n % list.length]
  if (item === undefined) throw new Error('an empty list')
  return item
}
