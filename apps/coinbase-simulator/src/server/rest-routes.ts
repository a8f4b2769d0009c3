/** The public REST endpoints. What needs a key answers as the venue does without one. */
import type { Scheduler } from '@oasis/ports'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { MarketView } from '../protocol/market-view.ts'
import {
  candlesAnswer,
  marketTradesAnswer,
  productAnswer,
  productBookAnswer,
  productsAnswer,
  type RestAnswer,
  type RestQuery,
  timeAnswer,
} from '../protocol/rest-bodies.ts'

const BASE = '/api/v3/brokerage'

export function registerRestRoutes(app: FastifyInstance, view: MarketView, scheduler: Scheduler): void {
  const get = (path: string, answer: (query: RestQuery, id: string) => RestAnswer): void => {
    app.get(`${BASE}${path}`, (request, reply) => {
      const { status, body } = answer(request.query as RestQuery, productId(request))
      return reply.code(status).send(body)
    })
  }
  get('/time', () => timeAnswer(scheduler.now()))
  get('/market/products', (query) => productsAnswer(view, query, scheduler.now()))
  get('/market/products/:id', (_, id) => productAnswer(view, id, scheduler.now()))
  get('/market/products/:id/candles', (query, id) => candlesAnswer(view, id, query))
  get('/market/products/:id/ticker', (query, id) => marketTradesAnswer(view, id, query))
  get('/market/product_book', (query) => productBookAnswer(view, query))
  app.setNotFoundHandler(notFound)
}

const productId = (request: FastifyRequest): string => {
  const params = request.params as { readonly id?: string }
  return params.id ?? ''
}

/** Every other path of the API is private: 401 in plain text without a key; with one, honest about what is missing. */
function notFound(request: FastifyRequest, reply: FastifyReply): unknown {
  if (!request.url.startsWith(`${BASE}/`)) {
    return reply.code(404).send({ error: 'NOT_FOUND', message: `No route ${request.method} ${request.url}` })
  }
  if (!request.headers.authorization) return reply.code(401).type('text/plain').send('Unauthorized')
  const message = 'The simulator has no accounts yet'
  return reply.code(501).send({ error: 'UNIMPLEMENTED', error_details: message, message })
}
