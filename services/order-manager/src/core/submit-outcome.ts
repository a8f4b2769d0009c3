import type { UnixNanos } from '@oasis/domain'
import type { SubmitOutcome } from '@oasis/ports'
import { move } from './move-order.ts'
import { type OrderChange, type OrderEntry, unchanged } from './order-entry.ts'

/** What the venue's answer to a submit makes of the order. Fills and reports may have come before it. */
export function followSubmit(entry: OrderEntry, outcome: SubmitOutcome, now: UnixNanos): OrderChange {
  switch (outcome.kind) {
    case 'ACKNOWLEDGED':
      return move(entry, 'ACKNOWLEDGE', now, { venueOrderId: outcome.venueOrderId })
    case 'REJECTED':
      return move(entry, 'REJECT', now, {
        reason: `rejected by the venue [${outcome.venueReason}] ${outcome.message}`.trimEnd(),
      })
    case 'NOT_SENT':
      return move(entry, 'NOT_SENT', now, { reason: `not sent: ${outcome.reason}` })
    case 'UNKNOWN':
      // A report or fill that overtook the answer has told the outcome already.
      if (entry.order.venueOrderId !== undefined) return unchanged(entry)
      return move(entry, 'LOSE_TRACK', now, { reason: `outcome unknown: ${outcome.reason}` })
  }
}
