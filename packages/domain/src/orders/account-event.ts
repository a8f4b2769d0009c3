/**
 * What `trading.order-events` carries: everything that changed an account, in one total order. `accountSeq` is
 * gapless per account, so that a consumer sees a hole by the number.
 */
import type { AccountId, EventId } from '../ids/identifiers.ts'
import type { UnixNanos } from '../values/unix-nanos.ts'
import type { BalanceAdjustment, Execution } from './execution.ts'
import type { Order } from './order.ts'
import type { OrderTrigger } from './order-table.ts'

export type AccountEventBody =
  /** The order was written down (`CREATE`) or moved through the table; `order` is the result. */
  | { readonly kind: 'ORDER'; readonly trigger: OrderTrigger | 'CREATE'; readonly order: Order }
  /** A fill was booked; `order` is the result. */
  | { readonly kind: 'EXECUTION'; readonly execution: Execution; readonly order: Order }
  | { readonly kind: 'ADJUSTMENT'; readonly adjustment: BalanceAdjustment }
  /** A paper account starts again: positions and balances are zero from here; opening adjustments follow. */
  | { readonly kind: 'RESET'; readonly reason: string }

export interface AccountEvent {
  readonly eventId: EventId
  readonly accountId: AccountId
  /** From 1. */
  readonly accountSeq: number
  readonly ts: UnixNanos
  readonly body: AccountEventBody
}
