/**
 * The people beside a distributed system, and what they look into: commands through Kafka, calls to the order manager,
 * books in PostgreSQL. Whatever they cannot reach for a while they try again.
 */
import { createKafkaBus } from '@oasis/bus-kafka'
import { orderService } from '@oasis/contracts'
import { accountId, type InstrumentId, strategyId } from '@oasis/domain'
import type { Bus } from '@oasis/ports'
import { createGrpcClient, type GrpcClient } from '@oasis/rpc-grpc'
import { createRealScheduler, createSilentLogger, Secret, seededRandom } from '@oasis/runtime'
import { type OrderHistory, openOrderHistory } from '@oasis/store-sql'
import { askHelpDesk } from '../place/help-desk.ts'
import { type PublishedEvent, readEvents } from '../run/compare-events.ts'
import { type Books, readBooks } from '../run/read-books.ts'
import { CHAOS_ACCOUNT } from '../trading/chaos-config.ts'
import { createOperator, type Operator } from '../trading/operator.ts'
import { Upkeep } from '../trading/upkeep.ts'
import { POSITION_LIMITS } from './distributed-config.ts'
import type { DistributedWorld } from './distributed-world.ts'

/** Where `ots service order-manager` keeps its books. */
const BOOKS_SCHEMA = 'order_manager'
const ASK_WITHIN_MS = 2_000
const LOOK_EVERY_MS = 1_500
/** A fifth of them pauses everything, for as long as it takes until the next one has come through. */
const COMMAND_EVERY_MS = 500

export class Steering {
  readonly operator: Operator
  readonly #upkeep: Upkeep
  readonly #bus: Bus
  readonly #history: OrderHistory
  readonly #rpc: GrpcClient

  private constructor(
    world: DistributedWorld,
    seed: number,
    bus: Bus,
    history: OrderHistory,
    rpc: GrpcClient,
  ) {
    this.#bus = bus
    this.#history = history
    this.#rpc = rpc
    const scheduler = createRealScheduler()
    // What fails now is not done: the next act is another.
    const system = {
      bus: { publish: (records: Parameters<Bus['publish']>[0]) => bus.publish(records).catch(() => {}) },
      orders: {
        openOrders: (id: Parameters<OrderHistory['openOrders']>[0]) => history.openOrders(id).catch(() => []),
      },
      rpc,
    }
    this.operator = createOperator({
      ...{ system, scheduler, positionLimits: POSITION_LIMITS, everyMs: COMMAND_EVERY_MS },
      random: seededRandom(`operator ${seed}`),
      config: {
        strategies: world.strategies.map((strategy) => ({
          ...strategy,
          id: strategyId(strategy.id),
          instruments: strategy.instruments as InstrumentId[],
          params: {},
        })),
      },
    })
    this.#upkeep = new Upkeep({
      ...{ system, scheduler, lookEveryMs: LOOK_EVERY_MS, account: accountId(CHAOS_ACCOUNT) },
      askVenue: ({ clientOrderId }) =>
        askHelpDesk(world.place.helpDeskPort, clientOrderId, AbortSignal.timeout(ASK_WITHIN_MS)),
    })
  }

  static async open(world: DistributedWorld, seed: number): Promise<Steering> {
    const logger = createSilentLogger()
    const { operator } = world.processes
    const bus = await createKafkaBus({
      ...{ brokers: world.kafka.brokers, clientId: 'chaos', logger },
      scheduler: createRealScheduler(),
    })
    const history = await openOrderHistory({ url: world.postgres.url, schema: BOOKS_SCHEMA, logger })
    const rpc = createGrpcClient({
      addresses: {
        [orderService.cancelAll.service]: (operator.OTS_ORDER_MANAGER_ADDRESSES ?? '').split(','),
      },
      token: new Secret(operator.OTS_RPC_TOKEN ?? ''),
      logger,
    })
    return new Steering(world, seed, bus, history, rpc)
  }

  start(): void {
    this.operator.start()
    void this.#upkeep.run()
  }

  books(): Promise<Books> {
    return readBooks(this.#history)
  }

  events(): Promise<readonly PublishedEvent[]> {
    return readEvents(this.#bus)
  }

  async close(): Promise<void> {
    this.operator.stop()
    this.#upkeep.stop()
    this.#rpc.close()
    await this.#history.close()
    await this.#bus.close()
  }
}
