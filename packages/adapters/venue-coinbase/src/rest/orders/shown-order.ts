/** An order as the lists and Get Order show it. Only what names the order is required; all else may be missing. */
import { z } from 'zod'
import { flag, shownDecimal, text } from '../wire.ts'
import { shownConfiguration } from './order-configuration.ts'

export const shownOrderSchema = z.object({
  order_id: z.string().min(1),
  client_order_id: text,
  product_id: z.string().min(1),
  side: text,
  /** Open: PENDING, OPEN, FILLED, CANCELLED, EXPIRED, FAILED, QUEUED, CANCEL_QUEUED, EDIT_QUEUED, … */
  status: text,
  order_configuration: shownConfiguration,
  created_time: text,
  last_fill_time: text,
  /** Base. Historical orders may have ''. */
  filled_size: shownDecimal,
  size_in_quote: flag,
  reject_reason: text,
  reject_message: text,
  cancel_message: text,
  product_type: text,
  retail_portfolio_id: text,
})
export type ShownOrder = z.infer<typeof shownOrderSchema>

/** Of an order that has not ended. */
export const LIVE_STATUSES = ['PENDING', 'QUEUED', 'CANCEL_QUEUED', 'EDIT_QUEUED'] as const
