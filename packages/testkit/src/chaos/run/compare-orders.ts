/** The venue's orders beside ours, one to one. */
import { type ClientOrderId, EXTERNAL_STRATEGY, isFinal, type Order } from '@oasis/domain'
import type { JudgedOrder, LedgerDump } from '../place/venue-messages.ts'
import { type Finding, finding } from './finding.ts'
import type { Books } from './read-books.ts'

const RESTING = ['OPEN', 'PARTIALLY_FILLED', 'PENDING_CANCEL']
const NEVER_THERE = ['REJECTED', 'NOT_SENT', 'VOIDED']

export function compareOrders(ledger: LedgerDump, books: Books): readonly Finding[] {
  const ours = new Map(books.orders.map((order) => [order.clientOrderId, order]))
  const atVenue = new Map<ClientOrderId, JudgedOrder>()
  const findings: Finding[] = []
  for (const order of ledger.orders) {
    const { clientOrderId } = order
    if (clientOrderId === undefined) continue
    if (atVenue.has(clientOrderId)) {
      findings.push(finding('doubled', `the venue has a second order of ${clientOrderId}`))
    }
    if (!ours.has(clientOrderId)) {
      findings.push(finding('lost', `the venue has order ${clientOrderId}, which is not written down`))
    }
    atVenue.set(clientOrderId, order)
  }
  const intents = new Set(books.orders.map(({ intent }) => intent.intentId))
  if (intents.size < books.orders.length) {
    findings.push(finding('doubled', 'an intent has two orders in our books'))
  }
  for (const order of ours.values()) {
    const fault = difference(order, atVenue.get(order.clientOrderId))
    if (fault !== undefined) findings.push({ ...fault, what: `order ${order.clientOrderId} ${fault.what}` })
  }
  return findings
}

/** Orders for which a person is asked to decide; they count as answered. */
export const inReview = (books: Books): readonly Order[] =>
  books.orders.filter(({ state }) => state === 'REVIEW')

function difference(order: Order, venue: JudgedOrder | undefined): Finding | undefined {
  const { state, reason = 'no reason', intent } = order
  const wrong = (what: string): Finding => finding('state', what)
  if (state === 'REVIEW' || intent.strategyId === EXTERNAL_STRATEGY) return undefined
  if (!isFinal(state) && !RESTING.includes(state)) return wrong(`is ${state} at rest (${reason})`)
  if (!venue) {
    if (NEVER_THERE.includes(state)) return undefined
    return finding('lost', `is ${state}, and the venue never had it`)
  }
  if (venue.side !== intent.side || venue.instrumentId !== intent.instrumentId) {
    return wrong('is another one at the venue')
  }
  if (venue.filled !== order.filledQuantity) {
    return wrong(`has ${order.filledQuantity} filled, at the venue ${venue.filled}`)
  }
  const expected = venue.status === 'OPEN' || venue.status === 'PENDING_CANCEL' ? RESTING : [venue.status]
  return expected.includes(state) ? undefined : wrong(`is ${state} (${reason}), at the venue ${venue.status}`)
}
