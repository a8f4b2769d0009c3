/** What the venue and what stands before it answer when something is wrong with them, not with the request. */
import { RATE_LIMITED, type RestAnswer, UNAUTHORIZED } from '../protocol/rest-bodies.ts'

const html = (status: number, title: string): RestAnswer => ({
  status,
  body: `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`,
  contentType: 'text/html; charset=UTF-8',
})

const INTERNAL = { error: 'INTERNAL', error_details: '', message: 'Internal server error' }

export const SERVER_ERRORS: readonly RestAnswer[] = [
  { status: 500, body: INTERNAL },
  { status: 503, body: { ...INTERNAL, error: 'UNAVAILABLE', message: 'Service unavailable' } },
  html(502, 'Bad Gateway'),
  html(503, 'Service Unavailable'),
  html(504, 'Gateway Timeout'),
]

export const RATE_LIMITED_PAGE = html(429, 'Too Many Requests')
export { RATE_LIMITED, UNAUTHORIZED }

/** Of a 200 that answers nothing: no list that anybody asks for, and no word about an order. */
export const ODD_BODIES: readonly object[] = [
  {},
  INTERNAL,
  { trades: [], best_bid: '', best_ask: '', has_next: false, cursor: '' },
]

/** Reasons of an order that was acknowledged and FAILED. */
export const LATE_REASONS = [
  'HOLD_FAILURE',
  'TOO_MANY_OPEN_ORDERS',
  'REJECT_REASON_INSUFFICIENT_FUNDS',
  'RATE_LIMIT_EXCEEDED',
] as const

/** Of a create that is refused at once. */
export const SUDDEN_REFUSALS = [
  { reason: 'INSUFFICIENT_FUND', message: 'Insufficient balance in source account' },
  { reason: 'ORDER_ENTRY_DISABLED', message: 'Orders cannot be entered' },
  { reason: 'INVALID_REQUEST', message: 'account is not available' },
] as const
