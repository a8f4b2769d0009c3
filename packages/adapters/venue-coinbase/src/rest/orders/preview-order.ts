/** `POST /orders/preview`: what the venue would say to an order, without placing it. Needs view permission only. */
import { z } from 'zod'
import { jsonOf } from '../json-body.ts'
import type { SignedRest } from '../signed/signed-rest.ts'
import { optionalDecimal, text } from '../wire.ts'
import type { CreateOrderRequest } from './create-order.ts'

export type PreviewOrderRequest = Omit<CreateOrderRequest, 'client_order_id'>

export type PreviewOrderResult =
  | {
      readonly kind: 'PREVIEWED'
      /** The venue's words for why it would refuse; empty when it would take the order. */
      readonly faults: readonly string[]
      readonly warnings: readonly string[]
      /** Plain decimals in the quote currency, where the venue shows them. */
      readonly orderTotal: string | undefined
      readonly commissionTotal: string | undefined
    }
  | { readonly kind: 'FAILED'; readonly reason: string }

const answerSchema = z.object({
  order_total: optionalDecimal,
  commission_total: optionalDecimal,
  /** Required: an answer without it says nothing of the order. */
  errs: z.array(z.string()),
  warning: z.array(z.string()).nullish(),
  preview_id: text,
})

/** Means none [FAQ of the venue]. */
const NO_WARNING = 'UNKNOWN'

export async function previewOrder(
  rest: SignedRest,
  request: PreviewOrderRequest,
  signal: AbortSignal,
): Promise<PreviewOrderResult> {
  const result = await rest.post({ path: '/orders/preview', body: request, urgency: 'ORDER' }, signal)
  if (result.kind === 'REFUSED_UNREAD')
    return { kind: 'FAILED', reason: 'the venue takes no token of this key' }
  if (result.kind !== 'ANSWERED') return { kind: 'FAILED', reason: result.reason }
  const answer = answerSchema.safeParse(jsonOf(result.body))
  if (result.status !== 200 || !answer.success) {
    return { kind: 'FAILED', reason: `HTTP ${result.status} from the venue` }
  }
  const { order_total, commission_total, errs, warning } = answer.data
  return {
    kind: 'PREVIEWED',
    faults: errs.filter((reason) => !reason.startsWith('UNKNOWN_')),
    warnings: (warning ?? []).filter((reason) => reason !== NO_WARNING),
    orderTotal: order_total,
    commissionTotal: commission_total,
  }
}
