/** Orders and fills, the newest first, and an order's life from its cause to its last execution. */
import { clientOrderIdOf, type Execution, type IntentId, type Order } from '@oasis/domain'
import type { ListedOrder, Numbered, OrderFilter, ReadModelStore, Scheduler } from '@oasis/ports'
import { z } from 'zod'
import { type Pager, pageOf, pageQuery } from '../http/pages.ts'
import { Problem } from '../http/problem.ts'
import { type ApiRoute, route } from '../http/route.ts'
import type { ControlView } from '../views/control-view.ts'
import { fillJson, fillSchema, orderJson, orderSchema, orderStateSchema } from '../views/order-json.ts'
import { timelineJson, timelineSchema } from '../views/timeline-json.ts'
import { CsvExports, refuseCursor, wantsCsv } from './csv-export.ts'
import { anyOf, filterQuery, listOf, orderFilter, pageByTime, spanOf, spanQuery } from './list-query.ts'

export interface OperationRouteParts {
  readonly readModels: Pick<ReadModelStore, 'listOrders' | 'listFills' | 'history' | 'holes'>
  readonly control: Pick<ControlView, 'strategy'>
  readonly pager: Pager
  readonly scheduler: Scheduler
}

const TAG = 'operations'

const listedOrder = orderSchema
  .extend({ fills: z.array(fillSchema).describe('The first 20; all of them are in its timeline') })
  .meta({ id: 'ListedOrder' })

const asCsv = { 'text/csv': z.string() }

export function operationRoutes(parts: OperationRouteParts): readonly ApiRoute[] {
  const exports = new CsvExports(parts.scheduler)
  return [orderListRoute(parts, exports), orderRoute(parts), fillListRoute(parts, exports)]
}

const createdAt = (order: Order) => order.createdAt
const filledAt = (fill: Execution) => fill.tsEvent

function orderListRoute({ readModels, control, pager }: OperationRouteParts, exports: CsvExports): ApiRoute {
  return route({
    method: 'GET',
    path: '/operations',
    access: 'viewer',
    tag: TAG,
    summary: 'Orders with their fills, newest first',
    description:
      'A filter may be given several times. As CSV, all that pass the filter are sent, without their fills.',
    query: z.strictObject({ ...pageQuery, ...filterQuery, state: anyOf(orderStateSchema), ...spanQuery }),
    answer: {
      status: 200,
      description: 'A page',
      schema: pageOf(listedOrder).meta({ id: 'OperationPage' }),
      otherForms: asCsv,
    },
    problems: ['OTS_HTTP_CURSOR_INVALID'],
    handle: async ({ query: { limit, cursor, from, to, state, ...filters }, raw, reply }) => {
      const states = listOf(state)
      const filter: OrderFilter = {
        ...orderFilter(filters, control),
        ...(states === undefined ? {} : { states }),
      }
      const span = spanOf({ from, to })
      if (wantsCsv(raw)) {
        refuseCursor(cursor)
        return exports.send<ListedOrder>(reply, {
          ...{ name: 'orders', columns: Object.keys(orderSchema.shape), span },
          rowOf: ({ value }) => orderJson(value),
          timeOf: ({ value }) => value.createdAt,
          read: (page) => readModels.listOrders(filter, { ...page, withoutFills: true }),
        })
      }
      const scope = { list: 'operations', filters: { ...filters, state, from, to } }
      const list = { scope, limit, cursor, span, timeOf: createdAt }
      const page = await pageByTime<Order, ListedOrder>(pager, list, (asked) =>
        readModels.listOrders(filter, asked),
      )
      const items = page.items.map(({ value, fills }) => ({
        ...orderJson(value),
        fills: fills.map(fillJson),
      }))
      return { items, nextCursor: page.nextCursor }
    },
  })
}

function orderRoute({ readModels }: OperationRouteParts): ApiRoute {
  return route({
    method: 'GET',
    path: '/orders/:id',
    access: 'viewer',
    tag: TAG,
    summary: 'An order, or an intent that was denied, with its whole timeline',
    description:
      'Signal with its values, the decision of risk with its numbers, submits and answers, executions. By the id of the order or of the intent.',
    params: z.strictObject({ id: z.string().min(1).max(256) }),
    answer: { status: 200, description: 'Everything that is known of it', schema: timelineSchema },
    problems: ['OTS_HTTP_NOT_FOUND'],
    handle: async ({ params: { id } }) => {
      const derived = clientOrderIdOf(id as IntentId)
      const known = await readModels.history(id)
      const history = known ?? (await readModels.history(derived))
      if (history === undefined) throw new Problem('OTS_HTTP_NOT_FOUND', `there is no order "${id}"`)
      return timelineJson(known === undefined ? derived : id, history, await readModels.holes())
    },
  })
}

function fillListRoute({ readModels, control, pager }: OperationRouteParts, exports: CsvExports): ApiRoute {
  return route({
    method: 'GET',
    path: '/fills',
    access: 'viewer',
    tag: TAG,
    summary: 'Fills, newest first',
    query: z.strictObject({ ...pageQuery, ...filterQuery, ...spanQuery }),
    answer: {
      status: 200,
      description: 'A page',
      schema: pageOf(fillSchema).meta({ id: 'FillPage' }),
      otherForms: asCsv,
    },
    problems: ['OTS_HTTP_CURSOR_INVALID'],
    handle: async ({ query: { limit, cursor, from, to, ...filters }, raw, reply }) => {
      const filter = orderFilter(filters, control)
      const span = spanOf({ from, to })
      if (wantsCsv(raw)) {
        refuseCursor(cursor)
        return exports.send<Numbered<Execution>>(reply, {
          ...{ name: 'fills', columns: Object.keys(fillSchema.shape), span },
          rowOf: ({ value }) => fillJson(value),
          timeOf: ({ value }) => value.tsEvent,
          read: (page) => readModels.listFills(filter, page),
        })
      }
      const scope = { list: 'fills', filters: { ...filters, from, to } }
      const list = { scope, limit, cursor, span, timeOf: filledAt }
      const page = await pageByTime(pager, list, (asked) => readModels.listFills(filter, asked))
      return { items: page.items.map(({ value }) => fillJson(value)), nextCursor: page.nextCursor }
    },
  })
}
