/** An account with 100,000 USD that trades BTC at 50,000 and ETH at 2,000, open for orders. */
import {
  accountId,
  type Currency,
  connectionId,
  currency,
  eventId,
  type Instrument,
  type InstrumentId,
  instrumentId,
  intentIdOf,
  type Limits,
  type LimitTerms,
  type MarketTerms,
  type OrderIntent,
  parseMoney,
  parsePrice,
  parseQuantity,
  parseRate,
  type Quote,
  type StopLimitTerms,
  strategyId,
  type UnixNanos,
  venueId,
} from '@oasis/domain'
import { createMarketBoard, observeInstrument, observeQuote } from '../src/core/market-board.ts'
import { createRiskState, type RiskState } from '../src/core/risk-state.ts'

export const ACCOUNT = accountId('coinbase.main.paper')
export const BTC = instrumentId('coinbase:BTC-USD')
export const ETH = instrumentId('coinbase:ETH-USD')
export const STRATEGY = strategyId('momentum')
export const OTHER_STRATEGY = strategyId('ticks')
export const NOW = 1_795_000_000_000_000_000n as UnixNanos
export const USD = currency('USD')

export const msAgo = (ms: number): UnixNanos => (NOW - BigInt(ms) * 1_000_000n) as UnixNanos

export function instrument(id: InstrumentId, changes: Partial<Instrument> = {}): Instrument {
  const symbol = id.slice(id.indexOf(':') + 1)
  return {
    id,
    venue: venueId('coinbase'),
    symbol,
    base: currency(symbol.slice(0, symbol.indexOf('-'))),
    quote: currency(symbol.slice(symbol.indexOf('-') + 1)),
    priceIncrement: parsePrice('0.01'),
    quantityIncrement: parseQuantity('0.0001'),
    minQuantity: parseQuantity('0.001'),
    maxQuantity: parseQuantity('10'),
    minNotional: parseMoney('1'),
    maxNotional: parseMoney('1000000'),
    status: 'TRADING',
    tsEvent: NOW,
    ...changes,
  }
}

export type Levels = readonly (readonly [price: string, quantity: string])[]

export function quote(id: InstrumentId, bids: Levels, asks: Levels, changes: Partial<Quote> = {}): Quote {
  const levels = (side: Levels) =>
    side.map(([price, quantity]) => ({ price: parsePrice(price), quantity: parseQuantity(quantity) }))
  return {
    eventId: eventId(`quote/${id}/c/1`),
    instrumentId: id,
    state: 'LIVE',
    bids: levels(bids),
    asks: levels(asks),
    connection: connectionId('c'),
    sequence: 1,
    tsEvent: NOW,
    tsInit: NOW,
    ...changes,
  }
}

/** Bid and ask 10 around 50,000 (BTC), 1 around 2,000 (ETH), ten units each. */
export const BTC_QUOTE = quote(BTC, [['49990', '10']], [['50010', '10']])
export const ETH_QUOTE = quote(ETH, [['1999', '100']], [['2001', '100']])

/** Limits wide enough that only the one under test can bind. */
export const WIDE: Limits = {
  maxOrderNotional: parseMoney('10000000'),
  maxPositionNotional: parseMoney('10000000'),
  maxGrossExposure: parseMoney('10000000'),
  maxNetExposure: parseMoney('10000000'),
  maxOpenOrders: 1_000,
  priceCollar: parseRate('0.02'),
  maxReferenceAgeMs: 5_000,
  maxSignalAgeMs: 2_000,
  maxOrdersPerSecond: 1_000,
  maxCancelsPerSecond: 1_000,
  maxDailyLoss: parseRate('0.02'),
  maxDrawdown: parseRate('0.05'),
}

export interface StateOptions {
  readonly account?: Partial<Limits>
  readonly strategy?: Partial<Limits>
  readonly instrument?: Partial<Limits>
  readonly balances?: Readonly<Record<string, string>>
  readonly instruments?: readonly Instrument[]
  readonly quotes?: readonly Quote[]
}

export function openState(options: StateOptions = {}): RiskState {
  const market = createMarketBoard()
  for (const each of options.instruments ?? [instrument(BTC), instrument(ETH)])
    observeInstrument(market, each)
  for (const each of options.quotes ?? [BTC_QUOTE, ETH_QUOTE]) observeQuote(market, each, NOW)
  const terms = {
    id: ACCOUNT,
    venue: venueId('coinbase'),
    mode: 'PAPER' as const,
    valuationCurrency: USD,
    takerFee: parseRate('0.01'),
  }
  const state = createRiskState(terms, market, {
    account: new Map([[ACCOUNT, { ...WIDE, ...options.account }]]),
    strategy: new Map(options.strategy ? [[STRATEGY, options.strategy]] : []),
    instrument: new Map(options.instrument ? [[BTC, options.instrument]] : []),
  })
  const balances = new Map<Currency, ReturnType<typeof parseMoney>>()
  for (const [code, total] of Object.entries(options.balances ?? { USD: '100000' })) {
    balances.set(currency(code), parseMoney(total))
  }
  return { ...state, phase: 'OPEN', reason: '', riskEpoch: 1, ledger: { ...state.ledger, balances } }
}

export const limitTerms = (
  quantity: string,
  price: string,
  changes: Partial<LimitTerms> = {},
): LimitTerms => ({
  type: 'LIMIT',
  timeInForce: 'GTC',
  quantity: parseQuantity(quantity),
  limitPrice: parsePrice(price),
  postOnly: false,
  ...changes,
})

export const marketTerms = (quantity: string): MarketTerms => ({
  type: 'MARKET',
  timeInForce: 'IOC',
  size: { unit: 'BASE', quantity: parseQuantity(quantity) },
})

export const spend = (amount: string): MarketTerms => ({
  type: 'MARKET',
  timeInForce: 'IOC',
  size: { unit: 'QUOTE', amount: parseMoney(amount) },
})

export const stopTerms = (quantity: string, stop: string, limit: string): StopLimitTerms => ({
  type: 'STOP_LIMIT',
  timeInForce: 'GTC',
  quantity: parseQuantity(quantity),
  stopPrice: parsePrice(stop),
  limitPrice: parsePrice(limit),
})

/** A limit buy of 0.01 BTC at 50,000; another number, another intent. */
export function intent(n: number, changes: Partial<OrderIntent> = {}): OrderIntent {
  const cause = { eventId: eventId(`trade/${BTC}/${n}`), tsEvent: NOW, tsInit: NOW }
  const origin = { accountId: ACCOUNT, strategyId: STRATEGY, generation: 1, ordinal: 0 }
  return {
    intentId: intentIdOf({ ...origin, causeEventId: cause.eventId }),
    accountId: ACCOUNT,
    strategyId: STRATEGY,
    mode: 'PAPER',
    instrumentId: BTC,
    side: 'BUY',
    terms: limitTerms('0.01', '50000'),
    reduceOnly: false,
    cause,
    ...changes,
  }
}
