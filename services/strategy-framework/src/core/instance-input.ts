/** Everything that can happen to an instance, and what comes of it. */
import type { ApprovalRefusal } from '@oasis/contracts'
import type {
  AccountEvent,
  BotStatus,
  Candle,
  ClientOrderId,
  DenialCode,
  EventId,
  IntentId,
  Order,
  OrderIntent,
  OrderState,
  Position,
  Quote,
  Signal,
  Trade,
  UnixNanos,
} from '@oasis/domain'

/** What `RiskService.SubmitOrder` said of an intent. */
export type IntentAnswer =
  | { readonly kind: 'PLACED'; readonly state: OrderState }
  | { readonly kind: 'DENIED'; readonly code: DenialCode }
  | { readonly kind: 'REFUSED'; readonly reason: ApprovalRefusal }

/** The account as `OrderService.Snapshot` tells it, the part of one instance. */
export interface AccountState {
  readonly accountSeq: number
  readonly position: Position
  readonly openOrders: readonly Order[]
  /** How orders ended that the instance holds open and the snapshot does not. */
  readonly ended: readonly Order[]
}

export type InstanceInput =
  | { readonly kind: 'START' }
  | { readonly kind: 'TRADE'; readonly trade: Trade }
  | { readonly kind: 'QUOTE'; readonly quote: Quote }
  | { readonly kind: 'ACCOUNT_EVENT'; readonly event: AccountEvent }
  | { readonly kind: 'ACCOUNT_STATE'; readonly account: AccountState }
  | { readonly kind: 'ANSWER'; readonly intentId: IntentId; readonly answer: IntentAnswer }
  | { readonly kind: 'CANDLES'; readonly bars: string; readonly candles: readonly Candle[] }
  /** What people have set for the account, as its owner tells it. */
  | { readonly kind: 'ACCOUNT_CONTROL'; readonly status: BotStatus; readonly resets: number }
  /** Our clock has reached `now`, and nothing from before is waiting in the topics. */
  | { readonly kind: 'TIME' }
  | { readonly kind: 'STOP' }

export interface StrategyLog {
  readonly message: string
  readonly fields: Readonly<Record<string, unknown>>
}

export interface Effects {
  readonly intents: readonly OrderIntent[]
  /** One for each intent. */
  readonly signals: readonly Signal[]
  /** Orders to cancel now. */
  readonly cancels: readonly ClientOrderId[]
  readonly logs: readonly StrategyLog[]
  /** The event had been seen before and changed nothing. */
  readonly duplicate: boolean
  /** The account was reset: the instance is to be renewed. */
  readonly renew: boolean
}

export const NO_EFFECTS: Effects = {
  intents: [],
  signals: [],
  cancels: [],
  logs: [],
  duplicate: false,
  renew: false,
}
export const DUPLICATE: Effects = { ...NO_EFFECTS, duplicate: true }

/** There is something to write down before it is sent. */
export const emits = ({ intents, cancels }: Effects): boolean => intents.length + cancels.length > 0

/** When and why a callback runs: names the intents that it makes. */
export interface Moment {
  readonly cause: OrderIntent['cause']
  /** The strategy's `ctx.now`. */
  readonly now: UnixNanos
}

/** Events without a receipt of their own (timers, order events) are received when they happen. */
export const momentOf = (eventId: EventId, tsEvent: UnixNanos, tsInit: UnixNanos = tsEvent): Moment => ({
  cause: { eventId, tsEvent, tsInit },
  now: tsEvent,
})
