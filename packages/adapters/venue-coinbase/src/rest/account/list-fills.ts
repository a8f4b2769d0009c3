/** `GET /orders/historical/fills`, page by page: there is no `has_next`, the list ends with an empty cursor. */
import { z } from 'zod'
import type { Query } from '../get-json.ts'
import { type Page, pagesOf } from '../signed/paging.ts'
import type { SignedRest } from '../signed/signed-rest.ts'
import { flag, optionalDecimal, shownDecimal, text } from '../wire.ts'

const fillSchema = z.object({
  entry_id: z.string().min(1),
  order_id: z.string().min(1),
  product_id: z.string().min(1),
  /** FILL, REVERSAL, CORRECTION, SYNTHETIC. Absent in the oldest bodies, which had fills only. */
  trade_type: text,
  /** Of our order. */
  side: text,
  /** One that lacks a number is passed over by itself: it must not hide the others, and is never booked with nothing. */
  price: optionalDecimal,
  size: optionalDecimal,
  /** Then `size` is an amount of quote currency. */
  size_in_quote: flag,
  /** '' is none; nothing is not said. */
  commission: shownDecimal.nullish().transform((fee) => fee ?? undefined),
  liquidity_indicator: text,
  trade_time: text,
  sequence_timestamp: text,
})
export type ShownFill = z.infer<typeof fillSchema>

export interface FillFilter {
  readonly orderIds?: readonly string[]
  /** RFC 3339. */
  readonly start?: string
}

const PAGE = '100'
const path = '/orders/historical/fills'
const answerSchema = z.object({ fills: z.array(fillSchema), cursor: z.string() })

export function listFills(
  rest: SignedRest,
  { orderIds = [], start }: FillFilter,
  signal: AbortSignal,
): AsyncGenerator<readonly ShownFill[]> {
  const filter: Query = [
    ...orderIds.map((id) => ['order_ids', id] as const),
    ...(start === undefined ? [] : [['start_sequence_timestamp', start] as const]),
    ['limit', PAGE],
  ]
  return pagesOf(path, async (cursor): Promise<Page<ShownFill>> => {
    const query = cursor === undefined ? filter : [...filter, ['cursor', cursor] as const]
    const answer = await rest.get({ path, query, schema: answerSchema }, signal)
    return { items: answer.fills, cursor: answer.cursor }
  })
}
