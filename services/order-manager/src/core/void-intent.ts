/** A tombstone: the order is there and VOIDED, so that no approval of its intent can be used any more. */
import type { OrderIntent, UnixNanos } from '@oasis/domain'
import { move, writeDown } from './move-order.ts'
import { andThen, type OrderChange } from './order-entry.ts'

export const voidIntent = (intent: OrderIntent, now: UnixNanos): OrderChange =>
  andThen(writeDown(intent, now), (entry) =>
    move(entry, 'VOID', now, { reason: 'voided: its approval got no answer' }),
  )
