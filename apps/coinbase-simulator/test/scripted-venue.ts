/** The exchange on a real port, over a market that a test moves; without latencies unless it asks for them. */
import { createRealScheduler } from '@oasis/runtime'
import { parseSimulatorOptions, type SeamsFactory, type SimulatorOptionsInput } from '../src/index.ts'
import { createExchange, type Exchange } from '../src/server/exchange.ts'
import { startSimulatorServer } from '../src/server/simulator-server.ts'
import type { NewKey } from '../src/server/venue.ts'
import { createVolatileVenueJournal, openVenueJournal } from '../src/source/venue-journal.ts'
import { ScriptedMarket } from './scripted-market.ts'
import { StreamClient } from './stream-client.ts'
import { type Answer, TradingClient } from './trading-client.ts'

export interface ScriptedVenue {
  readonly exchange: Exchange
  readonly market: ScriptedMarket
  readonly url: string
  readonly wsUrl: string
  client(key?: NewKey): TradingClient
  /** A stream of the client's orders, snapshot and acknowledgement received. */
  userStream(client: TradingClient, products?: readonly string[]): Promise<StreamClient>
  close(): Promise<void>
}

export interface VenueSetup {
  readonly products?: readonly string[]
  readonly folder?: string
  readonly seams?: SeamsFactory
}

export async function openScriptedVenue(
  given: SimulatorOptionsInput = {},
  { products = ['BTC-USD', 'ETH-USD'], folder, seams }: VenueSetup = {},
): Promise<ScriptedVenue> {
  const scheduler = createRealScheduler()
  const options = parseSimulatorOptions({
    orderLatencyMs: 0,
    cancelLatencyMs: 0,
    editLatencyMs: 0,
    privateRequestsPerSecond: 0,
    messagesPerSecond: 0,
    balances: { USD: '10000', BTC: '10' },
    makerFeeRate: '0.005',
    takerFeeRate: '0.01',
    ...given,
  })
  const market = new ScriptedMarket(products, scheduler.now)
  const exchange = createExchange({
    source: market.source,
    scheduler,
    options,
    journal: folder === undefined ? createVolatileVenueJournal() : openVenueJournal(folder),
    keyPath: undefined,
    ...(seams === undefined ? {} : { seams }),
  })
  const server = await startSimulatorServer({ exchange, scheduler, host: '127.0.0.1', port: 0 })
  const url = `http://127.0.0.1:${server.port}`
  const wsUrl = `ws://127.0.0.1:${server.port}`
  return {
    exchange,
    market,
    url,
    wsUrl,
    client: (key) => new TradingClient(url, exchange.venue.createKey(key)),
    async userStream(client, product_ids) {
      const stream = await StreamClient.open(wsUrl)
      const jwt = await client.webSocketToken()
      stream.send(JSON.stringify({ type: 'subscribe', channel: 'user', jwt, product_ids }))
      await stream.until(() => stream.frames.some(({ channel }) => channel === 'subscriptions'))
      return stream
    },
    async close() {
      exchange.stop()
      await server.stop()
    },
  }
}

let counter = 0

/** A create request's body, of the form that its configuration has. */
export const newOrder = (
  side: 'BUY' | 'SELL',
  configuration: object,
  product_id = 'BTC-USD',
  client_order_id = `order-${++counter}`,
) => ({ client_order_id, product_id, side, order_configuration: configuration })

export const limitGtc = (base_size: string, limit_price: string, post_only = false) => ({
  limit_limit_gtc: { base_size, limit_price, post_only },
})

/** The order's id; fails when it was not accepted. */
export function acceptedId({ status, body }: Answer): string {
  if (status !== 200 || body.success !== true) throw new Error(`not accepted: ${JSON.stringify(body)}`)
  return body.success_response.order_id
}
