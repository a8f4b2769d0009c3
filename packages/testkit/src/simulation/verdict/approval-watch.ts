/**
 * What this world's risk engines have approved, by what they themselves sent: no order may be handed to the venue
 * without such an approval, for exactly its terms, of the epochs in force, and not long expired.
 *
 * Tolerance: expiry is read off clocks that may be five seconds wrong on either side until it is noticed, and the order
 * is looked at before it is handed over; what has expired for longer than that by the true time is too old. The epochs
 * are those committed at that moment, which no writer of orders can be ahead of.
 */
import { isDeepStrictEqual } from 'node:util'
import { orderIntentCodec, type PlaceOrderRequest } from '@oasis/contracts'
import {
  addMillis,
  type ClientOrderId,
  clientOrderIdOf,
  type OrderIntent,
  type OrderTerms,
  type UnixNanos,
} from '@oasis/domain'
import type { VenueOrder } from '@oasis/ports'
import type { ApprovedOrder } from './judge-approvals.ts'

/** Two clocks, each up to five seconds off, and what lies between the last look and the call. */
export const LATEST_AFTER_EXPIRY_MS = 10_500

/** As committed by the order manager. */
export interface Epochs {
  readonly riskEpoch: number
  readonly haltEpoch: number
}

export class ApprovalWatch {
  readonly failures: string[] = []
  readonly #approved = new Map<ClientOrderId, ApprovedOrder[]>()

  /** All that risk has approved and sent. */
  get approved(): readonly ApprovedOrder[] {
    return [...this.#approved.values()].flat()
  }

  /** A risk engine has asked for this order, whether or not it arrives. */
  sent({ intentBytes, approval }: PlaceOrderRequest, sentAt: UnixNanos): void {
    const intent = orderIntentCodec.decode(intentBytes)
    const id = clientOrderIdOf(intent.intentId)
    const known = this.#approved.get(id) ?? []
    // The same approval is sent again until it is answered.
    if (known.some((one) => isDeepStrictEqual(one.approval, approval))) return
    this.#approved.set(id, [...known, { intent, approval, sentAt }])
  }

  /** The order is handed to the venue. */
  submitted(order: VenueOrder, epochs: Epochs, now: UnixNanos): void {
    const fault = this.#faultOf(order, epochs, now)
    if (fault !== undefined) this.failures.push(`order ${order.clientOrderId} was sent ${fault}`)
  }

  /** Whether risk approved the order as one that only reduces. */
  isReduceOnly(id: ClientOrderId): boolean {
    const approved = this.#approved.get(id) ?? []
    return approved.length > 0 && approved.every(({ intent }) => intent.reduceOnly)
  }

  #faultOf(order: VenueOrder, { riskEpoch, haltEpoch }: Epochs, now: UnixNanos): string | undefined {
    const approved = this.#approved.get(order.clientOrderId)
    if (approved === undefined) return 'without an approval by risk'
    const same = approved.filter(({ intent }) => isSame(intent, order))
    if (same.length === 0) return 'with other terms than risk has approved'
    const current = same.filter(
      ({ approval }) => approval.riskEpoch >= riskEpoch && approval.haltEpoch >= haltEpoch,
    )
    if (current.length === 0) return 'by an approval of an epoch that had ended'
    return current.some(({ approval }) => now < addMillis(approval.expiresAt, LATEST_AFTER_EXPIRY_MS))
      ? undefined
      : 'by an approval that had long expired'
  }
}

const isSame = ({ instrumentId, side, terms }: OrderIntent, order: VenueOrder): boolean =>
  order.instrumentId === instrumentId && order.side === side && isSameTerms(terms, order.terms)

/** What rests for ever may be given an end on the way; all else is as it was approved. */
function isSameTerms(approved: OrderTerms, sent: OrderTerms): boolean {
  if (approved.timeInForce !== 'GTC' || sent.timeInForce !== 'GTD') return isDeepStrictEqual(approved, sent)
  const { expiresAt: _, ...rest } = sent
  return isDeepStrictEqual(approved, { ...rest, timeInForce: 'GTC' })
}
