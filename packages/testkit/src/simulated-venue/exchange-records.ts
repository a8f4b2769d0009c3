/** What the exchange keeps, and what it tells when something has changed. */
import type { ClientOrderId, InstrumentId, OrderTerms, Side, UnixNanos } from '@oasis/domain'
import type { LedgerExecution, LedgerOrderStatus } from './venue-ledger.ts'

/** The true time and the venue's clock. */
export interface Moment {
  readonly at: UnixNanos
  readonly ts: UnixNanos
}

/** Changed by the exchange alone. */
export interface ExchangeOrder {
  readonly venueOrderId: string
  readonly clientOrderId: ClientOrderId | undefined
  readonly instrumentId: InstrumentId
  readonly side: Side
  readonly terms: OrderTerms
  readonly quantity: bigint
  /** Only grows: what has ever filled, reversed or not. What remains open is measured by it. */
  executed: bigint
  /** Of `executed`, taken back. */
  reversed: bigint
  status: LedgerOrderStatus
  /** A stop order that has become a limit order. */
  triggered: boolean
  /** What the wallet holds for it now. */
  held: bigint
  readonly acceptedAt: UnixNanos
  /** By the venue's clock. */
  readonly tsAccepted: UnixNanos
  tsChanged: UnixNanos
  endedAt: UnixNanos | undefined
  endReason: string | undefined
}

export interface ExchangeRequest {
  readonly clientOrderId: ClientOrderId | undefined
  readonly instrumentId: InstrumentId
  readonly side: Side
  readonly terms: OrderTerms
}

export type SubmitVerdict =
  | { readonly kind: 'ACCEPTED'; readonly order: ExchangeOrder }
  | { readonly kind: 'REJECTED'; readonly reason: string; readonly message: string }

export type ExchangeChange =
  | {
      readonly kind: 'ORDER'
      readonly order: ExchangeOrder
      readonly cause: 'ACCEPTED' | 'CHANGED' | 'ENDED'
    }
  | { readonly kind: 'EXECUTION'; readonly order: ExchangeOrder; readonly execution: LedgerExecution }
  | { readonly kind: 'TRANSFER'; readonly currency: string }

export const isOpen = (order: ExchangeOrder): boolean =>
  order.status === 'OPEN' || order.status === 'PENDING_CANCEL'

export const remainingOf = (order: ExchangeOrder): bigint => order.quantity - order.executed

/** The price at which what remains may fill at worst; undefined for market orders, which leave nothing open. */
export const limitOf = ({ terms }: ExchangeOrder): bigint | undefined =>
  terms.type === 'MARKET' ? undefined : terms.limitPrice
