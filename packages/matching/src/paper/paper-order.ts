/** An order at the paper venue and what came of it. Plain data: replaced on every change, never altered in place. */
import {
  type ClientOrderId,
  type Currency,
  type ExecutionId,
  type InstrumentId,
  type Liquidity,
  type Money,
  type OrderTerms,
  type Price,
  type Quantity,
  type Side,
  subtractQuantity,
  type UnixNanos,
  type VenueOrderId,
} from '@oasis/domain'

export type PaperOrderStatus = 'OPEN' | 'FILLED' | 'CANCELED' | 'EXPIRED' | 'REJECTED'

export interface PaperOrderRequest {
  readonly clientOrderId: ClientOrderId
  readonly instrumentId: InstrumentId
  readonly side: Side
  readonly terms: OrderTerms
  /** Of a stop order: which way the market has to move. Left out: up for a buy, down for a sell. */
  readonly stopDirection?: StopDirection
}

/** UP: triggered at or above the stop price. */
export type StopDirection = 'UP' | 'DOWN'

export interface PaperOrder extends PaperOrderRequest {
  readonly venueOrderId: VenueOrderId
  /** Order of arrival at the venue: time priority among orders of one price. */
  readonly arrival: number
  readonly status: PaperOrderStatus
  /** False for a stop order that still waits for its price. */
  readonly triggered: boolean
  readonly filledQuantity: Quantity
  /** Σ price × quantity of its executions. */
  readonly filledNotional: Money
  readonly fees: Money
  readonly executions: number
  /** Size of others ahead of it at its price; undefined where the queue cannot be seen: then it stands at the back. */
  readonly queueAhead: Quantity | undefined
  /** Held for what may still fill: quote currency for a buy, base for a sell. */
  readonly held: Money
  /** The venue's word for why it ended. */
  readonly reason?: string
  readonly message?: string
  readonly arrivedAt: UnixNanos
  readonly updatedAt: UnixNanos
}

export interface PaperExecution {
  /** `<account>/<client order id>/<n>`: the same at every derivation. */
  readonly executionId: ExecutionId
  readonly venueOrderId: VenueOrderId
  readonly clientOrderId: ClientOrderId
  readonly instrumentId: InstrumentId
  readonly side: Side
  readonly price: Price
  readonly quantity: Quantity
  readonly fee: Money
  readonly feeCurrency: Currency
  readonly liquidity: Liquidity
  /** Filled by the convention for a market without a book. */
  readonly synthetic: boolean
  readonly tsEvent: UnixNanos
}

/** In the order in which they happened. An execution comes with the order as it left it. */
export type PaperEvent =
  | { readonly kind: 'ORDER'; readonly order: PaperOrder }
  | { readonly kind: 'EXECUTION'; readonly execution: PaperExecution; readonly order: PaperOrder }

export const limitPriceOf = (terms: OrderTerms): Price | undefined =>
  terms.type === 'MARKET' ? undefined : terms.limitPrice

/** Base still to fill; undefined for an order sized in quote currency. */
export function remainingOf(order: Pick<PaperOrder, 'terms' | 'filledQuantity'>): Quantity | undefined {
  const { terms } = order
  if (terms.type !== 'MARKET') return subtractQuantity(terms.quantity, order.filledQuantity)
  return terms.size.unit === 'QUOTE' ? undefined : subtractQuantity(terms.size.quantity, order.filledQuantity)
}

export const expiryOf = (terms: OrderTerms): UnixNanos | undefined =>
  terms.type === 'MARKET' || terms.timeInForce !== 'GTD' ? undefined : terms.expiresAt
