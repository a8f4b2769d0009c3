/**
 * `GET /orders/historical/batch`, page by page. There is no filter by client order id. OPEN cannot be asked for together
 * with other statuses (clients refuse to; the venue answers with an error), and a date does not apply to OPEN ones.
 */
import { z } from 'zod'
import type { Query } from '../get-json.ts'
import { type Page, pagesOf } from '../signed/paging.ts'
import type { Urgency } from '../signed/request-limiter.ts'
import type { SignedRest } from '../signed/signed-rest.ts'
import { type ShownOrder, shownOrderSchema } from './shown-order.ts'

export interface OrderFilter {
  /** None: all. */
  readonly statuses?: readonly string[]
  readonly productIds?: readonly string[]
  /** The venue's. */
  readonly orderIds?: readonly string[]
  /** RFC 3339; inclusive. */
  readonly startDate?: string
  /** Default LOOK; what is open is asked for by cancel-all, too. */
  readonly urgency?: Urgency
}

const PAGE = '250'
const path = '/orders/historical/batch'
/** All required: an answer without the list is none, and must not be taken for an empty one. */
const answerSchema = z.object({
  orders: z.array(shownOrderSchema),
  has_next: z.boolean(),
  cursor: z.string(),
})

export function listOrders(
  rest: SignedRest,
  { statuses = [], productIds = [], orderIds = [], startDate, urgency = 'LOOK' }: OrderFilter,
  signal: AbortSignal,
): AsyncGenerator<readonly ShownOrder[]> {
  const filter: Query = [
    ...statuses.map((status) => ['order_status', status] as const),
    ...productIds.map((id) => ['product_ids', id] as const),
    ...orderIds.map((id) => ['order_ids', id] as const),
    ...(startDate === undefined ? [] : [['start_date', startDate] as const]),
    ['limit', PAGE],
  ]
  return pagesOf(path, async (cursor): Promise<Page<ShownOrder>> => {
    const query = cursor === undefined ? filter : [...filter, ['cursor', cursor] as const]
    const answer = await rest.get({ path, query, schema: answerSchema, urgency }, signal)
    return { items: answer.orders, cursor: answer.cursor, hasNext: answer.has_next }
  })
}
