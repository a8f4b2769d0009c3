/**
 * `POST /orders/edit`: price and size of a GTC limit order; `size` is the new total. For terminals and tests: the order
 * manager replaces by cancel, then new, since what an edit in flight did cannot be told after a crash.
 */
import { z } from 'zod'
import { jsonOf } from '../json-body.ts'
import type { SignedRest } from '../signed/signed-rest.ts'
import { text } from '../wire.ts'

export interface EditOrderRequest {
  readonly order_id: string
  readonly price: string
  readonly size: string
}

export type EditOrderResult =
  | { readonly kind: 'SUBMITTED' }
  | { readonly kind: 'REFUSED'; readonly reason: string }
  | { readonly kind: 'NOT_SENT'; readonly reason: string }
  | { readonly kind: 'UNKNOWN'; readonly reason: string }

const faultSchema = z.object({ edit_failure_reason: text, preview_failure_reason: text })
/** Documented as a list; seen as an object as well. */
const answerSchema = z.object({
  success: z.boolean(),
  errors: z.union([z.array(faultSchema), faultSchema.transform((fault) => [fault])]).nullish(),
})

export async function editOrder(
  rest: SignedRest,
  request: EditOrderRequest,
  signal: AbortSignal,
): Promise<EditOrderResult> {
  const result = await rest.post({ path: '/orders/edit', body: request, urgency: 'ORDER' }, signal)
  if (result.kind === 'REFUSED_UNREAD') return { kind: 'REFUSED', reason: 'UNAUTHORIZED' }
  if (result.kind === 'NOT_SENT') return result
  if (result.kind === 'LOST') return { kind: 'UNKNOWN', reason: result.reason }
  const answer = answerSchema.safeParse(jsonOf(result.body))
  if (result.status !== 200 || !answer.success) {
    return { kind: 'UNKNOWN', reason: `HTTP ${result.status} from the venue` }
  }
  if (answer.data.success) return { kind: 'SUBMITTED' }
  const reasons = (answer.data.errors ?? []).flatMap((each) => [
    each.edit_failure_reason,
    each.preview_failure_reason,
  ])
  const reason = reasons.find((each) => each !== '' && !each.startsWith('UNKNOWN_'))
  return reason === undefined
    ? { kind: 'UNKNOWN', reason: 'refused, with all reasons unset' }
    : { kind: 'REFUSED', reason }
}
