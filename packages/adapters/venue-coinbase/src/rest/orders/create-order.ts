/**
 * `POST /orders`. The answer is judged here and nowhere else. Invariant: ACCEPTED and REFUSED are the venue's own
 * words; everything that is neither is UNKNOWN, and no request is ever sent a second time (a 401 aside, which the venue
 * gives before it reads).
 */
import { z } from 'zod'
import { jsonOf } from '../json-body.ts'
import type { PostResult, SignedRest } from '../signed/signed-rest.ts'
import { text } from '../wire.ts'
import { isDuplicate, reasonOf, refusalReasons } from './failure-reasons.ts'
import type { OrderConfiguration } from './order-configuration.ts'

export interface CreateOrderRequest {
  readonly client_order_id: string
  readonly product_id: string
  readonly side: 'BUY' | 'SELL'
  readonly order_configuration: OrderConfiguration
}

export type CreateOrderResult =
  | { readonly kind: 'ACCEPTED'; readonly orderId: string }
  | { readonly kind: 'REFUSED'; readonly reason: string; readonly message: string }
  /** The venue has an order with this client order id, and says only that. */
  | { readonly kind: 'EXISTS' }
  | { readonly kind: 'NOT_SENT'; readonly reason: string }
  | { readonly kind: 'UNKNOWN'; readonly reason: string }

export interface CreateOrderHooks {
  /** In our own limiter; default 1,000. */
  readonly maxWaitMs?: number
  /** As the port `Venue` has it. */
  readonly veto?: () => string | undefined
  readonly onSent?: () => void
}

const MAX_WAIT_MS = 1_000

export async function createOrder(
  rest: SignedRest,
  request: CreateOrderRequest,
  signal: AbortSignal,
  hooks: CreateOrderHooks = {},
): Promise<CreateOrderResult> {
  const result = await rest.post(
    { path: '/orders', body: request, urgency: 'ORDER', maxWaitMs: MAX_WAIT_MS, ...hooks },
    signal,
  )
  return judgeCreate(result, request.client_order_id)
}

/** What no id of ours could be made of is no id. */
const orderId = z.string().regex(/^[\x21-\x7e]{1,256}$/)

/** Older bodies have `order_id` and `failure_reason` at the top as well: these are never read. */
const answerSchema = z.object({
  success: z.boolean(),
  success_response: z.object({ order_id: orderId, client_order_id: text }).optional().catch(undefined),
  error_response: refusalReasons.optional().catch(undefined),
})

export function judgeCreate(result: PostResult, clientOrderId: string): CreateOrderResult {
  switch (result.kind) {
    case 'NOT_SENT':
      return result
    case 'LOST':
      return { kind: 'UNKNOWN', reason: result.reason }
    case 'REFUSED_UNREAD':
      return { kind: 'REFUSED', reason: 'UNAUTHORIZED', message: 'the venue takes no token of this key' }
    case 'ANSWERED':
      return result.status === 200
        ? judgeBody(result.body, clientOrderId)
        : judgeError(result.status, result.body)
  }
}

const unknown = (reason: string): CreateOrderResult => ({ kind: 'UNKNOWN', reason })

function judgeBody(body: string, clientOrderId: string): CreateOrderResult {
  const answer = answerSchema.safeParse(jsonOf(body))
  if (!answer.success) return unknown('the answer to the order cannot be read')
  const { success, success_response: accepted, error_response: refused } = answer.data
  if (success) {
    if (accepted === undefined) return unknown('accepted, without the id of the order')
    const other = accepted.client_order_id !== '' && accepted.client_order_id !== clientOrderId
    return other
      ? unknown('the answer is about another order')
      : { kind: 'ACCEPTED', orderId: accepted.order_id }
  }
  if (refused === undefined) return unknown('refused, without a reason')
  if (isDuplicate(refused)) return { kind: 'EXISTS' }
  const reason = reasonOf(refused)
  if (reason === undefined) return unknown('refused, with all reasons unset')
  return { kind: 'REFUSED', reason, message: refused.message || refused.error_details }
}

/** Refused for the request's own sake; others (408, 409, 429, 5xx) tell nothing of what became of it. */
const REFUSALS: ReadonlySet<number> = new Set([400, 403, 404, 405, 413, 415, 422])

/** Only in the venue's own JSON: pages come from what stands in front of it. */
function judgeError(status: number, body: string): CreateOrderResult {
  const json = z
    .object({ error: z.string().min(1), message: text, error_details: text })
    .safeParse(jsonOf(body))
  if (!json.success || !REFUSALS.has(status)) return unknown(`HTTP ${status} from the venue`)
  const { error, message, error_details } = json.data
  if (isDuplicate({ ...NO_REASONS, error })) return { kind: 'EXISTS' }
  return { kind: 'REFUSED', reason: error, message: message || error_details }
}

const NO_REASONS = {
  new_order_failure_reason: '',
  preview_failure_reason: '',
  message: '',
  error_details: '',
}
