import { type ClientOrderId, formatPrice, formatRfc3339, millisBetween, type UnixNanos } from '@oasis/domain'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { botJson, decisionJson, orderJson, portfolioJson, signalJson, strategyJson } from './json-views.ts'
import { sendProblem } from './problem.ts'
import type { StatusServerPorts, SystemFacts } from './status-ports.ts'

const operationsQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(400).optional(),
})

/** A larger time than the store has numbers for was never given by this API. */
const cursorTime = z
  .string()
  .regex(/^\d{1,19}$/)
  .refine((digits) => BigInt(digits) < 1n << 63n)
const cursorSchema = z.tuple([cursorTime, z.string().min(1).max(256)])

/** What commands of the terminal show, to whoever sits at this machine. */
export function registerStatus(app: FastifyInstance, ports: StatusServerPorts, facts: SystemFacts): void {
  app.get('/status/system', async () => ({ ...facts, ...controlJson(ports, facts), ...systemJson(ports) }))
  app.get('/status/portfolio', async () => ({
    mode: facts.mode,
    dryRun: facts.dryRun,
    source: facts.source,
    accounts: (await ports.portfolios.list()).map(portfolioJson),
  }))
  app.get('/status/operations', async (request, reply) => {
    const query = operationsQuery.safeParse(request.query)
    if (!query.success) return sendProblem(reply, 400, z.prettifyError(query.error))
    const before = query.data.cursor === undefined ? undefined : decodeCursor(query.data.cursor)
    if (before === null) return sendProblem(reply, 400, 'cursor is not one that this API gave')
    const { mode, dryRun } = facts
    return { mode, dryRun, ...(await operations(ports, query.data.limit, before)) }
  })
}

function controlJson({ control }: StatusServerPorts, { accountId, strategies }: SystemFacts) {
  const account = control.account(accountId)
  return {
    bot: account === undefined ? null : botJson(account),
    strategies: strategies.map((facts) => strategyJson(facts, control.strategy(facts.id))),
  }
}

function systemJson(ports: StatusServerPorts) {
  const now = ports.scheduler.now()
  return {
    now: formatRfc3339(now),
    services: ports.health(),
    feeds: ports.live.feeds().map((feed) => ({
      venue: feed.venue,
      state: feed.state,
      detail: feed.detail,
      ts: formatRfc3339(feed.tsInit),
    })),
    instruments: ports.live.instruments().map(({ instrumentId, trade, quote }) => ({
      instrumentId,
      lastPrice: trade === undefined ? null : formatPrice(trade.price),
      lastTradeAgeMs: trade === undefined ? null : Math.round(millisBetween(trade.tsInit, now)),
      bookState: quote?.state ?? null,
      bid: quote?.bids[0] === undefined ? null : formatPrice(quote.bids[0].price),
      ask: quote?.asks[0] === undefined ? null : formatPrice(quote.asks[0].price),
      quoteAgeMs: quote === undefined ? null : Math.round(millisBetween(quote.tsInit, now)),
    })),
    signals: ports.live.signals().slice(0, 20).map(signalJson),
    decisions: ports.live.decisions().slice(0, 20).map(decisionJson),
  }
}

type Before = { readonly createdAt: UnixNanos; readonly clientOrderId: ClientOrderId }

async function operations(ports: StatusServerPorts, limit: number, before: Before | undefined) {
  const orders = await ports.orders.listOrders({
    limit: limit + 1,
    ...(before === undefined ? {} : { before }),
  })
  const shown = orders.slice(0, limit)
  const items = []
  for (const order of shown)
    items.push(orderJson(order, await ports.orders.executionsOf(order.clientOrderId)))
  const last = orders.length > limit ? shown.at(-1) : undefined
  return { items, nextCursor: last === undefined ? null : encodeCursor(last) }
}

const encodeCursor = (at: { readonly createdAt: UnixNanos; readonly clientOrderId: ClientOrderId }): string =>
  Buffer.from(JSON.stringify([String(at.createdAt), at.clientOrderId])).toString('base64url')

function decodeCursor(cursor: string): Before | null {
  try {
    const [createdAt, id] = cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
    return { createdAt: BigInt(createdAt) as UnixNanos, clientOrderId: id as ClientOrderId }
  } catch {
    return null
  }
}
