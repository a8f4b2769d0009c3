/** Looks at orders and fills. What the venue does not show yet is left out here, and nowhere else. */
import { findFills, findOrders, pageOf } from '../../orders/order-query.ts'
import { fillBody, type OwnerIds, orderBody, timeInForceOf } from '../../protocol/order-body.ts'
import { choice, InvalidArgument, limitOf, many, one, type RestQuery, timeOf } from '../../protocol/query.ts'
import { notFound, type RestAnswer } from '../../protocol/rest-bodies.ts'
import type { SightSeam } from '../seams.ts'
import { BROKERAGE, type PrivateContext, type PrivateRoute } from './rest-route.ts'

/** The venue documents no limit for orders; one page is kept to this. */
const MOST_ORDERS = 1000
const USUAL_FILLS = 100
const MOST_FILLS = 1000

export interface HistoryRoutePorts {
  readonly sight: SightSeam
  /** True time: what is hidden is hidden by it. */
  readonly now: () => PrivateContext['now']
}

export function historyRoutes(ports: HistoryRoutePorts): PrivateRoute[] {
  const path = `${BROKERAGE}/orders/historical`
  const get = { method: 'GET' as const, permission: 'view' as const }
  return [
    {
      ...get,
      kind: 'list_orders',
      path: `${path}/batch`,
      answer: (context) => listOrders(ports, context),
    },
    { ...get, kind: 'fills', path: `${path}/fills`, answer: (context) => listFills(ports, context) },
    {
      ...get,
      kind: 'get_order',
      path: `${path}/:id`,
      answer: (context) => getOrder(ports, context),
    },
  ]
}

const ownerOf = ({ member: { user } }: PrivateContext): OwnerIds => ({
  userId: user.id,
  portfolioId: user.portfolioId,
})

function getOrder({ sight, now }: HistoryRoutePorts, context: PrivateContext): RestAnswer {
  const order = context.member.book.find(context.id)
  if (!order || sight.hidesOrder(order, now())) return notFound('order with this orderID was not found')
  return { status: 200, body: { order: orderBody(order, ownerOf(context)) } }
}

function listOrders({ sight, now }: HistoryRoutePorts, context: PrivateContext): RestAnswer {
  const { query, member } = context
  const orders = isSelected(query, member.user.portfolioId) ? member.book.orders : []
  const found = findOrders(
    orders,
    {
      orderIds: many(query.order_ids),
      productIds: many(query.product_ids),
      statuses: many(query.order_status),
      timesInForce: many(query.time_in_forces),
      types: many(query.order_types),
      assets: many(query.asset_filters),
      side: choice(query, 'order_side', ['BUY', 'SELL']),
      from: timeOf(query, 'start_date'),
      to: timeOf(query, 'end_date'),
      sort: choice(query, 'sort_by', ['LIMIT_PRICE', 'LAST_FILL_TIME', 'LAST_UPDATE_TIME']),
    },
    timeInForceOf,
    // Asked only of what would be shown.
  ).filter((order) => !sight.hidesOrder(order, now()))
  const page = paged(found, query, limitOf(query, MOST_ORDERS, MOST_ORDERS))
  const owner = ownerOf(context)
  return {
    status: 200,
    body: {
      orders: page.items.map((order) => orderBody(order, owner)),
      sequence: '0',
      has_next: page.cursor !== '',
      cursor: page.cursor,
      proof_token_required: false,
    },
  }
}

/** Only spot orders of the advanced kind exist here, in one portfolio. */
function isSelected(query: RestQuery, portfolioId: string): boolean {
  const type = one(query.product_type) ?? 'SPOT'
  const source = one(query.order_placement_source) ?? 'RETAIL_ADVANCED'
  const portfolio = one(query.retail_portfolio_id) ?? portfolioId
  return (
    (type === 'SPOT' || type === 'UNKNOWN_PRODUCT_TYPE') &&
    (source === 'RETAIL_ADVANCED' || source === 'UNKNOWN_PLACEMENT_SOURCE') &&
    portfolio === portfolioId
  )
}

function listFills({ sight, now }: HistoryRoutePorts, context: PrivateContext): RestAnswer {
  const { query, member } = context
  const found = findFills(member.book.executions, {
    orderIds: many(query.order_ids),
    tradeIds: many(query.trade_ids),
    productIds: many(query.product_ids),
    from: timeOf(query, 'start_sequence_timestamp'),
    to: timeOf(query, 'end_sequence_timestamp'),
    sort: choice(query, 'sort_by', ['PRICE', 'TRADE_TIME']),
  }).filter((one) => !sight.hidesFill(one, now()))
  const page = paged(found, query, limitOf(query, USUAL_FILLS, MOST_FILLS))
  const owner = ownerOf(context)
  const fills = page.items.map((execution) => fillBody(execution, owner))
  return { status: 200, body: { fills, cursor: page.cursor } }
}

function paged<T extends { readonly sequence: number }>(
  found: readonly T[],
  query: RestQuery,
  limit: number,
) {
  const page = pageOf(found, one(query.cursor) ?? '', limit)
  if (!page) throw new InvalidArgument('cursor is invalid')
  return page
}
