/** What List Orders and List Fills find, and their pages. Newest first, so that what comes meanwhile moves no page. */
import type { Side, UnixNanos } from '@oasis/domain'
import type { VenueExecution, VenueOrder } from './venue-order.ts'

export type OrderSort = 'LIMIT_PRICE' | 'LAST_FILL_TIME' | 'LAST_UPDATE_TIME'
export type FillSort = 'PRICE' | 'TRADE_TIME'

/** An empty list of values asks for nothing in particular. */
export interface OrderQuery {
  readonly orderIds: readonly string[]
  readonly productIds: readonly string[]
  readonly statuses: readonly string[]
  readonly timesInForce: readonly string[]
  readonly types: readonly string[]
  /** Base or quote currencies. */
  readonly assets: readonly string[]
  readonly side: Side | undefined
  /** Of creation: from inclusive, to exclusive. */
  readonly from: UnixNanos | undefined
  readonly to: UnixNanos | undefined
  readonly sort: OrderSort | undefined
}

export interface FillQuery {
  readonly orderIds: readonly string[]
  readonly tradeIds: readonly string[]
  readonly productIds: readonly string[]
  readonly from: UnixNanos | undefined
  readonly to: UnixNanos | undefined
  readonly sort: FillSort | undefined
}

export interface Page<T> {
  readonly items: readonly T[]
  /** Of the page after this; empty when this is the last. */
  readonly cursor: string
}

const among = (wanted: readonly string[], value: string): boolean =>
  wanted.length === 0 || wanted.includes(value)

const within = (at: UnixNanos, from: UnixNanos | undefined, to: UnixNanos | undefined): boolean =>
  (from === undefined || at >= from) && (to === undefined || at < to)

export function findOrders(
  orders: Iterable<VenueOrder>,
  query: OrderQuery,
  timeInForceOf: (order: VenueOrder) => string,
): VenueOrder[] {
  const found = [...orders].filter(
    (order) =>
      among(query.orderIds, order.orderId) &&
      among(query.productIds, order.productId) &&
      among(query.statuses, order.status) &&
      among(query.types, order.type) &&
      among(query.timesInForce, timeInForceOf(order)) &&
      (query.assets.length === 0 || order.productId.split('-').some((part) => query.assets.includes(part))) &&
      (query.side === undefined || order.paper.side === query.side) &&
      within(order.createdAt, query.from, query.to),
  )
  return sorted(found, query.sort === undefined ? undefined : ORDER_KEYS[query.sort])
}

export function findFills(executions: Iterable<VenueExecution>, query: FillQuery): VenueExecution[] {
  const found = [...executions].filter(
    (execution) =>
      among(query.orderIds, execution.orderId) &&
      among(query.tradeIds, execution.tradeId) &&
      among(query.productIds, execution.productId) &&
      within(execution.at, query.from, query.to),
  )
  return sorted(found, query.sort === 'PRICE' ? ({ price }) => price : undefined)
}

const ORDER_KEYS: Readonly<Record<OrderSort, (order: VenueOrder) => bigint>> = {
  LIMIT_PRICE: ({ paper: { terms } }) => (terms.type === 'MARKET' ? 0n : terms.limitPrice),
  LAST_FILL_TIME: ({ lastFillAt }) => lastFillAt ?? 0n,
  LAST_UPDATE_TIME: ({ updatedAt }) => updatedAt,
}

/** Greatest first; by age, newest first, where nothing else is asked for and among equals. */
function sorted<T extends { readonly sequence: number }>(
  found: T[],
  key: ((item: T) => bigint) | undefined,
): T[] {
  return found.sort((a, b) => {
    if (!key) return b.sequence - a.sequence
    const [x, y] = [key(a), key(b)]
    return x === y ? b.sequence - a.sequence : x < y ? 1 : -1
  })
}

/**
 * A cursor names the last item that was shown, so that what has come since does not show it again.
 * @returns undefined for a cursor that is none of ours
 */
export function pageOf<T extends { readonly sequence: number }>(
  items: readonly T[],
  cursor: string,
  limit: number,
): Page<T> | undefined {
  const from = cursor === '' ? 0 : positionAfter(items, cursor)
  if (from === undefined) return undefined
  const page = items.slice(from, from + limit)
  const last = page.at(-1)
  const more = from + limit < items.length
  return { items: page, cursor: more && last ? encodeCursor(last.sequence) : '' }
}

const encodeCursor = (sequence: number): string => Buffer.from(`after ${sequence}`).toString('base64url')

function positionAfter(items: readonly { readonly sequence: number }[], cursor: string): number | undefined {
  const sequence = /^after (\d+)$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1]
  if (sequence === undefined) return undefined
  const at = items.findIndex((item) => item.sequence === Number(sequence))
  // It has left the selection: those behind it by age are what is left to show.
  return at >= 0 ? at + 1 : items.filter((item) => item.sequence >= Number(sequence)).length
}
