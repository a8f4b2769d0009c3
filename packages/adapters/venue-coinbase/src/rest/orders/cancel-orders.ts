/**
 * `POST /orders/batch_cancel`, by the venue's order ids only. SUBMITTED is not done: the order's status says when. A
 * cancel that is asked for twice does no harm, so it is repeated, with full jitter, for what passes by itself.
 */
import { z } from 'zod'
import { jsonOf } from '../json-body.ts'
import { type RetryOptions, withRetries } from '../retries.ts'
import type { PostResult, SignedRest } from '../signed/signed-rest.ts'
import { text } from '../wire.ts'
import { within } from '../within.ts'

export type CancelResult =
  | { readonly kind: 'SUBMITTED' }
  | { readonly kind: 'REFUSED'; readonly reason: string }
  | { readonly kind: 'NOT_SENT'; readonly reason: string }
  | { readonly kind: 'UNKNOWN'; readonly reason: string }

export interface CancelOrdersOptions extends RetryOptions {
  /** Of one attempt: an answer that is lost must not use up the caller's whole time. */
  readonly attemptTimeoutMs: number
}

/** No maximum is documented; clients send a hundred. */
export const MAX_CANCELS = 100
const PACE = { firstDelayMs: 100, maxDelayMs: 1_000 }

const resultSchema = z.object({ success: z.boolean(), failure_reason: text, order_id: z.string() })
const answerSchema = z.object({ results: z.array(resultSchema) })

/** One result for each id, in their order; at most {@link MAX_CANCELS} ids. */
export async function cancelOrders(
  rest: SignedRest,
  orderIds: readonly string[],
  signal: AbortSignal,
  options: CancelOrdersOptions,
): Promise<readonly CancelResult[]> {
  const { scheduler, attemptTimeoutMs } = options
  const request = { path: '/orders/batch_cancel', body: { order_ids: orderIds }, urgency: 'CANCEL' } as const
  let everSent = false
  return withRetries<readonly CancelResult[]>(
    options,
    PACE,
    signal,
    async () => {
      const result = await within(scheduler, attemptTimeoutMs, signal, (limited) =>
        rest.post(request, limited),
      )
      everSent ||= result.kind !== 'NOT_SENT'
      const judged = judgeCancel(result, orderIds)
      if (judged !== undefined) return { done: true, result: judged }
      const doubt = doubtOf(result, everSent)
      return { done: false, why: doubt.reason, giveUp: () => orderIds.map(() => doubt) }
    },
    () => {},
  )
}

/** Undefined when the venue gave no answer to it that can be read. */
function judgeCancel(result: PostResult, orderIds: readonly string[]): readonly CancelResult[] | undefined {
  if (result.kind !== 'ANSWERED' || result.status !== 200) return undefined
  const answer = answerSchema.safeParse(jsonOf(result.body))
  if (!answer.success) return undefined
  const byId = new Map(answer.data.results.map((each) => [each.order_id, each]))
  return orderIds.map((id): CancelResult => {
    const each = byId.get(id)
    if (each === undefined) return { kind: 'UNKNOWN', reason: 'the answer leaves the order out' }
    return each.success ? { kind: 'SUBMITTED' } : judgeRefusal(each.failure_reason)
  })
}

/**
 * A cancel asked for before is under way. An order that the venue does not know may be too new for it to know, so this
 * proves nothing; all other reasons are its decision.
 */
function judgeRefusal(reason: string): CancelResult {
  if (reason === 'DUPLICATE_CANCEL_REQUEST') return { kind: 'SUBMITTED' }
  const proves = reason !== '' && !reason.startsWith('UNKNOWN_')
  return proves
    ? { kind: 'REFUSED', reason }
    : { kind: 'UNKNOWN', reason: `the venue says ${reason || 'nothing'}` }
}

type Doubt = Extract<CancelResult, { kind: 'UNKNOWN' | 'NOT_SENT' }>

function doubtOf(result: PostResult, everSent: boolean): Doubt {
  if (result.kind === 'ANSWERED') return { kind: 'UNKNOWN', reason: `HTTP ${result.status} from the venue` }
  if (result.kind === 'REFUSED_UNREAD') {
    return { kind: 'UNKNOWN', reason: 'the venue takes no token of this key' }
  }
  return { kind: everSent ? 'UNKNOWN' : 'NOT_SENT', reason: result.reason }
}
