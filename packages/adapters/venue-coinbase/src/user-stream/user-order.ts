/** An order as the `user` channel shows it: its cumulative state, never a fill. Texts where the lists have booleans. */
import { z } from 'zod'
import { shownDecimal, text } from '../rest/wire.ts'

const wireSchema = z.object({
  order_id: z.string().min(1),
  client_order_id: text,
  product_id: z.string().min(1),
  product_type: text,
  order_side: text,
  /** Open, as in the lists. */
  status: text,
  /** Base, also for orders that are sized in quote currency. */
  cumulative_quantity: shownDecimal,
  cancel_reason: text,
  reject_reason: text,
  /** Older frames spell it so. */
  reject_Reason: text,
  creation_time: text,
})

export const userOrderSchema = wireSchema.transform(({ reject_Reason, ...order }) => ({
  ...order,
  reject_reason: order.reject_reason || reject_Reason,
}))
export type UserOrder = z.infer<typeof userOrderSchema>
