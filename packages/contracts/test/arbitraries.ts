/** Generators of valid domain values, wide enough to reach every field, union member and optional part. */
import {
  type AccountEvent,
  type AccountEventBody,
  type AccountId,
  type Approval,
  type BalanceAdjustment,
  type Cause,
  type ClientOrderId,
  type ConnectionId,
  type Currency,
  DENIAL_CODES,
  type EventId,
  type Execution,
  type ExecutionId,
  type FeedStatus,
  type Instrument,
  type InstrumentId,
  type IntentId,
  type Money,
  ORDER_STATES,
  ORDER_TRIGGERS,
  type Order,
  type OrderIntent,
  type OrderTerms,
  type Portfolio,
  type PortfolioPosition,
  type Position,
  type Price,
  type Quantity,
  type Quote,
  quoteEventId,
  type RiskDecision,
  type RiskVerdict,
  type Side,
  type Signal,
  type StrategyId,
  type Trade,
  type TradingMode,
  tradeEventId,
  type UnixNanos,
  type VenueId,
  type VenueOrderId,
} from '@oasis/domain'
import fc, { type Arbitrary } from 'fast-check'
import type { DeadLetter, RawQuote, RawTrade } from '../src/index.ts'

/** Brands are given by construction here: each generator makes only text or numbers that the brand allows. */
const branded = <T>(arbitrary: Arbitrary<unknown>) => arbitrary as Arbitrary<T>
/** Optional properties are absent, never undefined, as exactOptionalPropertyTypes wants it. */
const record = <T>(model: { [K in keyof T]-?: Arbitrary<NonNullable<T[K]>> }, optional: (keyof T)[] = []) =>
  fc.record(model as never, {
    requiredKeys: Object.keys(model).filter((key) => !optional.includes(key as keyof T)) as never,
    noNullPrototype: true,
  }) as Arbitrary<T>

const digits = (bits: number) => fc.bigInt({ min: 0n, max: 2n ** BigInt(bits) })
export const price = branded<Price>(digits(90))
export const quantity = branded<Quantity>(digits(90))
const signedQuantity = branded<Quantity>(fc.bigInt({ min: -(2n ** 90n), max: 2n ** 90n }))
export const money = branded<Money>(fc.bigInt({ min: -(2n ** 120n), max: 2n ** 120n }))
export const time = branded<UnixNanos>(fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }))
const counter = fc.oneof(fc.nat(), fc.maxSafeNat())

const venue = fc.constantFrom('coinbase', 'kraken', 'paper') as unknown as Arbitrary<VenueId>
export const instrumentIds = branded<InstrumentId>(
  fc.constantFrom('coinbase:BTC-USD', 'coinbase:ETH-USD', 'kraken:XBT/EUR', 'x1:A.B_C'),
)
const printable = fc.stringMatching(/^[\x21-\x7e]{1,40}$/)
const account = branded<AccountId>(fc.constantFrom('coinbase.main.paper', 'kraken.p-2.real'))
const strategy = branded<StrategyId>(fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,20}$/))
const intentIds = branded<IntentId>(fc.uuid())
const clientOrder = branded<ClientOrderId>(fc.uuid())
const eventIds = branded<EventId>(printable)
const connection = branded<ConnectionId>(printable)
const currencyCode = branded<Currency>(fc.stringMatching(/^[A-Z0-9]{1,16}$/))
const side = fc.constantFrom<Side>('BUY', 'SELL')
const mode = fc.constantFrom<TradingMode>('PAPER', 'REAL')
const text = fc.string({ unit: 'grapheme', maxLength: 50 })
const someText = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 50 })
const bytes = fc.uint8Array({ maxLength: 64 })
const values = fc.dictionary(fc.stringMatching(/^[a-z]{1,12}$/), text, { noNullPrototype: true, maxKeys: 5 })
const origin = fc.constantFrom<Trade['origin']>('LIVE', 'SNAPSHOT', 'BACKFILL')
const bookState = fc.constantFrom<Quote['state']>('LIVE', 'QUARANTINED')

export const rawTrade = record<RawTrade>({
  instrumentId: instrumentIds,
  tradeId: someText,
  price: text,
  size: text,
  side: text,
  time: text,
  origin,
  connection,
  sequence: counter,
  tsInit: time,
})

const rawLevels = fc.array(record<{ price: string; size: string }>({ price: someText, size: someText }), {
  maxLength: 25,
})
export const rawQuote = record<RawQuote>({
  instrumentId: instrumentIds,
  state: bookState,
  bids: rawLevels,
  asks: rawLevels,
  connection,
  sequence: counter,
  tsEvent: time,
  tsInit: time,
})

export const trade: Arbitrary<Trade> = record<Omit<Trade, 'eventId'>>({
  instrumentId: instrumentIds,
  tradeId: someText,
  price,
  quantity,
  takerSide: fc.constantFrom<Trade['takerSide']>('BUY', 'SELL', 'UNKNOWN'),
  origin,
  connection,
  sequence: counter,
  tsEvent: time,
  tsInit: time,
}).map((rest) => ({ eventId: tradeEventId(rest.instrumentId, rest.tradeId), ...rest }))

const levels = fc.array(record<{ price: Price; quantity: Quantity }>({ price, quantity }), { maxLength: 25 })
export const quote: Arbitrary<Quote> = record<Omit<Quote, 'eventId'>>({
  instrumentId: instrumentIds,
  state: bookState,
  bids: levels,
  asks: levels,
  connection,
  sequence: counter,
  tsEvent: time,
  tsInit: time,
}).map((rest) => ({
  eventId: quoteEventId(rest.instrumentId, rest.connection, rest.sequence, rest.state),
  ...rest,
}))

export const feedStatus = record<FeedStatus>({
  venue,
  connection,
  state: fc.constantFrom<FeedStatus['state']>('CONNECTED', 'STALE', 'GAP', 'RESYNCED', 'DISCONNECTED'),
  instruments: fc.array(instrumentIds, { maxLength: 4 }),
  detail: text,
  tsInit: time,
})

export const instrument = record<Instrument>({
  id: instrumentIds,
  venue,
  symbol: someText,
  base: currencyCode,
  quote: currencyCode,
  priceIncrement: price,
  quantityIncrement: quantity,
  minQuantity: quantity,
  maxQuantity: quantity,
  minNotional: money,
  maxNotional: money,
  status: fc.constantFrom<Instrument['status']>(
    'TRADING',
    'CANCEL_ONLY',
    'LIMIT_ONLY',
    'POST_ONLY',
    'AUCTION',
    'HALTED',
    'DELISTED',
  ),
  tsEvent: time,
})

export const deadLetter = record<DeadLetter>({
  topic: someText,
  partition: fc.nat(),
  offset: counter,
  key: text,
  value: bytes,
  reason: someText,
  ts: time,
})

const cause = record<Cause>({ eventId: eventIds, tsEvent: time, tsInit: time })
const size = fc.oneof(
  fc.record({ unit: fc.constant('BASE' as const), quantity }, { noNullPrototype: true }),
  fc.record({ unit: fc.constant('QUOTE' as const), amount: money }, { noNullPrototype: true }),
)
const terms = fc.oneof(
  record<Extract<OrderTerms, { type: 'MARKET' }>>({
    type: fc.constant('MARKET'),
    timeInForce: fc.constantFrom('IOC', 'FOK'),
    size,
  }),
  record<Extract<OrderTerms, { type: 'LIMIT' }>>(
    {
      type: fc.constant('LIMIT'),
      timeInForce: fc.constantFrom('GTC', 'GTD', 'IOC', 'FOK'),
      quantity,
      limitPrice: price,
      postOnly: fc.boolean(),
      expiresAt: time,
    },
    ['expiresAt'],
  ),
  record<Extract<OrderTerms, { type: 'STOP_LIMIT' }>>(
    {
      type: fc.constant('STOP_LIMIT'),
      timeInForce: fc.constantFrom('GTC', 'GTD'),
      quantity,
      limitPrice: price,
      stopPrice: price,
      expiresAt: time,
    },
    ['expiresAt'],
  ),
)

export const intent = record<OrderIntent>({
  intentId: intentIds,
  accountId: account,
  strategyId: strategy,
  mode,
  instrumentId: instrumentIds,
  side,
  terms,
  reduceOnly: fc.boolean(),
  cause,
})

export const approval = record<Approval>({
  intentId: intentIds,
  expiresAt: time,
  haltEpoch: counter,
  riskEpoch: counter,
  keyId: someText,
  mac: bytes,
})

export const order = record<Order>(
  {
    clientOrderId: clientOrder,
    intent,
    venueOrderId: branded<VenueOrderId>(printable),
    state: fc.constantFrom(...ORDER_STATES),
    filledQuantity: quantity,
    filledNotional: money,
    fees: money,
    reason: text,
    version: counter,
    needsReview: fc.boolean(),
    createdAt: time,
    updatedAt: time,
  },
  ['venueOrderId', 'reason'],
)

export const execution = record<Execution>({
  executionId: branded<ExecutionId>(printable),
  accountId: account,
  mode,
  strategyId: strategy,
  clientOrderId: clientOrder,
  instrumentId: instrumentIds,
  side,
  price,
  quantity,
  fee: money,
  feeCurrency: currencyCode,
  liquidity: fc.constantFrom<Execution['liquidity']>('MAKER', 'TAKER', 'UNKNOWN'),
  synthetic: fc.boolean(),
  tsEvent: time,
  tsInit: time,
})

export const adjustment = record<BalanceAdjustment>({
  accountId: account,
  mode,
  currency: currencyCode,
  amount: money,
  reason: fc.constantFrom<BalanceAdjustment['reason']>(
    'OPENING',
    'DEPOSIT',
    'WITHDRAWAL',
    'EXTERNAL_TRADE',
    'CORRECTION',
  ),
  tsEvent: time,
})

const eventBody: Arbitrary<AccountEventBody> = fc.oneof(
  record<Extract<AccountEventBody, { kind: 'ORDER' }>>({
    kind: fc.constant('ORDER'),
    trigger: fc.constantFrom('CREATE', ...ORDER_TRIGGERS),
    order,
  }),
  record<Extract<AccountEventBody, { kind: 'EXECUTION' }>>({
    kind: fc.constant('EXECUTION'),
    execution,
    order,
  }),
  record<Extract<AccountEventBody, { kind: 'ADJUSTMENT' }>>({
    kind: fc.constant('ADJUSTMENT'),
    adjustment,
  }),
)

export const accountEvent = record<AccountEvent>({
  eventId: eventIds,
  accountId: account,
  accountSeq: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  ts: time,
  body: eventBody,
})

export const signal = record<Signal>({
  eventId: eventIds,
  accountId: account,
  strategyId: strategy,
  instrumentId: instrumentIds,
  side,
  intentId: intentIds,
  cause,
  values,
  ts: time,
})

export const denied = record<RiskVerdict & { result: 'DENIED' }>({
  result: fc.constant('DENIED'),
  code: fc.constantFrom(...DENIAL_CODES),
  context: values,
})
const verdict: Arbitrary<RiskVerdict> = fc.oneof(fc.constant<RiskVerdict>({ result: 'APPROVED' }), denied)

export const riskDecision = record<RiskDecision>({
  eventId: eventIds,
  intent,
  verdict,
  riskEpoch: counter,
  ts: time,
})

const positionFields = {
  quantity: signedQuantity,
  costBasis: money,
  realizedPnl: money,
  fees: money,
}
export const position = record<Position>(positionFields)
const portfolioFields = {
  ...positionFields,
  instrumentId: instrumentIds,
  mark: price,
  value: money,
  unrealizedPnl: money,
}
const unmarked: (keyof PortfolioPosition)[] = ['mark', 'value', 'unrealizedPnl']

export const portfolio = record<Portfolio>(
  {
    accountId: account,
    mode,
    valuationCurrency: currencyCode,
    accountSeq: counter,
    riskEpoch: counter,
    balances: fc.array(record({ currency: currencyCode, total: money, held: money }), { maxLength: 3 }),
    positions: fc.array(record<PortfolioPosition>(portfolioFields, unmarked), { maxLength: 3 }),
    byStrategy: fc.array(
      record<PortfolioPosition & { strategyId: StrategyId }>(
        { ...portfolioFields, strategyId: strategy },
        unmarked,
      ),
      { maxLength: 3 },
    ),
    equity: money,
    grossExposure: money,
    netExposure: money,
    openOrders: fc.nat(),
    ts: time,
  },
  ['equity'],
)

export const ids = { account, clientOrder, intentIds, strategy, currencyCode, counter, mode, text, bytes }
