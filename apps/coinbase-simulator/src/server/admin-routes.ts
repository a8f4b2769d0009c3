/** Faults on demand and a look inside, for tests and people on the same machine. No part of the venue's API. */
import type { Scheduler } from '@oasis/ports'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { topOfBook } from '../protocol/channel-events.ts'
import { wireTime } from '../protocol/timestamps.ts'
import type { Exchange } from './exchange.ts'
import type { SimulatorFaults } from './faults.ts'

const frameFault = { count: z.int().min(1).max(1_000_000).optional(), channel: z.string().optional() }
const faultRequest = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('dropNextFrame'), ...frameFault }),
  z.strictObject({ kind: z.literal('duplicateNext'), ...frameFault }),
  z.strictObject({ kind: z.literal('swapNext'), ...frameFault }),
  z.strictObject({ kind: z.literal('silence'), forMs: z.number().positive() }),
  z.strictObject({ kind: z.literal('closeAll'), code: z.int().min(1000).max(4999).optional() }),
  z.strictObject({ kind: z.literal('cutSnapshot'), mode: z.enum(['close', 'truncate']).optional() }),
  z.strictObject({ kind: z.literal('clear') }),
])

export function registerAdminRoutes(app: FastifyInstance, exchange: Exchange, scheduler: Scheduler): void {
  app.register(async (admin) => {
    admin.addHook('onRequest', refuseStrangers)
    admin.post('/simulator/faults', (request, reply) => {
      const fault = faultRequest.safeParse(request.body)
      if (!fault.success) return reply.code(400).send({ error: z.prettifyError(fault.error) })
      return { closed: applyFault(exchange.faults, fault.data) }
    })
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

function applyFault(faults: SimulatorFaults, fault: z.infer<typeof faultRequest>): number {
  switch (fault.kind) {
    case 'dropNextFrame':
      faults.dropNextFrame(fault.count, fault.channel)
      return 0
    case 'duplicateNext':
      faults.duplicateNext(fault.count, fault.channel)
      return 0
    case 'swapNext':
      faults.swapNext(fault.count, fault.channel)
      return 0
    case 'silence':
      faults.silence(fault.forMs)
      return 0
    case 'closeAll':
      return faults.closeAll(fault.code)
    case 'cutSnapshot':
      faults.cutSnapshot(fault.mode)
      return 0
    case 'clear':
      faults.clear()
      return 0
  }
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
