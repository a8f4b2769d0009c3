/** An order at the simulated venue and its executions. Plain data: replaced on every change, never altered in place. */
import type { Currency, Liquidity, Money, Price, Quantity, Side, UnixNanos } from '@oasis/domain'
import type { PaperOrder } from '@oasis/matching'

export type VenueOrderStatus =
  | 'PENDING'
  | 'OPEN'
  | 'CANCEL_QUEUED'
  | 'EDIT_QUEUED'
  | 'FILLED'
  | 'CANCELLED'
  | 'EXPIRED'
  | 'FAILED'

/** One member, named as on the wire, with its fields as they were sent. */
export type OrderConfiguration = Readonly<Record<string, Readonly<Record<string, string | boolean>>>>

export type VenueOrderType = 'MARKET' | 'LIMIT' | 'STOP_LIMIT' | 'BRACKET'

export interface OrderEdit {
  readonly price: Price
  readonly size: Quantity
  readonly at: UnixNanos
}

export interface VenueOrder {
  readonly orderId: string
  /** Order of acceptance among the user's orders, from 1. */
  readonly sequence: number
  readonly clientOrderId: string
  readonly productId: string
  readonly configuration: OrderConfiguration
  readonly type: VenueOrderType
  /** Of a bracket that has not been triggered: a last trade at or below it makes it sell at once. */
  readonly stopTrigger: Price | undefined
  /** Which key placed it. */
  readonly keyName: string
  readonly status: VenueOrderStatus
  /** How it stands in the matching core, where its client order id is our `orderId`. */
  readonly paper: PaperOrder
  readonly edits: readonly OrderEdit[]
  readonly createdAt: UnixNanos
  readonly updatedAt: UnixNanos
  readonly lastFillAt: UnixNanos | undefined
  readonly rejectReason: string | undefined
  readonly rejectMessage: string | undefined
  readonly cancelMessage: string | undefined
}

export interface VenueExecution {
  readonly entryId: string
  readonly tradeId: string
  /** Among the user's executions, from 1. */
  readonly sequence: number
  readonly orderId: string
  readonly clientOrderId: string
  readonly productId: string
  readonly side: Side
  readonly price: Price
  readonly quantity: Quantity
  readonly fee: Money
  readonly feeCurrency: Currency
  readonly liquidity: Liquidity
  /** The venue states the size in quote currency. */
  readonly sizeInQuote: boolean
  /** Of a REVERSAL: the entry that it takes back. Its price, size and fee are those of that entry. */
  readonly reverses?: string
  readonly at: UnixNanos
}

/** A change of a balance that is no trade. */
export interface VenueTransfer {
  readonly currency: Currency
  /** Signed. */
  readonly amount: Money
  readonly reason: 'OPENING' | 'DEPOSIT' | 'WITHDRAWAL'
  readonly at: UnixNanos
}

const ENDED: readonly VenueOrderStatus[] = ['FILLED', 'CANCELLED', 'EXPIRED', 'FAILED']

export const hasEnded = ({ status }: Pick<VenueOrder, 'status'>): boolean => ENDED.includes(status)

/** Sized by the amount of quote currency to spend. */
export const quoteAmountOf = ({ paper: { terms } }: VenueOrder): Money | undefined =>
  terms.type === 'MARKET' && terms.size.unit === 'QUOTE' ? terms.size.amount : undefined
