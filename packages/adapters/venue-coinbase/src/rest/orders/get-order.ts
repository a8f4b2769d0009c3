/** `GET /orders/historical/{order_id}`. Undefined on 404, which proves nothing for an order that was just created. */
import { z } from 'zod'
import { VenueAnswer } from '../get-json.ts'
import type { SignedRest } from '../signed/signed-rest.ts'
import { type ShownOrder, shownOrderSchema } from './shown-order.ts'

const answerSchema = z.object({ order: shownOrderSchema })

export async function getOrder(
  rest: SignedRest,
  orderId: string,
  signal: AbortSignal,
): Promise<ShownOrder | undefined> {
  const path = `/orders/historical/${encodeURIComponent(orderId)}`
  try {
    return (await rest.get({ path, schema: answerSchema }, signal)).order
  } catch (error) {
    if (error instanceof VenueAnswer && error.status === 404) return undefined
    throw error
  }
}
