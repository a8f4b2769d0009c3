/** A place that takes orders. Its answers say what is known, never more: an outcome that cannot be told is UNKNOWN. */
import type {
  ClientOrderId,
  Currency,
  ExecutionId,
  ExecutionKind,
  InstrumentId,
  Liquidity,
  Money,
  OrderTerms,
  Price,
  Quantity,
  Side,
  UnixNanos,
  VenueId,
  VenueOrderId,
} from '@oasis/domain'

export interface VenueOrder {
  readonly clientOrderId: ClientOrderId
  readonly instrumentId: InstrumentId
  readonly side: Side
  readonly terms: OrderTerms
}

export type SubmitOutcome =
  | { readonly kind: 'ACKNOWLEDGED'; readonly venueOrderId: VenueOrderId }
  /** Refused for a business reason; `venueReason` is the venue's own word. */
  | { readonly kind: 'REJECTED'; readonly venueReason: string; readonly message: string }
  /** Proof that no byte left. */
  | { readonly kind: 'NOT_SENT'; readonly reason: string }
  | { readonly kind: 'UNKNOWN'; readonly reason: string }

/**
 * Why an order may not leave any more (halted meanwhile, approval expired); undefined while it may. Cheap, synchronous,
 * and about this very moment: an answer must not be kept.
 */
export type SendingVeto = () => string | undefined

export type CancelOutcome =
  /** Accepted, not done: the order's report says when. */
  | { readonly kind: 'REQUESTED' }
  | { readonly kind: 'REJECTED'; readonly venueReason: string }
  | { readonly kind: 'NOT_SENT'; readonly reason: string }
  | { readonly kind: 'UNKNOWN'; readonly reason: string }

export type VenueOrderStatus =
  | 'PENDING'
  | 'OPEN'
  | 'PENDING_CANCEL'
  | 'FILLED'
  | 'CANCELED'
  | 'EXPIRED'
  | 'REJECTED'

/**
 * Cumulative state of one order at the venue. An order that we did not place and that has no client order id of its own
 * gets one named after the venue's id by the adapter, always the same.
 */
export interface VenueOrderReport {
  readonly clientOrderId: ClientOrderId
  readonly venueOrderId: VenueOrderId
  readonly instrumentId: InstrumentId
  readonly side: Side
  readonly status: VenueOrderStatus
  readonly filledQuantity: Quantity
  /** As the venue shows them; needed only for orders that we did not place. */
  readonly terms?: OrderTerms
  readonly reason?: string
  readonly tsEvent: UnixNanos
}

export interface VenueExecution {
  readonly executionId: ExecutionId
  /** REVERSAL: the venue has taken a fill back; numbers as in the fill. */
  readonly kind: ExecutionKind
  readonly venueOrderId: VenueOrderId
  readonly clientOrderId: ClientOrderId
  readonly instrumentId: InstrumentId
  readonly side: Side
  readonly price: Price
  readonly quantity: Quantity
  readonly fee: Money
  readonly feeCurrency: Currency
  readonly liquidity: Liquidity
  readonly synthetic: boolean
  readonly tsEvent: UnixNanos
}

export interface VenueBalance {
  readonly currency: Currency
  readonly available: Money
  readonly held: Money
}

export type VenueEvent =
  | { readonly kind: 'ORDER'; readonly report: VenueOrderReport }
  | { readonly kind: 'EXECUTION'; readonly execution: VenueExecution }
  /** The stream was interrupted: the order manager reconciles. */
  | { readonly kind: 'RECONNECTED' }

/** What a venue promises, and what of it the order manager may rely on. */
export interface VenueTraits {
  /**
   * Whether `findOrder` by client order id is conclusive at once. Coinbase's is not: "not found" right after creation
   * proves nothing there.
   */
  readonly lookupIsConclusive: boolean
  /** The identical request again gives the same order back instead of a second one. */
  readonly submitIsIdempotent: boolean
  /** Takes an expiry for limit orders. */
  readonly goodTilDate: boolean
}

/** What we know of an order that the venue is asked for. */
export interface KnownOrder {
  /** Once the venue has acknowledged it. */
  readonly venueOrderId?: VenueOrderId
  /** By our clock; it was not sent before. */
  readonly createdAt: UnixNanos
}

export interface Venue {
  readonly id: VenueId
  readonly traits: VenueTraits
  /** Opens the stream of events. Events may repeat and may come before the submit's answer. */
  start(onEvent: (event: VenueEvent) => void): Promise<void>
  stop(): Promise<void>
  /**
   * Sends the order at most once. `veto` is asked immediately before the first byte of each attempt, after whatever the
   * adapter waits for (its rate limiter, a signature, a connection), and nothing comes between its answer and that byte:
   * a reason makes the outcome NOT_SENT with it.
   */
  submit(order: VenueOrder, signal: AbortSignal, veto: SendingVeto): Promise<SubmitOutcome>
  cancel(venueOrderId: VenueOrderId, signal: AbortSignal): Promise<CancelOutcome>
  /** Where the venue cannot be asked by client order id, `known` says by which id, or from when on, to look. */
  findOrder(
    clientOrderId: ClientOrderId,
    signal: AbortSignal,
    known?: KnownOrder,
  ): Promise<VenueOrderReport | undefined>
  openOrders(signal: AbortSignal): Promise<readonly VenueOrderReport[]>
  /** Oldest first, from `since` inclusive. */
  executionsSince(since: UnixNanos, signal: AbortSignal): Promise<readonly VenueExecution[]>
  balances(signal: AbortSignal): Promise<readonly VenueBalance[]>
  /** The venue's clock. */
  time(signal: AbortSignal): Promise<UnixNanos>
  /**
   * Paper venues only: everything open is gone, and the balances are the opening ones again. With the id of the last
   * reset it does nothing, also after a restart.
   */
  reset?(resetId: string, signal: AbortSignal): Promise<void>
}
