/** A whole order manager over SQLite in memory, a scripted venue and virtual time. */
import { createHmac } from 'node:crypto'
import {
  approvalPayload,
  type CancelOrderReply,
  orderIntentCodec,
  orderService,
  type PlaceOrderReply,
  type ReconcileReply,
  type SnapshotChunk,
  topics,
} from '@oasis/contracts'
import {
  type AccountEvent,
  type Approval,
  addMillis,
  type ClientOrderId,
  clientOrderIdOf,
  type Order,
  type OrderIntent,
} from '@oasis/domain'
import {
  type Bus,
  type CrashPoints,
  type Logger,
  type NewRecord,
  NO_CRASH_POINTS,
  type OrderStore,
  type RpcClient,
  type Venue,
} from '@oasis/ports'
import { createInProcessRpc } from '@oasis/rpc-inprocess'
import {
  createNoMetrics,
  createSilentLogger,
  createVirtualScheduler,
  type Metrics,
  type VirtualScheduler,
} from '@oasis/runtime'
import { openOrderStore } from '@oasis/store-sql'
import { buildIntent, TEST_ACCOUNT, TEST_TIME } from '@oasis/testkit'
import {
  createOrderManager,
  type OrderManager,
  type OrderManagerConfig,
  type OrderManagerPorts,
  orderManagerConfigSchema,
} from '../src/index.ts'
import { MemoryLatch } from './memory-latch.ts'
import { Life, mortal } from './mortal.ts'
import { ScriptedVenue } from './scripted-venue.ts'

export const KEYS: ReadonlyMap<string, Uint8Array> = new Map([
  ['key-1', Buffer.from('first secret')],
  ['key-2', Buffer.from('second secret')],
])
const CALL = { timeoutMs: 5_000 }

/** What stays when a service dies: time, venue, store, and what was published. */
export interface World {
  readonly scheduler: VirtualScheduler
  readonly venue: ScriptedVenue
  readonly store: OrderStore
  readonly latch: MemoryLatch
  readonly published: NewRecord[]
  /** Everything in hand settles and the outbox is published: a few milliseconds pass. */
  pass(): Promise<void>
}

const PUBLISHED_WITHIN_MS = 5

export async function createWorld(): Promise<World> {
  const scheduler = createVirtualScheduler({ startAt: TEST_TIME })
  const store = await openOrderStore({ path: ':memory:', durability: 'process' })
  return {
    scheduler,
    store,
    venue: new ScriptedVenue(scheduler),
    latch: new MemoryLatch(),
    published: [],
    pass: () => scheduler.runUntil(addMillis(scheduler.now(), PUBLISHED_WITHIN_MS)),
  }
}

export interface Desk {
  readonly manager: OrderManager
  readonly rpc: RpcClient
  readonly life: Life
  readonly fatal: unknown[]
  /** Runs virtual time until the promise settles. */
  settled<T>(promise: Promise<T>): Promise<T>
}

const STORE_CALLS = ['commit', 'pendingEntries', 'markPublished'] as const
const LATCH_CALLS = ['read', 'set', 'clear'] as const
const VENUE_CALLS = [
  'submit',
  'cancel',
  'findOrder',
  'openOrders',
  'executionsSince',
  'balances',
  'time',
  'reset',
] as const

export interface DeskOptions {
  readonly life?: Life
  readonly metrics?: Metrics
  readonly logger?: Logger
  readonly venue?: Venue
  readonly crashPoints?: CrashPoints
  readonly store?: OrderStore
  readonly keys?: ReadonlyMap<string, Uint8Array>
  readonly lease?: OrderManagerPorts['lease']
  /** Another machine's; the world's unless told otherwise. */
  readonly latch?: MemoryLatch
  readonly sharedLatch?: MemoryLatch
  readonly bus?: Pick<Bus, 'publish'>
  readonly config?: Partial<OrderManagerConfig>
}

export function createDesk(world: World, options: DeskOptions = {}): Desk {
  const { scheduler, published } = world
  const life = options.life ?? new Life()
  const fatal: unknown[] = []
  const rpc = createInProcessRpc({ scheduler })
  const bus = options.bus ?? {
    publish: async (records: readonly NewRecord[]) => void published.push(...records),
  }
  const manager = createOrderManager(
    {
      // Publishing is all that an order manager does with the bus.
      bus: mortal(bus as unknown as Bus, ['publish'], life),
      rpcServer: rpc,
      store: mortal(options.store ?? world.store, STORE_CALLS, life),
      venue: mortal(options.venue ?? world.venue.connect(), VENUE_CALLS, life),
      scheduler,
      logger: options.logger ?? createSilentLogger(),
      metrics: options.metrics ?? createNoMetrics(),
      haltLatch: mortal(options.latch ?? world.latch, LATCH_CALLS, life),
      ...(options.sharedLatch ? { sharedLatch: mortal(options.sharedLatch, LATCH_CALLS, life) } : {}),
      crashPoints: options.crashPoints ?? NO_CRASH_POINTS,
      keys: options.keys ?? KEYS,
      ...(options.lease ? { lease: options.lease } : {}),
      onFatal: (error) => fatal.push(error),
    },
    orderManagerConfigSchema.parse({ accountId: TEST_ACCOUNT, ...options.config }),
  )
  return { manager, rpc, life, fatal, settled: (promise) => scheduler.runUntilSettled(promise) }
}

export async function startDesk(world: World, options?: DeskOptions): Promise<Desk> {
  const desk = createDesk(world, options)
  await desk.settled(desk.manager.start())
  return desk
}

export function approve(
  world: World,
  bytes: Uint8Array,
  intent: OrderIntent,
  changes: Partial<Approval> = {},
  secret = 'first secret',
): Approval {
  const signed = {
    intentId: intent.intentId,
    expiresAt: addMillis(world.scheduler.now(), 2_000),
    haltEpoch: 0,
    riskEpoch: 0,
    keyId: 'key-1',
    ...changes,
  }
  const mac = createHmac('sha256', secret).update(approvalPayload(bytes, signed)).digest()
  return { ...signed, mac }
}

/** Does not move time; a dead desk never answers. */
export function askToPlace(
  world: World,
  desk: Desk,
  intent: OrderIntent = buildIntent(1),
  changes: Partial<Approval> = {},
): Promise<PlaceOrderReply> {
  const intentBytes = orderIntentCodec.encode(intent)
  const approval = approve(world, intentBytes, intent, changes)
  return desk.rpc.call(orderService.placeOrder, { intentBytes, approval }, CALL)
}

export const askToCancel = (desk: Desk, clientOrderId: ClientOrderId): Promise<CancelOrderReply> =>
  desk.rpc.call(orderService.cancelOrder, { clientOrderId, reason: 'test' }, CALL)

export const place = (
  world: World,
  desk: Desk,
  intent?: OrderIntent,
  changes?: Partial<Approval>,
): Promise<PlaceOrderReply> => desk.settled(askToPlace(world, desk, intent, changes))

export const cancel = (desk: Desk, clientOrderId: ClientOrderId): Promise<CancelOrderReply> =>
  desk.settled(askToCancel(desk, clientOrderId))

export async function orderOf(world: World, intent: OrderIntent = buildIntent(1)): Promise<Order> {
  await world.pass()
  const order = await world.store.findByClientOrderId(clientOrderIdOf(intent.intentId))
  if (order === undefined) throw new Error('the order is not stored')
  return order
}

export const idOf = (n: number): ClientOrderId => clientOrderIdOf(buildIntent(n).intentId)

/** Lets that much time pass, reconciliation included. */
export async function pass(world: World, ms: number): Promise<void> {
  await world.scheduler.runUntil(addMillis(world.scheduler.now(), ms))
}

/** As a consumer sees them: decoded, and repeated ones dropped. */
export function eventsOf(world: World): readonly AccountEvent[] {
  const bySeq = new Map<number, AccountEvent>()
  for (const { value } of world.published) {
    if (value === undefined) continue
    const event = topics.orderEvents.codec.decode(value)
    bySeq.set(event.accountSeq, event)
  }
  return [...bySeq.values()]
}

export const steps = (world: World): readonly string[] =>
  eventsOf(world).map(({ body }) => {
    if (body.kind === 'ADJUSTMENT') return `ADJUSTMENT ${body.adjustment.reason}`
    if (body.kind === 'RESET') return 'RESET'
    return `${body.kind === 'ORDER' ? body.trigger : 'EXECUTION'} → ${body.order.state}`
  })

/** One pass that begins now. */
export const reconcile = (desk: Desk, adopt = false): Promise<ReconcileReply> =>
  desk.settled(
    desk.rpc.call(orderService.reconcile, { accountId: TEST_ACCOUNT, adopt, by: 'a person' }, CALL),
  )

export const snapshot = (desk: Desk, takeEpoch: boolean): Promise<readonly SnapshotChunk[]> =>
  desk.settled(
    Array.fromAsync(desk.rpc.stream(orderService.snapshot, { accountId: TEST_ACCOUNT, takeEpoch }, CALL)),
  )
