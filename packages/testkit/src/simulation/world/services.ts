/** The real services, each as a process over simulated ports. */
import { orderIntentCodec, type PlaceOrderRequest } from '@oasis/contracts'
import { createDataNormalizer, dataNormalizerConfigSchema } from '@oasis/data-normalizer'
import { addMillis } from '@oasis/domain'
import {
  createMarketConnector,
  type MarketConnector,
  marketConnectorConfigSchema,
} from '@oasis/market-connector'
import { createOrderManager, type OrderManager, orderManagerConfigSchema } from '@oasis/order-manager'
import type { Logger } from '@oasis/ports'
import { createRiskEngine, type RiskEngine, riskEngineConfigSchema } from '@oasis/risk-engine'
import { createNoMetrics, createSilentLogger, type Service } from '@oasis/runtime'
import {
  createStrategyFramework,
  type StrategyFramework,
  strategyFrameworkConfigSchema,
} from '@oasis/strategy-framework'
import { BUILT_IN_STRATEGIES, createStrategyRegistry } from '@oasis/strategy-sdk'
import { simulatedFeed } from '../market/simulated-feed.ts'
import { mortalCrashPoints } from '../ports/mortal-crash-points.ts'
import { mortalVenue } from '../ports/mortal-venue.ts'
import { SimulatedBus } from '../ports/simulated-bus.ts'
import { SimulatedRpc } from '../ports/simulated-rpc.ts'
import { type Incarnation, SimulatedProcess } from '../process/simulated-process.ts'
import { failingStore } from '../stores/failing-store.ts'
import { restlessTrader } from '../strategies/restless-trader.ts'
import { limitSeeds } from './limit-seeds.ts'
import { ACCOUNT, VENUE } from './setup.ts'
import { SIGNING_KEYS, signed } from './signing-keys.ts'
import type { Surroundings } from './surroundings.ts'

type DataNormalizer = ReturnType<typeof createDataNormalizer>

const [FIRST_KEY, SECOND_KEY] = SIGNING_KEYS

export const PROCESS_NAMES = [
  'market-connector',
  'data-normalizer',
  'order-manager',
  'risk-engine',
  'strategy-framework',
] as const
type ProcessName = (typeof PROCESS_NAMES)[number]

/** `marketConnector` and `dataNormalizer` only in seeds with the whole pipeline. */
export interface Processes {
  readonly marketConnector?: SimulatedProcess<MarketConnector>
  readonly dataNormalizer?: SimulatedProcess<DataNormalizer>
  readonly orderManager: SimulatedProcess<OrderManager>
  readonly riskEngine: SimulatedProcess<RiskEngine>
  readonly strategyFramework: SimulatedProcess<StrategyFramework>
}

export const createProcesses = (world: Surroundings): Processes => ({
  ...(world.setup.wholePipeline
    ? {
        marketConnector: processOf(world, 'market-connector', (at) => marketConnector(world, at)),
        dataNormalizer: processOf(world, 'data-normalizer', (at) => dataNormalizer(world, at)),
      }
    : {}),
  orderManager: processOf(world, 'order-manager', (at) => orderManager(world, at)),
  riskEngine: processOf(world, 'risk-engine', (at) => riskEngine(world, at)),
  strategyFramework: processOf(world, 'strategy-framework', (at) => strategyFramework(world, at)),
})

function processOf<T extends Service>(
  world: Surroundings,
  name: ProcessName,
  create: (at: Incarnation) => T,
): SimulatedProcess<T> {
  const { scheduler, faults, trace, onStarted, onCrash } = world
  return new SimulatedProcess({ name, scheduler, faults, trace, create, onStarted, onCrash })
}

function shared(world: Surroundings, { life, scheduler }: Incarnation) {
  const { broker, exchange, faults, trace } = world
  const link = { life, scheduler, faults, trace }
  const rpc = new SimulatedRpc({
    ...link,
    exchange,
    network: world.scheduler,
    onCalled: (method, request) => world.onCalled(method, request, life.name),
    onServed: (method, reply) => world.onServed(method, reply),
    onHeard: (method, request, reply) => world.onHeard(method, request, reply),
    onHandlerFailure: (method, error) => world.onHandlerFailure(method, error),
  })
  return {
    bus: new SimulatedBus({ ...link, broker }),
    rpc,
    scheduler,
    logger: traceLogger(world, life.name),
    metrics: createNoMetrics(),
    crashPoints: mortalCrashPoints(life, faults, trace, world.onCrashPoint),
    link,
  }
}

function orderManager(world: Surroundings, at: Incarnation): OrderManager {
  const { sabotage } = world
  const { rpc, link, ...ports } = shared(world, at)
  const store = failingStore(world.orderStore, ['commit', 'markPublished'], link)
  const venue = mortalVenue(world.venue.connect(), at.life, world.trace, (order) => world.onSubmit(order))
  return createOrderManager(
    {
      ...ports,
      rpcServer: sabotage?.orderRpc?.(rpc, (request) => signedAnew(world, at, request)) ?? rpc,
      store: sabotage?.orderStore?.(store, { ...at, bus: ports.bus }) ?? store,
      venue: sabotage?.venue?.(venue) ?? venue,
      haltLatch: failingStore(world.haltLatch, ['read', 'set', 'clear'], link),
      keys: new Map(SIGNING_KEYS.map(({ id, secret }) => [id, Buffer.from(secret.reveal())])),
      onFatal: at.onFatal,
    },
    orderManagerConfigSchema.parse({ accountId: ACCOUNT }),
  )
}

/** As risk would sign it now. */
function signedAnew({ orderStore }: Surroundings, { scheduler }: Incarnation, request: PlaceOrderRequest) {
  const { riskEpoch = 0, haltEpoch = 0 } = orderStore.rowOf(ACCOUNT) ?? {}
  const intent = orderIntentCodec.decode(request.intentBytes)
  const { intentId } = intent
  const expiresAt = addMillis(scheduler.now(), 2_000)
  return signed(intent, { intentId, expiresAt, haltEpoch, riskEpoch, keyId: FIRST_KEY.id })
}

function riskEngine(world: Surroundings, at: Incarnation): RiskEngine {
  const { sabotage } = world
  const { rpc, link, ...ports } = shared(world, at)
  return createRiskEngine(
    {
      ...ports,
      rpcServer: rpc,
      rpcClient: sabotage?.riskRpc?.(rpc) ?? rpc,
      store: failingStore(world.riskStore, ['commit', 'markPublished'], link),
      cache: world.cache,
      signingKeys: world.faults.chance(0.5) ? [FIRST_KEY, SECOND_KEY] : [SECOND_KEY, FIRST_KEY],
      onFatal: at.onFatal,
    },
    riskEngineConfigSchema.parse({
      accounts: [{ id: ACCOUNT, venue: VENUE, takerFee: '0.006' }],
      limits: limitSeeds(world.setup),
    }),
  )
}

function strategyFramework(world: Surroundings, at: Incarnation): StrategyFramework {
  const { rpc, link, ...ports } = shared(world, at)
  return createStrategyFramework(
    {
      ...ports,
      rpc,
      store: failingStore(
        world.strategyStore,
        ['commit', 'commitControl', 'markAnswered', 'markPublished'],
        link,
      ),
      candles: undefined,
      strategies: createStrategyRegistry([...BUILT_IN_STRATEGIES, restlessTrader]),
      onFatal: at.onFatal,
    },
    strategyFrameworkConfigSchema.parse({
      strategies: world.setup.strategies.map((one) => ({ ...one, account: ACCOUNT })),
    }),
  )
}

function marketConnector(world: Surroundings, at: Incarnation): MarketConnector {
  const { bus, logger, metrics, scheduler, link } = shared(world, at)
  const { marketData, nextConnection, faults } = world
  return createMarketConnector(
    {
      ...{ bus, logger, metrics, scheduler },
      feed: simulatedFeed({ ...link, exchange: marketData, nextConnection }),
      reference: marketData.reference,
      random: () => faults.fraction(),
    },
    marketConnectorConfigSchema.parse({
      instruments: world.setup.markets.map(({ instrument }) => instrument.id),
    }),
  )
}

function dataNormalizer(world: Surroundings, at: Incarnation): DataNormalizer {
  const { bus, logger, metrics, scheduler } = shared(world, at)
  return createDataNormalizer(
    { bus, logger, metrics, scheduler, onFatal: at.onFatal },
    dataNormalizerConfigSchema.parse({ venues: [VENUE] }),
  )
}

/** Errors and warnings belong to the trace: they tell what a service thought of a fault. */
function traceLogger(world: Surroundings, name: string): Logger {
  const tell = (level: string) => (fields: object, message: string) =>
    world.trace.note(name, `${level} ${message} ${describe(fields)}`)
  const logger: Logger = {
    ...createSilentLogger(),
    warn: tell('warn'),
    error: tell('error'),
    child: () => logger,
  }
  return logger
}

const describe = (fields: object): string =>
  Object.entries(fields)
    .map(([name, value]) => `${name}=${value instanceof Error ? value.message : String(value)}`)
    .join(' ')
