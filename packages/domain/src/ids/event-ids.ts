/**
 * Events are named by facts of the world, not by where they are stored: offsets change when a topic is rebuilt or
 * repartitioned, these names do not. Consumers deduplicate by them.
 */
import type { BookState } from '../market/quote.ts'
import type { UnixNanos } from '../values/unix-nanos.ts'
import type {
  AccountId,
  ClientOrderId,
  ConnectionId,
  EventId,
  InstrumentId,
  StrategyId,
  VenueOrderId,
} from './identifiers.ts'

export const tradeEventId = (instrument: InstrumentId, tradeId: string): EventId =>
  `trade/${instrument}/${tradeId}` as EventId
/**
 * The book after the connection's `sequence`. Its quarantine has a name of its own: silence or a close ends a book
 * without a further sequence number.
 */
export const quoteEventId = (
  instrument: InstrumentId,
  connection: ConnectionId,
  sequence: number,
  state: BookState = 'LIVE',
): EventId =>
  `quote/${instrument}/${connection}/${sequence}${state === 'LIVE' ? '' : '/quarantined'}` as EventId
export const barEventId = (instrument: InstrumentId, kind: string, closeTime: UnixNanos): EventId =>
  `bar/${instrument}/${kind}/${closeTime}` as EventId
export const timerEventId = (instance: StrategyId, name: string, due: UnixNanos): EventId =>
  `timer/${instance}/${name}/${due}` as EventId
/** The n-th event of one order. */
export const orderEventId = (order: ClientOrderId, n: number): EventId => `order/${order}/${n}` as EventId
export const adjustmentEventId = (account: AccountId, accountSeq: number): EventId =>
  `adjustment/${account}/${accountSeq}` as EventId
/** What flattening is caused by: the halt of that epoch. */
export const haltEventId = (account: AccountId, haltEpoch: number): EventId =>
  `halt/${account}/${haltEpoch}` as EventId
export const resetEventId = (account: AccountId, accountSeq: number): EventId =>
  `reset/${account}/${accountSeq}` as EventId
/** An order that somebody else placed at the venue: the cause of itself. */
export const externalOrderEventId = (account: AccountId, order: VenueOrderId): EventId =>
  `external/${account}/${order}` as EventId
export const startEventId = (instance: StrategyId, generation: number): EventId =>
  `start/${instance}/${generation}` as EventId
