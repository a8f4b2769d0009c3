/** Events of the user stream → reports. One order that cannot be read hides no other. */
import { addMillis, parseRfc3339, type UnixNanos } from '@oasis/domain'
import type { VenueOrderReport } from '@oasis/ports'
import type { UserEvent } from '../user-stream/user-frame.ts'
import type { UserOrder } from '../user-stream/user-order.ts'
import { parseUserOrder, type ReportContext } from './order-report.ts'

export interface UserUpdate {
  readonly report: VenueOrderReport
  /** No fill of it is older. */
  readonly orderedAt: UnixNanos
}

const MARGIN_MS = 5_000
/** As long as our resting orders live, and a bit. */
const LOOK_BACK_MS = 25 * 3_600_000

/** `at`: the time of the frame. */
export function readUpdates(
  events: readonly UserEvent[],
  at: UnixNanos,
  context: ReportContext,
): { readonly read: readonly UserUpdate[]; readonly unreadable: number } {
  const read: UserUpdate[] = []
  let unreadable = 0
  for (const { orders, count } of events) {
    unreadable += count - orders.length
    for (const order of orders.filter(isSpot)) {
      try {
        read.push({ report: parseUserOrder(order, at, context), orderedAt: orderedAt(order, at) })
      } catch {
        unreadable++
      }
    }
  }
  return { read, unreadable }
}

/** Futures and other products have no instrument of ours. */
const isSpot = ({ product_type }: UserOrder): boolean => product_type === '' || product_type === 'SPOT'

function orderedAt({ creation_time }: UserOrder, at: UnixNanos): UnixNanos {
  try {
    return addMillis(parseRfc3339(creation_time), -MARGIN_MS)
  } catch {
    return addMillis(at, -LOOK_BACK_MS)
  }
}
