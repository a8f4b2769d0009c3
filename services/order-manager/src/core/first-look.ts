/** What the venue showed when the account was opened: what is there then is where everything begins. */
import type { AccountEventBody, AccountLedger, UnixNanos } from '@oasis/domain'
import type { VenueBalance, VenueExecution, VenueOrderReport } from '@oasis/ports'
import { type Adopter, adoptOrder } from './adopt-order.ts'
import { openingAdjustments } from './compare-balances.ts'
import type { OrderChange } from './order-entry.ts'

export interface FirstLook {
  /** By the venue's clock, before the rest was asked for. */
  readonly venueTime: UnixNanos
  readonly executions: readonly VenueExecution[]
  readonly orders: readonly VenueOrderReport[]
  readonly balances: readonly VenueBalance[]
}

export interface Opening {
  readonly adjustments: readonly AccountEventBody[]
  /** Orders of others that are open, as far as they are not filled yet. */
  readonly adopted: readonly OrderChange[]
}

/** Those listed are in the balances: only what comes later is booked. */
export const openedAt = ({ venueTime, executions }: FirstLook): UnixNanos => {
  const newest = executions.at(-1)?.tsEvent
  return newest !== undefined && newest >= venueTime ? ((newest + 1n) as UnixNanos) : venueTime
}

/** The balances belong to the executions listed before and after them when these are the same. */
export const sameExecutions = (a: readonly VenueExecution[], b: readonly VenueExecution[]): boolean =>
  a.length === b.length && a.at(-1)?.executionId === b.at(-1)?.executionId

export function openFrom(look: FirstLook, ledger: AccountLedger, adopter: Adopter, now: UnixNanos): Opening {
  const adjustments = openingAdjustments(ledger, look.balances, adopter.mode, openedAt(look))
  return {
    adjustments: adjustments.map((adjustment) => ({ kind: 'ADJUSTMENT', adjustment })),
    adopted: look.orders.flatMap((report) => adoptOrder(report, adopter, now, report.filledQuantity) ?? []),
  }
}
