/** Typical messages of this system, for benchmarks. */
import type { RawTrade } from '@oasis/contracts'
import {
  type AccountEvent,
  accountId,
  applyExecution,
  clientOrderIdOf,
  connectionId,
  createOrder,
  currency,
  type Execution,
  executionId,
  type Instrument,
  instrumentId,
  intentIdOf,
  type OrderIntent,
  orderEventId,
  parseMoney,
  parsePrice,
  parseQuantity,
  parseRfc3339,
  type Quote,
  quoteEventId,
  strategyId,
  symbolOf,
  type Trade,
  tradeEventId,
  venueId,
} from '@oasis/domain'

const INSTRUMENT = instrumentId('coinbase:BTC-USD')
const CONNECTION = connectionId('bench-1')
const TS = parseRfc3339('2026-08-09T21:05:48.167634Z')
const ACCOUNT = accountId('coinbase.main.paper')

export function sampleInstrument(id = INSTRUMENT): Instrument {
  return {
    id,
    venue: venueId('coinbase'),
    symbol: symbolOf(id),
    base: currency(symbolOf(id).split('-')[0] ?? ''),
    quote: currency('USD'),
    priceIncrement: parsePrice('0.01'),
    quantityIncrement: parseQuantity('0.00000001'),
    minQuantity: parseQuantity('0.00000001'),
    maxQuantity: parseQuantity('3400'),
    minNotional: parseMoney('1'),
    maxNotional: parseMoney('150000000'),
    status: 'TRADING',
    tsEvent: TS,
  }
}

export function sampleRawTrade(): RawTrade {
  return {
    instrumentId: INSTRUMENT,
    tradeId: '1068572091',
    price: '65083.67',
    size: '0.01034361',
    side: 'SELL',
    time: '2026-08-09T21:05:48.167634Z',
    origin: 'LIVE',
    connection: CONNECTION,
    sequence: 9,
    tsInit: TS,
  }
}

export function sampleTrade(): Trade {
  return {
    eventId: tradeEventId(INSTRUMENT, '1068572091'),
    instrumentId: INSTRUMENT,
    tradeId: '1068572091',
    price: parsePrice('65083.67'),
    quantity: parseQuantity('0.01034361'),
    takerSide: 'BUY',
    origin: 'LIVE',
    connection: CONNECTION,
    sequence: 9,
    tsEvent: TS,
    tsInit: TS,
  }
}

export function sampleQuote(): Quote {
  const level = (cents: number) => ({
    price: parsePrice((65_083 + cents / 100).toFixed(2)),
    quantity: parseQuantity('0.20371215'),
  })
  return {
    eventId: quoteEventId(INSTRUMENT, CONNECTION, 14),
    instrumentId: INSTRUMENT,
    state: 'LIVE',
    bids: Array.from({ length: 25 }, (_, i) => level(-i)),
    asks: Array.from({ length: 25 }, (_, i) => level(i + 1)),
    connection: CONNECTION,
    sequence: 14,
    tsEvent: TS,
    tsInit: TS,
  }
}

export function sampleIntent(ordinal = 0): OrderIntent {
  const cause = { eventId: tradeEventId(INSTRUMENT, '1068572091'), tsEvent: TS, tsInit: TS }
  const strategy = strategyId('btc-ticks')
  return {
    intentId: intentIdOf({
      accountId: ACCOUNT,
      strategyId: strategy,
      generation: 1,
      causeEventId: cause.eventId,
      ordinal,
    }),
    accountId: ACCOUNT,
    strategyId: strategy,
    mode: 'PAPER',
    instrumentId: INSTRUMENT,
    side: 'BUY',
    terms: { type: 'MARKET', timeInForce: 'IOC', size: { unit: 'BASE', quantity: parseQuantity('0.001') } },
    reduceOnly: false,
    cause,
  }
}

export function sampleAccountEvent(): AccountEvent {
  const intent = sampleIntent()
  const clientOrderId = clientOrderIdOf(intent.intentId)
  const execution: Execution = {
    executionId: executionId('paper-1-1'),
    kind: 'FILL',
    accountId: ACCOUNT,
    mode: 'PAPER',
    strategyId: intent.strategyId,
    clientOrderId,
    instrumentId: INSTRUMENT,
    side: 'BUY',
    price: parsePrice('65083.67'),
    quantity: parseQuantity('0.001'),
    fee: parseMoney('0.58575303'),
    feeCurrency: currency('USD'),
    liquidity: 'TAKER',
    synthetic: false,
    tsEvent: TS,
    tsInit: TS,
  }
  return {
    eventId: orderEventId(clientOrderId, 4),
    accountId: ACCOUNT,
    accountSeq: 17,
    ts: TS,
    body: {
      kind: 'EXECUTION',
      execution,
      order: applyExecution(createOrder(intent, clientOrderId, TS), execution, TS),
    },
  }
}
