/** A look inside, for tests and people on the same machine. No part of the venue's API. */
import type { Scheduler } from '@oasis/ports'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { topOfBook } from '../protocol/channel-events.ts'
import { wireTime } from '../protocol/timestamps.ts'
import type { Exchange } from './exchange.ts'

export function registerAdminRoutes(app: FastifyInstance, exchange: Exchange, scheduler: Scheduler): void {
  app.register(async (admin) => {
    admin.addHook('onRequest', refuseStrangers)
    admin.get('/simulator/state', (request, reply) => {
      const { product } = request.query as { readonly product?: string }
      if (product === undefined) return state(exchange, scheduler)
      const id = exchange.view.canonicalId(product)
      if (!id) return reply.code(404).send({ error: `No product ${product}` })
      return productState(exchange, id)
    })
  })
}

/** Loopback only, and no web page: browsers state an Origin, programs do not. */
export async function refuseStrangers(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const local = /^(127\.|::1$|::ffff:127\.)/.test(request.ip)
  if (!local || request.headers.origin !== undefined) await reply.code(403).send({ error: 'loopback only' })
}

function state(exchange: Exchange, scheduler: Scheduler): object {
  const { view } = exchange
  const products = view.productIds.map((id) => [
    id,
    { ...topOfBook(view, id), last_trade_id: view.lastTradeId(id) },
  ])
  return {
    time: wireTime(scheduler.now()),
    connections: exchange.connections,
    products: Object.fromEntries(products),
  }
}

function productState({ view }: Exchange, id: string): object {
  const { bids, asks, time } = view.book(id)
  return { product_id: id, last_trade_id: view.lastTradeId(id), time: wireTime(time), bids, asks }
}
