/** The venue's orders beside ours, one to one. Each finding is a sentence that names what it is about. */
import { type ClientOrderId, EXTERNAL_STRATEGY, isFinal, type Order } from '@oasis/domain'
import type { LedgerOrder } from '../../simulated-venue/venue-ledger.ts'
import type { LedgerDump } from '../venue/venue-process.ts'
import type { Books } from './read-books.ts'

const RESTING = ['OPEN', 'PARTIALLY_FILLED', 'PENDING_CANCEL']
const NEVER_THERE = ['REJECTED', 'NOT_SENT', 'VOIDED']

export function compareOrders(ledger: LedgerDump, books: Books): readonly string[] {
  const ours = new Map(books.orders.map((order) => [order.clientOrderId, order]))
  const atVenue = new Map<ClientOrderId, LedgerOrder>()
  const findings: string[] = []
  for (const order of ledger.orders) {
    const { clientOrderId } = order
    if (clientOrderId === undefined) continue
    if (atVenue.has(clientOrderId)) findings.push(`the venue has a second order of ${clientOrderId}`)
    if (!ours.has(clientOrderId))
      findings.push(`the venue has order ${clientOrderId}, which is not written down`)
    atVenue.set(clientOrderId, order)
  }
  const intents = new Set(books.orders.map(({ intent }) => intent.intentId))
  if (intents.size < books.orders.length) findings.push('an intent has two orders in our books')
  for (const order of ours.values()) {
    const fault = difference(order, atVenue.get(order.clientOrderId))
    if (fault !== undefined) findings.push(`order ${order.clientOrderId} ${fault}`)
  }
  return findings
}

/** Orders for which a person is asked to decide; they count as answered. */
export const inReview = (books: Books): readonly Order[] =>
  books.orders.filter(({ state }) => state === 'REVIEW')

function difference(order: Order, venue: LedgerOrder | undefined): string | undefined {
  const { state, reason = 'no reason', intent } = order
  if (state === 'REVIEW' || intent.strategyId === EXTERNAL_STRATEGY) return undefined
  if (!isFinal(state) && !RESTING.includes(state)) return `is ${state} at rest (${reason})`
  if (!venue) return NEVER_THERE.includes(state) ? undefined : `is ${state}, and the venue never had it`
  if (venue.side !== intent.side || venue.instrumentId !== intent.instrumentId)
    return 'is another one at the venue'
  if (venue.filled !== order.filledQuantity)
    return `has ${order.filledQuantity} filled, at the venue ${venue.filled}`
  const expected = venue.status === 'OPEN' || venue.status === 'PENDING_CANCEL' ? RESTING : [venue.status]
  return expected.includes(state) ? undefined : `is ${state} (${reason}), at the venue ${venue.status}`
}
