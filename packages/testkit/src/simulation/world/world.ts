/** Everything that one run consists of. What is a field here outlives the services; they come and go as processes. */
import { createMemoryCache } from '@oasis/cache-memory'
import {
  type PlaceOrderReply,
  type PlaceOrderRequest,
  type SubmitOrderReply,
  type SubmitOrderRequest,
  topicSpecs,
  topics,
} from '@oasis/contracts'
import type { ClientOrderId, IntentId, UnixNanos } from '@oasis/domain'
import type { CrashPoint, PortfolioCache, Random, VenueOrder } from '@oasis/ports'
import { createVirtualScheduler, seededRandom, type VirtualScheduler } from '@oasis/runtime'
import { createSimulatedVenue } from '../../simulated-venue/simulated-venue.ts'
import type { SimulatedVenue } from '../../simulated-venue/simulated-venue-api.ts'
import { Faults } from '../faults.ts'
import { PriceHistory } from '../market/price-history.ts'
import { type PriceMove, PriceWalk } from '../market/price-walk.ts'
import { PublishedMarketData } from '../market/published-market-data.ts'
import { SimulatedExchange } from '../market/simulated-exchange.ts'
import { Broker } from '../ports/broker.ts'
import { RpcExchange } from '../ports/rpc-exchange.ts'
import { SimulatedBus } from '../ports/simulated-bus.ts'
import { SimulatedRpc } from '../ports/simulated-rpc.ts'
import { Life } from '../process/life.ts'
import type { Sabotage } from '../sabotage/sabotage.ts'
import { MemoryHaltLatch } from '../stores/memory-halt-latch.ts'
import { MemoryOrderStore } from '../stores/memory-order-store.ts'
import { MemoryRiskStore } from '../stores/memory-risk-store.ts'
import { MemoryStrategyStore } from '../stores/memory-strategy-store.ts'
import { Trace } from '../trace.ts'
import { ApprovalWatch } from '../verdict/approval-watch.ts'
import { LimitHistory } from '../verdict/limit-history.ts'
import { RefusalWatch } from '../verdict/refusal-watch.ts'
import { type UnknownOrder, UnknownWatch } from '../verdict/unknown-watch.ts'
import { Operator } from './operator.ts'
import { RogueCaller } from './rogue-caller.ts'
import { createProcesses, type Processes } from './services.ts'
import { ACCOUNT, type Setup, START, scopedLimits, setupOf, VENUE } from './setup.ts'
import type { Surroundings } from './surroundings.ts'
import { venueConfig } from './venue-config.ts'

const LONGEST_WAIT_MS = 600_000
const HALT_HEARD_NANOS = 100_000_000n

export interface WorldOptions {
  readonly seed: string
  readonly sabotage: Sabotage | undefined
  readonly keepTrace: boolean
}

export class World implements Surroundings {
  readonly seed: string
  readonly sabotage: Sabotage | undefined
  readonly setup: Setup
  readonly scheduler: VirtualScheduler = createVirtualScheduler({ startAt: START })
  readonly faults: Faults
  readonly trace: Trace
  readonly broker: Broker
  readonly exchange = new RpcExchange()
  readonly orderStore = new MemoryOrderStore((write) => this.#unknown.follow(write.orders))
  readonly riskStore = new MemoryRiskStore(({ state }) =>
    this.limits.note(this.scheduler.now(), state.limits),
  )
  readonly strategyStore = new MemoryStrategyStore((intentIds) => this.refusals.marked(intentIds))
  readonly haltLatch = new MemoryHaltLatch(() => this.scheduler.now())
  readonly cache: PortfolioCache = createMemoryCache()
  readonly venue: SimulatedVenue
  readonly marketData: SimulatedExchange
  readonly markets: readonly PriceWalk[]
  readonly operator: Operator
  readonly rogue: RogueCaller
  readonly processes: Processes
  readonly crashes = new Map<string, number>()
  readonly crashPoints = new Map<CrashPoint, number>()
  /** What no fault explains: errors of handlers that are no answers. */
  readonly bugs: string[] = []
  /** Taken by PlaceOrder, whether or not its caller heard of it. */
  readonly accepted = new Map<IntentId, ClientOrderId>()
  readonly refusals = new RefusalWatch(() => this.scheduler.now())
  readonly approvals = new ApprovalWatch()
  /** Orders that went to the venue though the latch was set. */
  readonly sentWhileHalted: VenueOrder[] = []
  /** When each order's bytes were handed to the network, the first time. */
  readonly sentAt = new Map<ClientOrderId, UnixNanos>()
  readonly prices = new PriceHistory()
  readonly limits: LimitHistory
  readonly #unknown: UnknownWatch
  #connections = 0

  constructor(options: WorldOptions) {
    const { seed } = options
    const now = () => this.scheduler.now()
    this.seed = seed
    this.sabotage = options.sabotage
    this.#unknown = new UnknownWatch(now)
    this.setup = setupOf(seed)
    this.limits = new LimitHistory(scopedLimits(this.setup))
    this.faults = new Faults(seed)
    this.trace = new Trace(now, options.keepTrace)
    this.broker = new Broker(now)
    for (const spec of topicSpecs([VENUE])) this.broker.create(spec)
    this.venue = createSimulatedVenue(
      { scheduler: this.scheduler, random: this.#random('venue') },
      venueConfig(this.setup, this.#random('venue-faults')),
    )
    this.marketData = new SimulatedExchange(this.setup.markets, now)
    this.markets = this.#createMarkets()
    this.operator = this.#createOperator()
    this.rogue = this.#createRogue()
    this.processes = createProcesses(this)
  }

  readonly onCrash = (name: string, cause: string): void => {
    this.faults.note(cause === 'killed' ? 'process.killed' : 'process.crash')
    this.crashes.set(name, (this.crashes.get(name) ?? 0) + 1)
    if (name === 'order-manager') this.#unknown.interrupted()
    if (name === 'strategy-framework') this.refusals.crashed()
  }

  readonly onStarted = (name: string): void => {
    if (name === 'order-manager') this.#unknown.follow(this.orderStore.orders)
  }

  readonly onCrashPoint = (point: CrashPoint): void => {
    this.crashPoints.set(point, (this.crashPoints.get(point) ?? 0) + 1)
  }

  /** Told by the network of what a handler answered. */
  onCalled(method: string, request: unknown, caller: string): void {
    if (method !== 'OrderService.PlaceOrder' || caller !== 'risk-engine') return
    const placing = request as PlaceOrderRequest
    this.refusals.placing(placing)
    this.approvals.sent(placing, this.scheduler.now())
    this.rogue.overhear(placing)
  }

  onServed(method: string, reply: unknown): void {
    if (method === 'OrderService.PlaceOrder') this.#onPlaceOrder(reply as PlaceOrderReply)
  }

  /** A caller has got its answer. */
  onHeard(method: string, request: unknown, reply: unknown): void {
    if (method !== 'RiskService.SubmitOrder') return
    this.refusals.heard((request as SubmitOrderRequest).intent.intentId, reply as SubmitOrderReply)
  }

  onSubmit(order: VenueOrder): void {
    const { since } = this.haltLatch
    if (!this.sentAt.has(order.clientOrderId)) this.sentAt.set(order.clientOrderId, this.scheduler.now())
    const row = this.orderStore.rowOf(ACCOUNT)
    if (row !== undefined) this.approvals.submitted(order, row, this.scheduler.now())
    // A moment later: the order manager has to hear that the latch is set.
    if (since !== undefined && this.scheduler.now() > since + HALT_HEARD_NANOS)
      this.sentWhileHalted.push(order)
  }

  unknownTimes(now: UnixNanos): readonly UnknownOrder[] {
    return this.#unknown.times(now)
  }

  /** Runs time until it settles; rejects when it does not within ten minutes. */
  settled<T>(promise: Promise<T>): Promise<T> {
    const { promise: tooLong, reject } = Promise.withResolvers<never>()
    const timer = this.scheduler.after(LONGEST_WAIT_MS, () => reject(new Error('it never came to an end')))
    return this.scheduler.runUntilSettled(Promise.race([promise, tooLong]).finally(() => timer.cancel()))
  }

  onHandlerFailure(method: string, error: unknown): void {
    this.bugs.push(`${method} failed: ${String(error)}`)
  }

  #onPlaceOrder(reply: PlaceOrderReply): void {
    if (reply.kind === 'PLACED') this.accepted.set(reply.order.intent.intentId, reply.order.clientOrderId)
  }

  /** A stream of its own for each part, so that a change of one leaves the others as they were. */
  #random(part: string): Random {
    return seededRandom(`${this.seed}/${part}`)
  }

  /** Of somebody who is no service of ours, and does not die. */
  #outsider(name: string) {
    const { scheduler, faults, trace, broker, exchange } = this
    const life = new Life({ name, immortal: true })
    const link = { life, scheduler, faults, trace }
    const bus = new SimulatedBus({ ...link, broker })
    const onCalled = (method: string, request: unknown) => this.onCalled(method, request, name)
    const onServed = this.onServed.bind(this)
    const onHeard = this.onHeard.bind(this)
    const onHandlerFailure = this.onHandlerFailure.bind(this)
    const rpc = new SimulatedRpc({
      ...link,
      exchange,
      network: scheduler,
      onCalled,
      onServed,
      onHeard,
      onHandlerFailure,
    })
    return { bus, rpc, scheduler }
  }

  #createOperator(): Operator {
    const { broker, orderStore: orders, setup } = this
    return new Operator(setup, {
      ...this.#outsider('operator'),
      atVenue: this.venue.ledger,
      random: this.#random('operator'),
      broker,
      orders,
    })
  }

  #createRogue(): RogueCaller {
    const { exchange, scheduler, faults, trace, orderStore, bugs } = this
    return new RogueCaller({
      ...{ exchange, scheduler, faults, trace },
      random: this.#random('rogue'),
      epochs: () => orderStore.rowOf(ACCOUNT),
      isKnown: (id) => orderStore.has(id),
      complain: (failure) => bugs.push(failure),
    })
  }

  readonly nextConnection = (): number => ++this.#connections

  #createMarkets(): readonly PriceWalk[] {
    const { setup, scheduler, broker } = this
    const publish = setup.wholePipeline ? this.marketData.onMove : this.#publisher().onMove
    if (!setup.wholePipeline) {
      broker.append(setup.markets.map(({ instrument }) => topics.instruments.record(instrument)))
    }
    const onMove = (move: PriceMove): void => {
      const { id } = move.market.instrument
      this.prices.note(id, scheduler.now(), move.bid, move.ask)
      this.venue.quote(id, move.bid, move.ask)
      publish(move)
    }
    return setup.markets.map(
      (market) =>
        new PriceWalk(market, {
          scheduler,
          onMove,
          random: this.#random(`market/${market.instrument.symbol}`),
        }),
    )
  }

  #publisher(): PublishedMarketData {
    const { bus, scheduler } = this.#outsider('market')
    return new PublishedMarketData({ bus, scheduler, random: this.#random('market-data') })
  }
}
