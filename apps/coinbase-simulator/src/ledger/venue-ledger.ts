/**
 * The truth at the venue for one user, for whoever judges a run by it. Named as in the simulated venue of the test
 * kit, so that the same comparisons read both. Made from what was written to the journal, not from answers; sums are
 * its own. Times are the true ones, not the venue's clock.
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
import type { VenueTransfer } from '../orders/venue-order.ts'

/** REJECTED: accepted, and refused afterwards (the venue's FAILED). PENDING counts as OPEN. */
export type LedgerOrderStatus = 'OPEN' | 'PENDING_CANCEL' | 'FILLED' | 'CANCELED' | 'EXPIRED' | 'REJECTED'

export interface LedgerOrder {
  readonly venueOrderId: VenueOrderId
  readonly clientOrderId: ClientOrderId
  readonly instrumentId: InstrumentId
  readonly side: Side
  readonly terms: OrderTerms
  /** Base quantity; of an order sized in quote currency what has filled. */
  readonly quantity: Quantity
  readonly filled: Quantity
  readonly status: LedgerOrderStatus
  readonly acceptedAt: UnixNanos
  readonly endedAt: UnixNanos | undefined
  /** Which key placed it: by this, orders of several programs of one user are told apart. */
  readonly keyName: string
}

export interface LedgerExecution {
  readonly executionId: ExecutionId
  readonly kind: 'FILL' | 'REVERSAL'
  /** Of a REVERSAL: the fill that it takes back; price, quantity and fee are those of that fill. */
  readonly reverses: ExecutionId | undefined
  readonly venueOrderId: VenueOrderId
  readonly clientOrderId: ClientOrderId
  readonly instrumentId: InstrumentId
  readonly side: Side
  readonly price: Price
  readonly quantity: Quantity
  readonly fee: Money
  readonly feeCurrency: Currency
  readonly liquidity: Liquidity
  readonly at: UnixNanos
  readonly tsEvent: UnixNanos
}

export interface LedgerBalance {
  readonly currency: Currency
  readonly total: Money
  readonly held: Money
}

/** A create request that arrived, whatever became of it: two with one client order id are a repetition. */
export interface LedgerRequest {
  readonly clientOrderId: ClientOrderId
  readonly instrumentId: InstrumentId
  readonly at: UnixNanos
  readonly keyName: string
  readonly outcome:
    | { readonly kind: 'ACCEPTED'; readonly venueOrderId: VenueOrderId }
    /** The same client order id was there before. */
    | { readonly kind: 'REPEATED'; readonly venueOrderId: VenueOrderId }
    | { readonly kind: 'REJECTED'; readonly reason: string }
}

/** A product right after a change; open parts are at their worst: nothing filled, or all. */
export interface ExposureMoment {
  readonly at: UnixNanos
  readonly instrumentId: InstrumentId
  readonly cause: 'ACCEPTED' | 'FILLED' | 'ENDED' | 'TRANSFER'
  readonly clientOrderId: ClientOrderId | undefined
  readonly bid: Price | undefined
  readonly ask: Price | undefined
  /** All of the base currency that the user has. */
  readonly position: Quantity
  /** Net of all executions. */
  readonly tradedPosition: Quantity
  readonly openBuys: Quantity
  readonly openSells: Quantity
  /** Remainders at their limit prices. */
  readonly openBuyNotional: Money
  readonly openSellNotional: Money
  /** On this product and on all. */
  readonly openOrders: number
  readonly openOrdersOfAll: number
}

export interface VenueLedger {
  /** Every order ever accepted, in the order of acceptance. */
  readonly orders: readonly LedgerOrder[]
  readonly openOrders: readonly LedgerOrder[]
  /** Every execution, once, in the order of happening. */
  readonly executions: readonly LedgerExecution[]
  readonly transfers: readonly VenueTransfer[]
  readonly balances: readonly LedgerBalance[]
  readonly requests: readonly LedgerRequest[]
  readonly exposures: readonly ExposureMoment[]
}
