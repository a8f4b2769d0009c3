/**
 * `POST /orders`. The answer is judged here and nowhere else. Invariant: ACCEPTED and REFUSED are the venue's own
 * words; everything that is neither is UNKNOWN, and no request is ever sent a second time (a 401 aside, which the venue
 * gives before it reads).
 */
import { storableText } from '@oasis/domain'
import { z } from 'zod'
import { jsonOf } from '../json-body.ts'
import type { PostResult, SignedRest } from '../signed/signed-rest.ts'
import { text } from '../wire.ts'
import { isDuplicate, type RefusalReasons, reasonOf, refusalReasons } from './failure-reasons.ts'
import { agrees, type OrderConfiguration, shownConfiguration } from './order-configuration.ts'

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
  return judgeCreate(result, request)
}

/** What no id of ours could be made of is no id. */
const orderId = z.string().regex(/^[\x21-\x7e]{1,256}$/)

/** Older bodies have `order_id` and `failure_reason` at the top as well: these are never read. */
const answerSchema = z.object({
  success: z.boolean(),
  success_response: z
    .object({ order_id: orderId, client_order_id: text, product_id: text, side: text })
    .optional()
    .catch(undefined),
  error_response: refusalReasons.optional().catch(undefined),
  order_configuration: shownConfiguration,
})
type Answer = z.infer<typeof answerSchema>
type Accepted = NonNullable<Answer['success_response']>

export function judgeCreate(result: PostResult, request: CreateOrderRequest): CreateOrderResult {
  switch (result.kind) {
    case 'NOT_SENT':
      return result
    case 'LOST':
      return { kind: 'UNKNOWN', reason: result.reason }
    case 'REFUSED_UNREAD':
      return { kind: 'REFUSED', reason: 'UNAUTHORIZED', message: 'the venue takes no token of this key' }
    case 'ANSWERED':
      return result.status === 200 ? judgeBody(result.body, request) : judgeError(result.status, result.body)
  }
}

const unknown = (reason: string): CreateOrderResult => ({ kind: 'UNKNOWN', reason })

function judgeBody(body: string, request: CreateOrderRequest): CreateOrderResult {
  const answer = answerSchema.safeParse(jsonOf(body))
  if (!answer.success) return unknown('the answer to the order cannot be read')
  const { success, success_response: accepted, error_response: refused, order_configuration } = answer.data
  if (!isSameOrder(order_configuration, request)) return unknown('the answer is about another order')
  if (success) {
    if (accepted === undefined) return unknown('accepted, without the id of the order')
    if (!isAbout(accepted, request)) return unknown('the answer is about another order')
    if (refused !== undefined && reasonOf(refused) !== undefined)
      return unknown('accepted and refused at once')
    return { kind: 'ACCEPTED', orderId: accepted.order_id }
  }
  if (accepted !== undefined) return unknown('refused and accepted at once')
  return refused === undefined ? unknown('refused, without a reason') : judgeReasons(refused)
}

/** What it leaves out says nothing. */
function isAbout(accepted: Accepted, { client_order_id, product_id, side }: CreateOrderRequest): boolean {
  const isOrMissing = (shown: string, ours: string): boolean => shown === '' || shown === ours
  return (
    isOrMissing(accepted.client_order_id, client_order_id) &&
    isOrMissing(accepted.product_id, product_id) &&
    isOrMissing(accepted.side, side)
  )
}

function isSameOrder(shown: Answer['order_configuration'], request: CreateOrderRequest): boolean {
  return shown === undefined || agrees(shown, request.order_configuration)
}

/** In whichever form it came: a reason is the same proof with any status, and none is without one. */
function judgeReasons(refused: RefusalReasons): CreateOrderResult {
  if (isDuplicate(refused)) return { kind: 'EXISTS' }
  const reason = reasonOf(refused)
  if (reason === undefined) return unknown('refused, without a reason that says that there is no order')
  return { kind: 'REFUSED', reason, message: storableText(refused.message || refused.error_details) }
}

/**
 * Refused for the request's own sake. Others (408, 409, 429, 5xx) tell nothing of what became of it, and neither does a
 * 404: a create asks for nothing that could be missing, so whatever was not found, this was not read as one.
 */
const REFUSALS: ReadonlySet<number> = new Set([400, 403, 405, 413, 415, 422])

const errorSchema = refusalReasons.extend({
  error_response: refusalReasons.optional().catch(undefined),
  success_response: z.unknown().optional(),
})

/** Only in the venue's own JSON: pages come from what stands in front of it. */
function judgeError(status: number, body: string): CreateOrderResult {
  const json = errorSchema.safeParse(jsonOf(body))
  if (!json.success || !REFUSALS.has(status)) return unknown(`HTTP ${status} from the venue`)
  const { error_response: inner, success_response: accepted, ...outer } = json.data
  if (accepted !== undefined && accepted !== null) return unknown('refused and accepted at once')
  if (inner === undefined) return judgeReasons(outer)
  return isDuplicate(outer) || reasonOf(inner) === undefined ? judgeReasons(outer) : judgeReasons(inner)
}
