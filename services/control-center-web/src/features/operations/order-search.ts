/** Searching among what is loaded, and telling an order's whole name from a part of it. */
import type { Denial, Fill, ListedOrder } from '../../api/types.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export const isOrderName = (text: string): boolean => UUID.test(text.trim())

const has = (text: string, ...fields: readonly (string | null)[]): boolean =>
  fields.some((field) => field?.toLowerCase().includes(text) === true)

export const matchesOrder = (q: string) => (order: ListedOrder) =>
  has(q, order.id, order.intentId, order.venueOrderId, order.strategyId, order.instrumentId)

export const matchesFill = (q: string) => (fill: Fill) =>
  has(q, fill.id, fill.orderId, fill.strategyId, fill.instrumentId)

export const matchesDenial = (q: string) => (denial: Denial) =>
  has(q, denial.orderId, denial.intentId, denial.strategyId, denial.instrumentId, denial.code)
