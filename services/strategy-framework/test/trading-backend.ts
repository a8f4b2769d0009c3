/** Risk engine and order manager as the framework sees them: decides at once, fills market orders 50 ms later. */
import {
  orderIntentCodec,
  orderService,
  riskService,
  type SnapshotChunk,
  type SubmitOrderReply,
  topics,
} from '@oasis/contracts'
import {
  type AccountEvent,
  type AccountEventBody,
  type AccountId,
  applyExecution,
  applyFill,
  applyTrigger,
  clientOrderIdOf,
  createOrder,
  type Execution,
  FLAT_POSITION,
  type IntentId,
  isFinal,
  type Order,
  type OrderIntent,
  type OrderTrigger,
  orderEventId,
  orderQuantity,
  type Position,
  parseMoney,
  parsePrice,
  type StrategyId,
} from '@oasis/domain'
import { type Bus, RpcError, type RpcServer, type Scheduler } from '@oasis/ports'

export const FILL_DELAY_MS = 50

export interface TradingBackend {
  /** Every SubmitOrder that arrived, repetitions included. */
  readonly submissions: OrderIntent[]
  readonly cancels: string[]
  readonly orders: Map<IntentId, Order>
  /** What is done with an intent not seen before; FILL by default. */
  decide: (intent: OrderIntent) => 'FILL' | 'REST' | 'LOSE' | 'DENY' | 'UNAVAILABLE'
  /** What becomes of a cancel of an open order; CANCELED by default. */
  cancelOutcome: 'CANCELED' | 'CANCEL_REJECTED' | 'UNAVAILABLE'
  /** How long the answer to a cancel takes. */
  cancelDelayMs: number
  /** Finds the orders that it lost track of: they are open. */
  findLost(): void
  /** A paper reset: open orders are gone, positions are flat, and the account's events say so. */
  reset(): void
  /** Order events of this many are never published: a hole for whoever follows. */
  loseEvents: number
}

export function createTradingBackend(
  accountId: AccountId,
  ports: { readonly bus: Bus; readonly rpc: RpcServer; readonly scheduler: Scheduler },
): TradingBackend {
  const { bus, rpc, scheduler } = ports
  const backend: TradingBackend = {
    submissions: [],
    cancels: [],
    orders: new Map(),
    decide: () => 'FILL',
    cancelOutcome: 'CANCELED',
    cancelDelayMs: 0,
    findLost: () => {
      for (const order of backend.orders.values()) if (order.state === 'UNKNOWN') move(order, 'ACKNOWLEDGE')
    },
    reset: () => {
      // Kept, as the order manager keeps them: an intent of before the reset is known for ever.
      for (const [id, order] of backend.orders) {
        if (!isFinal(order.state)) backend.orders.set(id, { ...order, state: 'CANCELED' })
      }
      positions.clear()
      tell(`reset/${accountSeq + 1}` as AccountEvent['eventId'], { kind: 'RESET', reason: 'asked for' })
    },
    loseEvents: 0,
  }
  const positions = new Map<StrategyId, Position>()
  let accountSeq = 0

  const record = (order: Order, body: AccountEventBody): void => {
    backend.orders.set(order.intent.intentId, order)
    tell(orderEventId(order.clientOrderId, order.version), body)
  }
  const tell = (eventId: AccountEvent['eventId'], body: AccountEventBody): void => {
    accountSeq++
    const event: AccountEvent = { eventId, accountId, accountSeq, ts: scheduler.now(), body }
    if (backend.loseEvents > 0) backend.loseEvents--
    else void bus.publish([topics.orderEvents.record(event)])
  }
  const move = (order: Order, trigger: OrderTrigger | 'CREATE'): Order => {
    const next = trigger === 'CREATE' ? order : applyTrigger(order, trigger, scheduler.now()).order
    record(next, { kind: 'ORDER', trigger, order: next })
    return next
  }
  const fill = (order: Order): void => {
    const execution = executionOf(order, scheduler)
    const { strategyId } = order.intent
    positions.set(strategyId, applyFill(positions.get(strategyId) ?? FLAT_POSITION, execution))
    const next = applyExecution(order, execution, scheduler.now())
    record(next, { kind: 'EXECUTION', execution, order: next })
  }

  const place = (intent: OrderIntent, decision: 'FILL' | 'REST' | 'LOSE'): SubmitOrderReply => {
    const clientOrderId = clientOrderIdOf(intent.intentId)
    const order = move(createOrder(intent, clientOrderId, scheduler.now()), 'CREATE')
    scheduler.after(FILL_DELAY_MS, () => {
      const open = move(move(order, 'SUBMIT'), decision === 'LOSE' ? 'LOSE_TRACK' : 'ACKNOWLEDGE')
      if (decision === 'FILL') fill(open)
    })
    return { kind: 'PLACED', clientOrderId, state: order.state }
  }

  rpc.handle(riskService.submitOrder, async ({ intent }) => {
    backend.submissions.push(intent)
    const known = backend.orders.get(intent.intentId)
    if (known) {
      const same = Buffer.from(orderIntentCodec.encode(known.intent)).equals(orderIntentCodec.encode(intent))
      if (!same) throw new RpcError('INVALID_ARGUMENT', 'INTENT_MISMATCH')
      return { kind: 'PLACED', clientOrderId: known.clientOrderId, state: known.state }
    }
    const decision = backend.decide(intent)
    if (decision === 'UNAVAILABLE') throw new RpcError('UNAVAILABLE', 'away')
    if (decision === 'DENY') {
      return { kind: 'DENIED', verdict: { result: 'DENIED', code: 'STALE_SIGNAL', context: {} } }
    }
    return place(intent, decision)
  })
  rpc.handle(riskService.cancelOrder, async ({ clientOrderId }) => {
    backend.cancels.push(clientOrderId)
    const outcome = backend.cancelOutcome
    if (backend.cancelDelayMs > 0) await scheduler.sleep(backend.cancelDelayMs)
    if (outcome === 'UNAVAILABLE') throw new RpcError('UNAVAILABLE', 'away')
    const order = [...backend.orders.values()].find((one) => one.clientOrderId === clientOrderId)
    if (!order || isFinal(order.state)) return { accepted: false, state: 'REJECTED', message: 'not open' }
    if (order.state === 'UNKNOWN') return { accepted: false, state: order.state, message: 'not known yet' }
    if (order.state === 'OPEN') move(order, 'REQUEST_CANCEL')
    scheduler.after(2 * FILL_DELAY_MS, () => {
      move(backend.orders.get(order.intent.intentId) ?? order, outcome)
    })
    return { accepted: true, state: 'PENDING_CANCEL', message: '' }
  })
  rpc.handle(orderService.getOrder, async ({ key }) => {
    const found = [...backend.orders.values()].find((order) =>
      key.by === 'INTENT'
        ? order.intent.intentId === key.intentId
        : order.clientOrderId === key.clientOrderId,
    )
    return found ? { order: found } : {}
  })
  rpc.handleStream(orderService.snapshot, async function* (request): AsyncIterable<SnapshotChunk> {
    const ours = request.accountId === accountId
    const all = ours ? [...backend.orders.values()] : []
    const instrumentId = all[0]?.intent.instrumentId
    yield {
      accountId: request.accountId,
      mode: 'PAPER',
      accountSeq: ours ? accountSeq : 0,
      riskEpoch: 0,
      haltEpoch: 0,
      halted: false,
      positions: instrumentId
        ? [...positions].map(([strategyId, position]) => ({ strategyId, instrumentId, position }))
        : [],
      balances: [],
      openOrders: all.filter((order) => !isFinal(order.state)),
      last: true,
    }
  })
  return backend
}

function executionOf(order: Order, scheduler: Scheduler): Execution {
  const { accountId, mode, strategyId, instrumentId, side } = order.intent
  const quantity = orderQuantity(order.intent)
  if (quantity === undefined) throw new Error('sized in quote currency')
  return {
    executionId: `fill-${order.clientOrderId}` as Execution['executionId'],
    kind: 'FILL',
    accountId,
    mode,
    strategyId,
    clientOrderId: order.clientOrderId,
    instrumentId,
    side,
    price: parsePrice('100'),
    quantity,
    fee: parseMoney('0.1'),
    feeCurrency: 'USD' as Execution['feeCurrency'],
    liquidity: 'TAKER',
    synthetic: false,
    tsEvent: scheduler.now(),
    tsInit: scheduler.now(),
  }
}
