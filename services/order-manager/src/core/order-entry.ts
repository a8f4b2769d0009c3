/** An order with the ids of its executions, which is what booking a fill once needs to know. */
import type { AccountEventBody, ExecutionId, Order, OrderState, OrderTrigger, Quantity } from '@oasis/domain'

export interface OrderEntry {
  readonly order: Order
  readonly executionIds: ReadonlySet<ExecutionId>
  /** What the venue has taken back of its fills; its reports may or may not have taken it off. */
  readonly reversed?: Quantity
}

/** A pair that the order table does not know: counted, logged, and the order flagged for a person. */
export interface InvalidTransition {
  readonly state: OrderState
  readonly trigger: OrderTrigger
}

/** An event of an order: it carries the order as it is then. */
export type OrderEventBody = Extract<AccountEventBody, { readonly order: Order }>

/** What became of one order: the result, and one event body for each step that led there (none: nothing changed). */
export interface OrderChange {
  /** The order as it was; undefined for a new one. */
  readonly before: Order | undefined
  readonly entry: OrderEntry
  readonly bodies: readonly OrderEventBody[]
  readonly invalid: readonly InvalidTransition[]
}

export const unchanged = (entry: OrderEntry): OrderChange => ({
  before: entry.order,
  entry,
  bodies: [],
  invalid: [],
})

/** Goes on from where the first change ended. */
export function andThen(first: OrderChange, next: (entry: OrderEntry) => OrderChange): OrderChange {
  const second = next(first.entry)
  return {
    before: first.before,
    entry: second.entry,
    bodies: [...first.bodies, ...second.bodies],
    invalid: [...first.invalid, ...second.invalid],
  }
}
