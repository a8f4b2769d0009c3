/**
 * Events are named by facts of the world, not by where they are stored: offsets change when a topic is rebuilt or
 * repartitioned, these names do not. Consumers deduplicate by them.
 */
import type { UnixNanos } from '../values/unix-nanos.ts'
import type {
  AccountId,
  ClientOrderId,
  ConnectionId,
  EventId,
  InstrumentId,
  StrategyId,
} from './identifiers.ts'

export const tradeEventId = (instrument: InstrumentId, tradeId: string): EventId =>
  `trade/${instrument}/${tradeId}` as EventId
export const quoteEventId = (instrument: InstrumentId, connection: ConnectionId, sequence: number): EventId =>
  `quote/${instrument}/${connection}/${sequence}` as EventId
export const barEventId = (instrument: InstrumentId, kind: string, closeTime: UnixNanos): EventId =>
  `bar/${instrument}/${kind}/${closeTime}` as EventId
export const timerEventId = (instance: StrategyId, name: string, due: UnixNanos): EventId =>
  `timer/${instance}/${name}/${due}` as EventId
/** The n-th event of one order. */
export const orderEventId = (order: ClientOrderId, n: number): EventId => `order/${order}/${n}` as EventId
export const adjustmentEventId = (account: AccountId, accountSeq: number): EventId =>
  `adjustment/${account}/${accountSeq}` as EventId
export const startEventId = (instance: StrategyId, generation: number): EventId =>
  `start/${instance}/${generation}` as EventId
