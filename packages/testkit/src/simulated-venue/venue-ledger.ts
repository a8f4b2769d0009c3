/**
 * The truth at the venue, for whoever judges a run by it. Times are the true ones (the scheduler's), not the venue's
 * clock, which may be wrong. Kept apart from everything that it judges: plain bigints, own arithmetic, nothing of the
 * order manager's or the domain's accounting.
 */
import type {
  ClientOrderId,
  Currency,
  ExecutionId,
  InstrumentId,
  Liquidity,
  Money,
  OrderTerms,
  Price,
  Quantity,
  Side,
  UnixNanos,
  VenueOrderId,
} from '@oasis/domain'

export type LedgerOrderStatus = 'OPEN' | 'PENDING_CANCEL' | 'FILLED' | 'CANCELED' | 'EXPIRED'

export interface LedgerOrder {
  readonly venueOrderId: VenueOrderId
  /** As sent; undefined for what a person did at the venue. */
  readonly clientOrderId: ClientOrderId | undefined
  readonly instrumentId: InstrumentId
  readonly side: Side
  readonly terms: OrderTerms
  /** Base quantity; of orders sized in quote currency what the venue made of it. */
  readonly quantity: Quantity
  /** What remains filled: reversed fills are taken off. */
  readonly filled: Quantity
  readonly status: LedgerOrderStatus
  readonly acceptedAt: UnixNanos
  readonly endedAt: UnixNanos | undefined
}

export interface LedgerExecution {
  readonly executionId: ExecutionId
  readonly kind: 'FILL' | 'REVERSAL'
  /** Of a reversal: the fill that was taken back. */
  readonly reverses: ExecutionId | undefined
  readonly venueOrderId: VenueOrderId
  readonly clientOrderId: ClientOrderId | undefined
  readonly instrumentId: InstrumentId
  readonly side: Side
  readonly price: Price
  readonly quantity: Quantity
  readonly fee: Money
  readonly feeCurrency: Currency
  readonly liquidity: Liquidity
  readonly at: UnixNanos
  /** By the venue's own clock, as its answers say. */
  readonly tsEvent: UnixNanos
}

/** A change of a balance that is no trade. */
export interface LedgerTransfer {
  readonly currency: Currency
  /** Signed. */
  readonly amount: Money
  readonly reason: 'OPENING' | 'DEPOSIT' | 'WITHDRAWAL'
  readonly at: UnixNanos
}

export interface LedgerBalance {
  readonly currency: Currency
  readonly total: Money
  readonly held: Money
}

/** A submit that arrived, whatever became of it: two with one client order id are a repetition. */
export interface LedgerRequest {
  readonly clientOrderId: ClientOrderId
  readonly instrumentId: InstrumentId
  readonly at: UnixNanos
  readonly outcome:
    | { readonly kind: 'ACCEPTED'; readonly venueOrderId: VenueOrderId }
    /** The same order was there before, and was given back. */
    | { readonly kind: 'REPEATED'; readonly venueOrderId: VenueOrderId }
    | { readonly kind: 'REJECTED'; readonly reason: string }
}

/** An instrument right after a change; limits are judged by it. Open parts are at their worst: nothing filled, or all. */
export interface ExposureMoment {
  readonly at: UnixNanos
  readonly instrumentId: InstrumentId
  readonly cause: 'ACCEPTED' | 'FILLED' | 'ENDED' | 'REVERSED' | 'TRANSFER'
  /** Of the client's order, if one caused it; undefined when a person did. */
  readonly clientOrderId: ClientOrderId | undefined
  readonly bid: Price | undefined
  readonly ask: Price | undefined
  /** All of the base currency that the account holds, opening holdings and a person's included. */
  readonly position: Quantity
  /** Net of all executions of the client's own orders. */
  readonly tradedPosition: Quantity
  readonly openBuys: Quantity
  readonly openSells: Quantity
  /** Remainders at their limit prices. */
  readonly openBuyNotional: Money
  readonly openSellNotional: Money
  /** Of the client's own, on this instrument and on all. */
  readonly openOrders: number
  readonly openOrdersOfAll: number
}

export interface VenueLedger {
  /** Every order ever accepted, in the order of acceptance. */
  readonly orders: readonly LedgerOrder[]
  readonly openOrders: readonly LedgerOrder[]
  /** Every execution, once, in the order of happening. */
  readonly executions: readonly LedgerExecution[]
  readonly transfers: readonly LedgerTransfer[]
  readonly balances: readonly LedgerBalance[]
  readonly requests: readonly LedgerRequest[]
  readonly exposures: readonly ExposureMoment[]
  /** Milliseconds within the span in which the venue answered. */
  reachableMs(from: UnixNanos, to: UnixNanos): number
}
