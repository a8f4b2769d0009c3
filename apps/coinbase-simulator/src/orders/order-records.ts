/** How what happens in the matching core changes the venue's records. */
import { formatPrice, formatQuantity, notional, subtractMoney, subtractQuantity } from '@oasis/domain'
import type { PaperEvent, PaperExecution, PaperOrder, PaperOrderStatus } from '@oasis/matching'
import {
  type OrderEdit,
  quoteAmountOf,
  type VenueExecution,
  type VenueOrder,
  type VenueOrderStatus,
} from './venue-order.ts'

/** Names for what a user's book makes; the same for the same number, and never used by another book. */
export interface OrderIds {
  order(sequence: number): string
  entry(sequence: number): string
  trade(sequence: number): string
}

const ENDED_AS: Readonly<Record<Exclude<PaperOrderStatus, 'OPEN'>, VenueOrderStatus>> = {
  FILLED: 'FILLED',
  CANCELED: 'CANCELLED',
  EXPIRED: 'EXPIRED',
  REJECTED: 'FAILED',
}

export function foldEvent(before: VenueOrder, { kind, order: paper }: PaperEvent): VenueOrder {
  const after: VenueOrder = {
    ...before,
    paper,
    status: statusAfter(before.status, paper.status),
    updatedAt: paper.updatedAt,
    lastFillAt: kind === 'EXECUTION' ? paper.updatedAt : before.lastFillAt,
  }
  if (paper.status === 'REJECTED')
    return { ...after, rejectReason: rejectReasonOf(paper.reason), rejectMessage: paper.reason }
  if (paper.status === 'CANCELED' && before.cancelMessage === undefined)
    return { ...after, cancelMessage: paper.reason }
  return after
}

/** A request that is on its way stays visible while the order is open. */
function statusAfter(before: VenueOrderStatus, paper: PaperOrderStatus): VenueOrderStatus {
  if (paper !== 'OPEN') return ENDED_AS[paper]
  return before === 'CANCEL_QUEUED' || before === 'EDIT_QUEUED' ? before : 'OPEN'
}

const rejectReasonOf = (reason: string | undefined): string =>
  reason === 'INSUFFICIENT_FUND' ? 'HOLD_FAILURE' : 'REJECT_REASON_UNSPECIFIED'

export function executionOf(
  order: VenueOrder,
  execution: PaperExecution,
  sequence: number,
  ids: OrderIds,
): VenueExecution {
  const { side, price, quantity, fee, feeCurrency, liquidity, tsEvent } = execution
  return {
    entryId: ids.entry(sequence),
    tradeId: ids.trade(sequence),
    sequence,
    orderId: order.orderId,
    clientOrderId: order.clientOrderId,
    productId: order.productId,
    side,
    price,
    quantity,
    fee,
    feeCurrency,
    liquidity,
    sizeInQuote: quoteAmountOf(order) !== undefined,
    at: tsEvent,
  }
}

/** The record of an edit that was taken: the order shows its new price and size as if it had been placed so. */
export function underEdit(order: VenueOrder, edit: OrderEdit): VenueOrder {
  const fields = { base_size: formatQuantity(edit.size), limit_price: formatPrice(edit.price) }
  const configuration = Object.fromEntries(
    Object.entries(order.configuration).map(([name, before]) => [name, { ...before, ...fields }]),
  )
  return { ...order, configuration, edits: [...order.edits, edit] }
}

/** An order whose fill was taken back shows what remains filled. */
export const withoutFill = (paper: PaperOrder, { price, quantity, fee }: VenueExecution): PaperOrder => ({
  ...paper,
  filledQuantity: subtractQuantity(paper.filledQuantity, quantity),
  filledNotional: subtractMoney(paper.filledNotional, notional(price, quantity)),
  fees: subtractMoney(paper.fees, fee),
})
