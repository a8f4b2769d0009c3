/**
 * Risk engine, order manager and the operator's socket on virtual time, with a venue that loses what it is told to. What
 * takes a minute of evidence comes to pass at once; only the socket is real.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEmbeddedBus } from '@oasis/bus-embedded'
import { createMemoryCache } from '@oasis/cache-memory'
import { riskService, type SubmitOrderReply, topicSpecs, topics } from '@oasis/contracts'
import { createControlView } from '@oasis/control-center-api'
import {
  accountId,
  addMillis,
  type ClientOrderId,
  clientOrderIdOf,
  connectionId,
  currency,
  type Instrument,
  type InstrumentId,
  instrumentId,
  intentIdOf,
  type Order,
  type OrderIntent,
  parseMoney,
  parsePrice,
  parseQuantity,
  parseRfc3339,
  quoteEventId,
  strategyId,
  symbolOf,
  tradeEventId,
  venueId,
  venueOrderId,
} from '@oasis/domain'
import { createOrderManager, orderManagerConfigSchema } from '@oasis/order-manager'
import { NO_CRASH_POINTS, type Venue, type VenueEvent, type VenueOrderReport } from '@oasis/ports'
import { createRiskEngine, riskEngineConfigSchema } from '@oasis/risk-engine'
import { createInProcessRpc } from '@oasis/rpc-inprocess'
import {
  createFileHaltLatch,
  createLifecycle,
  createNoMetrics,
  createSilentLogger,
  createVirtualScheduler,
  Secret,
} from '@oasis/runtime'
import { openOrderStore, openRiskStore } from '@oasis/store-sql'
import { parseConfig } from '../../src/config/load-config.ts'
import { operatorAddress } from '../../src/operator/operator-address.ts'
import { createOperatorServer } from '../../src/operator/operator-server.ts'

const ACCOUNT = accountId('coinbase.main.paper')
const START = parseRfc3339('2026-08-09T21:05:48Z')
const SECRET = 'a key for one test, thirty-two bytes'
const PRICE = '100'

export const BTC = instrumentId('coinbase:BTC-USD')
export const ETH = instrumentId('coinbase:ETH-USD')

const instrument = (id: InstrumentId): Instrument => ({
  id,
  venue: venueId('coinbase'),
  symbol: symbolOf(id),
  base: currency(symbolOf(id).split('-')[0] ?? ''),
  quote: currency('USD'),
  priceIncrement: parsePrice('0.01'),
  quantityIncrement: parseQuantity('0.001'),
  minQuantity: parseQuantity('0.001'),
  maxQuantity: parseQuantity('1000'),
  minNotional: parseMoney('1'),
  maxNotional: parseMoney('1000000'),
  status: 'TRADING',
  tsEvent: START,
})

/** Takes every order; `loses` those whose answer and existence nobody can tell. */
export class ForgetfulVenue {
  loses = false
  held = '0'
  readonly submitted: ClientOrderId[] = []
  readonly open = new Map<ClientOrderId, VenueOrderReport>()
  readonly resets: string[] = []
  #listener: (event: VenueEvent) => void = () => {}

  connect(now: () => typeof START): Venue {
    return {
      id: venueId('coinbase'),
      traits: { lookupIsConclusive: false, submitIsIdempotent: false, goodTilDate: true },
      start: async (listener) => {
        this.#listener = listener
      },
      stop: async () => {},
      submit: async ({ clientOrderId, instrumentId, side }) => {
        this.submitted.push(clientOrderId)
        if (this.loses) return { kind: 'UNKNOWN', reason: 'no answer' }
        const id = venueOrderId(`venue-${clientOrderId}`)
        const filledQuantity = parseQuantity('0')
        const identity = { clientOrderId, venueOrderId: id, instrumentId, side }
        this.open.set(clientOrderId, { ...identity, status: 'OPEN', filledQuantity, tsEvent: now() })
        return { kind: 'ACKNOWLEDGED', venueOrderId: id }
      },
      cancel: async () => ({ kind: 'REQUESTED' }),
      reset: async (resetId) => {
        if (this.resets.at(-1) !== resetId) this.resets.push(resetId)
      },
      findOrder: async (id) => this.open.get(id),
      openOrders: async () => [...this.open.values()],
      executionsSince: async () => [],
      time: async () => now(),
      balances: async () => [
        { currency: currency('USD'), available: parseMoney('100000'), held: parseMoney(this.held) },
      ],
    }
  }

  cancels(id: ClientOrderId): void {
    const report = this.open.get(id)
    if (report === undefined) throw new Error(`the venue has no order ${id}`)
    this.open.delete(id)
    this.#listener({ kind: 'ORDER', report: { ...report, status: 'CANCELED' } })
  }
}

export type OperatedDesk = Awaited<ReturnType<typeof startOperatedDesk>>

export async function startOperatedDesk(limits: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'ots-desk-'))
  const scheduler = createVirtualScheduler({ startAt: START })
  const logger = createSilentLogger()
  const metrics = createNoMetrics()
  const file = { path: ':memory:', durability: 'process' as const }
  const bus = await createEmbeddedBus({ ...file, scheduler })
  const [orders, risk] = [await openOrderStore(file), await openRiskStore(file)]
  const rpc = createInProcessRpc({ scheduler })
  const venue = new ForgetfulVenue()
  const onFatal = (error: unknown) => {
    throw error
  }
  const shared = { bus, scheduler, logger, metrics, onFatal, crashPoints: NO_CRASH_POINTS }
  const orderManager = createOrderManager(
    {
      ...shared,
      rpcServer: rpc,
      store: orders,
      venue: venue.connect(() => scheduler.now()),
      haltLatch: createFileHaltLatch(join(folder, 'halt-latch.json'), scheduler),
      keys: new Map([['k', Buffer.from(SECRET)]]),
    },
    orderManagerConfigSchema.parse({ accountId: ACCOUNT }),
  )
  const engine = createRiskEngine(
    {
      ...shared,
      ...{ rpcClient: rpc, rpcServer: rpc, store: risk, cache: createMemoryCache() },
      signingKeys: [{ id: 'k', secret: new Secret(SECRET) }],
    },
    riskEngineConfigSchema.parse({
      accounts: [{ id: ACCOUNT, venue: 'coinbase' }],
      limits: { account: { [ACCOUNT]: limits } },
    }),
  )
  const control = createControlView({ bus, scheduler, logger, metrics })
  const config = parseConfig({}, 'the test')
  const address = operatorAddress(folder)
  const operator = createOperatorServer({ bus, scheduler, control, rpc, logger }, config, address)
  const services = [orderManager, engine, control]
  const lifecycle = createLifecycle({ services, scheduler, logger, stopTimeoutMs: 10_000 })
  const settled = <T>(done: Promise<T>): Promise<T> => scheduler.runUntilSettled(done)

  await settled(bus.createTopics(topicSpecs(['coinbase'])))
  await settled(bus.publish([BTC, ETH].map((id) => topics.instruments.record(instrument(id)))))
  await settled(lifecycle.start())
  // A socket opens in real time.
  await operator.start()

  let sequence = 0
  const quotes = () => {
    const now = scheduler.now()
    const connection = connectionId('c1')
    sequence++
    return [BTC, ETH].map((id) =>
      topics.quotes.record({
        ...{ eventId: quoteEventId(id, connection, sequence), instrumentId: id, connection, sequence },
        ...{ state: 'LIVE', tsEvent: now, tsInit: now },
        bids: [{ price: parsePrice('99.99'), quantity: parseQuantity('10') }],
        asks: [{ price: parsePrice(PRICE), quantity: parseQuantity('10') }],
      }),
    )
  }
  /** An answer over the socket comes in real time, and what it waits for in virtual time. */
  const answered = async <T>(asked: Promise<T>): Promise<T> => {
    let open = true
    const close = () => {
      open = false
    }
    asked.then(close, close)
    while (open) {
      await new Promise((resolve) => setTimeout(resolve, 2))
      await pass(5)
    }
    return asked
  }
  const pass = (ms: number): Promise<void> => scheduler.runUntil(addMillis(scheduler.now(), ms))
  return {
    ...{ folder, venue, pass, answered },
    /** A limit order at the market's price, on a signal and a quote of this moment. */
    async submit(n: number, id: InstrumentId, quantity: string, replaces?: ClientOrderId): Promise<string> {
      await settled(bus.publish(quotes()))
      await pass(50)
      const reply = await settled(
        rpc.call(
          riskService.submitOrder,
          { intent: intentOf(n, id, quantity, replaces) },
          { timeoutMs: 1_000 },
        ),
      )
      await pass(50)
      return describeReply(reply)
    },
    async order(n: number): Promise<Order> {
      const order = await orders.findByClientOrderId(orderIdOf(n))
      if (order === undefined) throw new Error(`order ${n} is not stored`)
      return order
    },
    async stop(): Promise<void> {
      await operator.stop()
      await settled(lifecycle.stop())
      for (const resource of [orders, risk, bus]) await resource.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }

  function intentOf(n: number, id: InstrumentId, quantity: string, replaces?: ClientOrderId): OrderIntent {
    const now = scheduler.now()
    return {
      intentId: intentIdOfNumber(n),
      accountId: ACCOUNT,
      strategyId: STRATEGY,
      mode: 'PAPER',
      instrumentId: id,
      side: 'BUY',
      terms: {
        ...{ type: 'LIMIT', timeInForce: 'GTC', postOnly: false },
        quantity: parseQuantity(quantity),
        limitPrice: parsePrice(PRICE),
      },
      reduceOnly: false,
      ...(replaces === undefined ? {} : { replaces }),
      cause: { eventId: causeOf(n), tsEvent: now, tsInit: now },
    }
  }
}

const STRATEGY = strategyId('by-hand')
const causeOf = (n: number) => tradeEventId(BTC, String(n))
const intentIdOfNumber = (n: number) =>
  intentIdOf({
    ...{ accountId: ACCOUNT, strategyId: STRATEGY, generation: 1, ordinal: 0 },
    causeEventId: causeOf(n),
  })
export const orderIdOf = (n: number): ClientOrderId => clientOrderIdOf(intentIdOfNumber(n))

function describeReply(reply: SubmitOrderReply): string {
  switch (reply.kind) {
    case 'DENIED':
      return `DENIED ${reply.verdict.code}`
    case 'REFUSED':
      return `REFUSED ${reply.reason}`
    case 'PLACED':
      return 'PLACED'
  }
}
