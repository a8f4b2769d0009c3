/** Identifiers are branded strings with checking constructors, so that one kind is never passed for another. */
import type { Brand } from '../brand.ts'

/** `VENUE:SYMBOL`, for example `coinbase:BTC-USD`. */
export type InstrumentId = Brand<string, 'InstrumentId'>
/** `coinbase`, `paper`, … as the first part of an instrument or account id. */
export type VenueId = Brand<string, 'VenueId'>
/** `<venue>.<portfolio>.<mode>`, for example `coinbase.main.paper`. */
export type AccountId = Brand<string, 'AccountId'>
/** One running instance: a strategy type with its parameters on its instruments. */
export type StrategyId = Brand<string, 'StrategyId'>
export type IntentId = Brand<string, 'IntentId'>
/** What the venue sees; the same at every attempt for one intent. It is also our own key of the order. */
export type ClientOrderId = Brand<string, 'ClientOrderId'>
/** The venue's own id of an order. */
export type VenueOrderId = Brand<string, 'VenueOrderId'>
/** The venue's id of one execution (`entry_id` on Coinbase). */
export type ExecutionId = Brand<string, 'ExecutionId'>
/** Named by a fact of the world; see event-ids.ts. */
export type EventId = Brand<string, 'EventId'>
/** Unique per connect; in a replay, the capture's name. */
export type ConnectionId = Brand<string, 'ConnectionId'>
export type Currency = Brand<string, 'Currency'>

export class InvalidId extends Error {
  constructor(kind: string, text: string, expected: string) {
    super(`"${text.slice(0, 80)}" is not a valid ${kind}: ${expected}`)
    this.name = 'InvalidId'
  }
}

const SLUG = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/
const INSTRUMENT = /^[a-z][a-z0-9]{0,31}:[A-Z0-9][A-Z0-9._/-]{0,63}$/
const ACCOUNT = /^[a-z][a-z0-9]{0,31}\.[a-z0-9][a-z0-9-]{0,31}\.(paper|real)$/
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const CURRENCY = /^[A-Z0-9]{1,16}$/
const PRINTABLE = /^[\x21-\x7e]{1,256}$/

function checked<T extends string>(kind: string, pattern: RegExp, expected: string): (text: string) => T {
  return (text) => {
    if (!pattern.test(text)) throw new InvalidId(kind, text, expected)
    return text as T
  }
}

export const instrumentId = checked<InstrumentId>(
  'instrument id',
  INSTRUMENT,
  'write venue:SYMBOL, like coinbase:BTC-USD',
)
export const venueId = checked<VenueId>(
  'venue id',
  /^[a-z][a-z0-9]{0,31}$/,
  'use lower-case letters and digits',
)
export const accountId = checked<AccountId>(
  'account id',
  ACCOUNT,
  'write venue.portfolio.mode, like coinbase.main.paper',
)
export const strategyId = checked<StrategyId>(
  'strategy id',
  SLUG,
  'use up to 64 letters, digits, "-" and "_"',
)
export const intentId = checked<IntentId>('intent id', UUID, 'a lower-case UUID is needed')
export const clientOrderId = checked<ClientOrderId>(
  'client order id',
  PRINTABLE,
  'up to 256 printable characters',
)
export const venueOrderId = checked<VenueOrderId>(
  'venue order id',
  PRINTABLE,
  'up to 256 printable characters',
)
export const executionId = checked<ExecutionId>('execution id', PRINTABLE, 'up to 256 printable characters')
export const eventId = checked<EventId>('event id', PRINTABLE, 'up to 256 printable characters')
export const connectionId = checked<ConnectionId>(
  'connection id',
  PRINTABLE,
  'up to 256 printable characters',
)
export const currency = checked<Currency>('currency', CURRENCY, 'use up to 16 capital letters and digits')

/** The unattributed part of an account: orders that we did not place, adopted. No configured strategy may have this id. */
export const EXTERNAL_STRATEGY = strategyId('external')

export const venueOf = (id: InstrumentId): VenueId => id.slice(0, id.indexOf(':')) as VenueId
export const symbolOf = (id: InstrumentId): string => id.slice(id.indexOf(':') + 1)
export const instrumentOf = (venue: VenueId, symbol: string): InstrumentId =>
  instrumentId(`${venue}:${symbol}`)
export const venueOfAccount = (id: AccountId): VenueId => id.slice(0, id.indexOf('.')) as VenueId
