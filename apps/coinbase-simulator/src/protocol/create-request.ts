/** The body of a create or preview request: its form, then what it asks for. */
import type { Instrument, Side } from '@oasis/domain'
import type { Refusal } from '@oasis/matching'
import { z } from 'zod'
import type { NewOrder } from '../orders/new-order.ts'
import { parseConfiguration } from './order-configuration.ts'
import { InvalidArgument } from './query.ts'

const configuration = z.record(z.string(), z.record(z.string(), z.union([z.string(), z.boolean()])))

const previewRequest = z.object({
  product_id: z.string().min(1),
  side: z.string(),
  order_configuration: configuration,
  reduce_only: z.boolean().optional(),
  attached_order_configuration: z.unknown().optional(),
})

const createRequest = previewRequest.extend({
  client_order_id: z.string().min(1).max(128),
})

export type CreateRequest = z.infer<typeof createRequest>
export type PreviewRequest = z.infer<typeof previewRequest>

/** @throws InvalidArgument for a body that has another form */
export const readCreateRequest = (body: unknown): CreateRequest => read(createRequest, body)

/** @throws InvalidArgument for a body that has another form */
export const readPreviewRequest = (body: unknown): PreviewRequest => read(previewRequest, body)

export function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new InvalidArgument(`${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'is invalid'}`)
}

/** What is asked for, or why the venue does not understand it as an order. */
export function toNewOrder(
  request: PreviewRequest,
  instrument: Instrument | undefined,
  clientOrderId: string,
  keyName: string,
): NewOrder | Refusal {
  const { product_id: productId, side, order_configuration } = request
  if (side !== 'BUY' && side !== 'SELL') return { reason: 'INVALID_SIDE', message: 'Invalid side' }
  if (!instrument) return { reason: 'INVALID_PRODUCT_ID', message: 'Invalid product id' }
  if (request.reduce_only === true) {
    const message = 'Reduce only is not allowed on spot products'
    return { reason: 'REDUCE_ONLY_NOT_ALLOWED_ON_SPOT_PRODUCTS', message }
  }
  if (request.attached_order_configuration) {
    const message = 'Attached orders are not supported here'
    return { reason: 'UNSUPPORTED_ORDER_CONFIGURATION', message }
  }
  const parsed = parseConfiguration(order_configuration, side satisfies Side, instrument.quantityIncrement)
  if ('reason' in parsed) return parsed
  const { type, terms, stopTrigger, stopDirection } = parsed
  return {
    clientOrderId,
    productId,
    instrument,
    side,
    configuration: order_configuration,
    type,
    terms,
    stopDirection,
    stopTrigger,
    keyName,
  }
}
