/** Generators of the values that messages are made of: valid ones, wide enough to reach their bounds. */
import type {
  AccountId,
  ClientOrderId,
  ConnectionId,
  Currency,
  EventId,
  InstrumentId,
  IntentId,
  Money,
  Price,
  Quantity,
  Quote,
  Side,
  StrategyId,
  Trade,
  TradingMode,
  UnixNanos,
  VenueId,
} from '@oasis/domain'
import fc, { type Arbitrary } from 'fast-check'

/** Brands are given by construction here: each generator makes only text or numbers that the brand allows. */
export const branded = <T>(arbitrary: Arbitrary<unknown>) => arbitrary as Arbitrary<T>
/** Optional properties are absent, never undefined, as exactOptionalPropertyTypes wants it. */
export const record = <T>(
  model: { [K in keyof T]-?: Arbitrary<NonNullable<T[K]>> },
  optional: (keyof T)[] = [],
) =>
  fc.record(model as never, {
    requiredKeys: Object.keys(model).filter((key) => !optional.includes(key as keyof T)) as never,
    noNullPrototype: true,
  }) as Arbitrary<T>

export const digits = (bits: number) => fc.bigInt({ min: 0n, max: 2n ** BigInt(bits) })
export const price = branded<Price>(digits(90))
export const quantity = branded<Quantity>(digits(90))
export const signedQuantity = branded<Quantity>(fc.bigInt({ min: -(2n ** 90n), max: 2n ** 90n }))
export const money = branded<Money>(fc.bigInt({ min: -(2n ** 120n), max: 2n ** 120n }))
export const time = branded<UnixNanos>(fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }))
export const counter = fc.oneof(fc.nat(), fc.maxSafeNat())

export const venue = fc.constantFrom('coinbase', 'kraken', 'paper') as unknown as Arbitrary<VenueId>
export const instrumentIds = branded<InstrumentId>(
  fc.constantFrom('coinbase:BTC-USD', 'coinbase:ETH-USD', 'kraken:XBT/EUR', 'x1:A.B_C'),
)
export const printable = fc.stringMatching(/^[\x21-\x7e]{1,40}$/)
export const account = branded<AccountId>(fc.constantFrom('coinbase.main.paper', 'kraken.p-2.real'))
export const strategy = branded<StrategyId>(fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,20}$/))
export const intentIds = branded<IntentId>(fc.uuid())
export const clientOrder = branded<ClientOrderId>(fc.uuid())
export const eventIds = branded<EventId>(printable)
export const connection = branded<ConnectionId>(printable)
export const currencyCode = branded<Currency>(fc.stringMatching(/^[A-Z0-9]{1,16}$/))
export const side = fc.constantFrom<Side>('BUY', 'SELL')
export const mode = fc.constantFrom<TradingMode>('PAPER', 'REAL')
export const text = fc.string({ unit: 'grapheme', maxLength: 50 })
export const someText = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 50 })
export const bytes = fc.uint8Array({ maxLength: 64 })
export const values = fc.dictionary(fc.stringMatching(/^[a-z]{1,12}$/), text, {
  noNullPrototype: true,
  maxKeys: 5,
})
export const origin = fc.constantFrom<Trade['origin']>('LIVE', 'SNAPSHOT', 'BACKFILL')
export const bookState = fc.constantFrom<Quote['state']>('LIVE', 'QUARANTINED')
