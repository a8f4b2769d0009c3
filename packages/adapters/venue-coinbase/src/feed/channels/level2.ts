/** `l2_data` (subscribed as `level2`): absolute quantities; a snapshot is the whole book. */
import { type BookChange, parsePrice, parseQuantity } from '@oasis/domain'
import type { FeedMessage } from '@oasis/ports'
import { z } from 'zod'

const eventSchema = z.object({
  type: z.enum(['snapshot', 'update']),
  product_id: z.string().min(1),
  updates: z.array(
    z.object({ side: z.enum(['bid', 'offer']), price_level: z.string(), new_quantity: z.string() }),
  ),
})

export function parseLevel2(event: unknown): FeedMessage {
  const { type, product_id, updates } = eventSchema.parse(event)
  const changes = updates.map(
    (update): BookChange => ({
      side: update.side === 'bid' ? 'BID' : 'ASK',
      price: parsePrice(update.price_level),
      quantity: parseQuantity(update.new_quantity),
    }),
  )
  return { kind: type === 'snapshot' ? 'BOOK_SNAPSHOT' : 'BOOK_UPDATE', symbol: product_id, changes }
}
