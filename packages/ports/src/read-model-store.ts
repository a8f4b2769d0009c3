/**
 * What the Control Center API shows of the past: orders, fills, decisions, signals, equity, feeds, as they follow from the
 * topics and from nothing else. One writer; it numbers what it writes, and each write is one transaction with the positions
 * in the topics that it has come to, so that a record is never counted twice and never left out. What is there already
 * is left as it is, by its event id.
 */
import type {
  AccountEvent,
  AccountId,
  Candle,
  CommandEvent,
  DenialCode,
  Execution,
  FeedStatus,
  InstrumentId,
  Money,
  Order,
  OrderState,
  RiskDecision,
  Side,
  Signal,
  StrategyId,
  TradingMode,
  UnixNanos,
} from '@oasis/domain'
import type { TopicPosition } from './bus.ts'

/** `seq` grows with everything that is written, over all kinds: a place in the history of this read model. */
export interface Numbered<T> {
  readonly seq: number
  readonly value: T
}

/** How finely equity is kept, and so for how long. */
export const EQUITY_RESOLUTIONS = ['1s', '1m', '1h'] as const
export type EquityResolution = (typeof EQUITY_RESOLUTIONS)[number]

/** An account's equity in one span of time. Undefined while something that was held had no price. */
export interface EquityPoint {
  readonly accountId: AccountId
  readonly resolution: EquityResolution
  /** Its beginning. */
  readonly ts: UnixNanos
  readonly first?: Money
  readonly high?: Money
  readonly low?: Money
  readonly last?: Money
  /** As they were last. */
  readonly grossExposure: Money
  readonly netExposure: Money
  readonly openOrders: number
}

/** How finely candles are kept, and so for how long. */
export const CANDLE_RESOLUTIONS = ['1m', '1h'] as const
export type CandleResolution = (typeof CANDLE_RESOLUTIONS)[number]

export interface StoredCandle extends Candle {
  readonly instrumentId: InstrumentId
  readonly resolution: CandleResolution
  /** VENUE: whole, as the venue has told it; no trade is added to it. */
  readonly origin: 'TRADES' | 'VENUE'
  /** Of the trades in it. */
  readonly firstEvent: UnixNanos
  readonly lastEvent: UnixNanos
}

/** What a command of the API has become, as JSON for clients. */
export interface CommandChange {
  readonly commandId: string
  readonly ts: UnixNanos
  readonly json: string
}

/** Order events that never came: `from` to `to` of `accountSeq`, both included. */
export interface HistoryHole {
  readonly accountId: AccountId
  readonly from: number
  readonly to: number
  readonly ts: UnixNanos
}

export interface NumberedFill extends Numbered<Execution> {
  /** Of its order, which never changes: the fills of orders that are listed together are found together. */
  readonly orderCreatedAt: UnixNanos
}

/** One transaction. All or nothing. */
export interface ReadModelWrite {
  readonly positions?: readonly TopicPosition[]
  readonly signals?: readonly Numbered<Signal>[]
  readonly decisions?: readonly Numbered<RiskDecision>[]
  readonly accountEvents?: readonly Numbered<AccountEvent>[]
  /** In place of what was known, where its version is higher; the number counts at the first writing alone. */
  readonly orders?: readonly Numbered<Order>[]
  readonly fills?: readonly NumberedFill[]
  readonly feeds?: readonly Numbered<FeedStatus>[]
  readonly commandEvents?: readonly Numbered<CommandEvent>[]
  readonly commandChanges?: readonly Numbered<CommandChange>[]
  /** In place of what was there of that span. */
  readonly equity?: readonly EquityPoint[]
  readonly holes?: readonly HistoryHole[]
  /** In place of what was there of that time. */
  readonly candles?: readonly StoredCandle[]
  /** That the candles have come to. */
  readonly candlePositions?: readonly TopicPosition[]
  readonly forgetCandles?: readonly {
    readonly instrumentId: InstrumentId
    readonly resolution: CandleResolution
    readonly before: UnixNanos
  }[]
  readonly forget?: {
    readonly feedsBefore: UnixNanos
    readonly equityBefore: Readonly<Record<EquityResolution, UnixNanos>>
  }
  /** All that was in the topics when the rebuild began is there. */
  readonly rebuilt?: true
}

/** Newest first, by time and then number. */
export interface PageQuery {
  readonly limit: number
  /** Strictly before this one. */
  readonly before?: { readonly ts: UnixNanos; readonly seq: number }
  /** Included. */
  readonly from?: UnixNanos
  /** Excluded. */
  readonly to?: UnixNanos
}

/** Each names what is wanted of it; what is left out chooses nothing. */
export interface OrderFilter {
  readonly accounts?: readonly AccountId[]
  readonly modes?: readonly TradingMode[]
  readonly instruments?: readonly InstrumentId[]
  readonly strategies?: readonly StrategyId[]
  readonly sides?: readonly Side[]
  readonly states?: readonly OrderState[]
}

export type FillFilter = Omit<OrderFilter, 'states'>
export type DenialFilter = Omit<OrderFilter, 'states'> & { readonly codes?: readonly DenialCode[] }
export type SignalFilter = Omit<OrderFilter, 'states' | 'modes'>

export interface OrderPageQuery extends PageQuery {
  /** Orders alone: their fills are left empty. */
  readonly withoutFills?: boolean
}

export interface ListedOrder extends Numbered<Order> {
  /** Oldest first, the first {@link FILLS_LISTED} of them. */
  readonly fills: readonly Execution[]
}

/** With an order in a list; the others are found by the order's own timeline. */
export const FILLS_LISTED = 20

/** Everything that is known of an intent and of the order that it became. */
export interface OrderHistory {
  readonly signals: readonly Signal[]
  readonly decisions: readonly RiskDecision[]
  readonly events: readonly AccountEvent[]
  readonly order: Order | undefined
}

/** What clients are told of as it happens, in the order of writing. */
export type JournalEntry =
  | { readonly kind: 'ACCOUNT'; readonly seq: number; readonly value: AccountEvent }
  | { readonly kind: 'DENIAL'; readonly seq: number; readonly value: RiskDecision }
  | { readonly kind: 'FEED'; readonly seq: number; readonly value: FeedStatus }
  | { readonly kind: 'CONTROL'; readonly seq: number; readonly value: CommandEvent }
  | { readonly kind: 'COMMAND'; readonly seq: number; readonly value: CommandChange }

export interface JournalPage {
  readonly entries: readonly JournalEntry[]
  /** All up to here are in it, or in the pages before. */
  readonly upTo: number
  readonly isLast: boolean
}

/** Where the writer goes on. */
export interface ReadModelState {
  /** Another one after each `clear`: numbers of one say nothing in another. */
  readonly epoch: string
  /** `clear` was called for a rebuild, which has not come to its end: whoever writes next goes on with it. */
  readonly isRebuilding: boolean
  readonly lastSeq: number
  readonly positions: readonly TopicPosition[]
  readonly candlePositions: readonly TopicPosition[]
  readonly accountSeqs: ReadonlyMap<AccountId, number>
  /** The newest point of each account and resolution. */
  readonly equity: readonly EquityPoint[]
}

export interface EquityQuery {
  readonly accountId: AccountId
  readonly resolution: EquityResolution
  /** Included. */
  readonly from: UnixNanos
  /** Excluded. */
  readonly to: UnixNanos
  readonly limit: number
}

/** The newest that are not excluded. */
export interface CandlePageQuery {
  readonly instrumentId: InstrumentId
  readonly resolution: CandleResolution
  /** Included. */
  readonly from?: UnixNanos
  /** Excluded. */
  readonly to?: UnixNanos
  readonly limit: number
}

export interface CommandEventQuery {
  readonly limit: number
  readonly before?: { readonly ts: UnixNanos; readonly seq: number }
  /** `account/<id>` or `strategy/<id>`. */
  readonly target?: string
}

export interface ReadModelStore {
  load(): Promise<ReadModelState>
  commit(write: ReadModelWrite): Promise<void>
  /** Forgets everything, and begins anew under that name: a rebuild, until it is said to be `rebuilt`. */
  clear(epoch: string): Promise<void>
  listOrders(filter: OrderFilter, page: OrderPageQuery): Promise<readonly ListedOrder[]>
  listFills(filter: FillFilter, page: PageQuery): Promise<readonly Numbered<Execution>[]>
  /** Decisions that denied. */
  listDenials(filter: DenialFilter, page: PageQuery): Promise<readonly Numbered<RiskDecision>[]>
  listSignals(filter: SignalFilter, page: PageQuery): Promise<readonly Numbered<Signal>[]>
  listFeeds(page: PageQuery): Promise<readonly Numbered<FeedStatus>[]>
  listCommandEvents(query: CommandEventQuery): Promise<readonly Numbered<CommandEvent>[]>
  /** Not final, as far as is known here. */
  openOrders(accountId: AccountId): Promise<readonly Order[]>
  findOrder(clientOrderId: string): Promise<Order | undefined>
  /** Of that order, or of the intent that would have become it. Undefined where nothing is known of it. */
  history(clientOrderId: string): Promise<OrderHistory | undefined>
  /** Oldest first. */
  equity(query: EquityQuery): Promise<readonly EquityPoint[]>
  /** Newest first. */
  candles(query: CandlePageQuery): Promise<readonly StoredCandle[]>
  holes(): Promise<readonly HistoryHole[]>
  journal(after: number, limit: number): Promise<JournalPage>
  close(): Promise<void>
}
