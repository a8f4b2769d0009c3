/**
 * An order manager that does what the test tells it: it verifies nothing but the MAC, writes orders down, tells their
 * events on the bus, and can be made to fail in the ways that matter to risk.
 */
import { createHmac } from 'node:crypto'
import {
  type ApprovalRefusal,
  approvalPayload,
  orderIntentCodec,
  orderService,
  type PlaceOrderRequest,
  type SnapshotChunk,
  topics,
} from '@oasis/contracts'
import {
  type AccountEventBody,
  type AccountLedger,
  adjustmentEventId,
  applyExecution,
  applyTrigger,
  bookAdjustment,
  bookExecution,
  clientOrderIdOf,
  createLedger,
  createOrder,
  type EventId,
  type Execution,
  executionId,
  type IntentId,
  isFinal,
  type Order,
  type OrderIntent,
  type OrderTrigger,
  parseMoney,
  parsePrice,
  parseQuantity,
} from '@oasis/domain'
import { type Bus, RpcError, type RpcServer, type RpcStatus } from '@oasis/ports'
import type { VirtualScheduler } from '@oasis/runtime'
import { ACCOUNT, instrument, USD } from './risk-fixtures.ts'

export const SECRET = 'a secret for tests only'

export class OrderManagerFake {
  readonly #bus: Bus
  readonly #scheduler: VirtualScheduler
  readonly orders = new Map<IntentId, Order>()
  readonly approvals: PlaceOrderRequest[] = []
  readonly calls = { placeOrder: 0, getOrder: 0, snapshot: 0 }
  #ledger: AccountLedger = createLedger(ACCOUNT)
  accountSeq = 0
  riskEpoch = 0
  haltEpoch = 3
  /** What the next PlaceOrder does instead of answering. */
  placeOrderFails: { readonly status: RpcStatus; readonly writesFirst: boolean } | undefined
  refuses: ApprovalRefusal | undefined
  snapshotFails: RpcStatus | undefined
  /** Events are written down, and not published. */
  silent = false

  constructor(bus: Bus, server: RpcServer, scheduler: VirtualScheduler) {
    this.#bus = bus
    this.#scheduler = scheduler
    server.handle(orderService.placeOrder, (request) => this.#placeOrder(request))
    server.handle(orderService.getOrder, async ({ key }) => {
      this.calls.getOrder++
      const order = key.by === 'INTENT' ? this.orders.get(key.intentId) : undefined
      return order ? { order } : {}
    })
    server.handle(orderService.cancelOrder, async () => ({
      accepted: true,
      state: 'OPEN',
      message: 'on its way',
    }))
    server.handleStream(orderService.snapshot, ({ takeEpoch }) => this.#snapshot(takeEpoch))
  }

  async #placeOrder(request: PlaceOrderRequest) {
    this.calls.placeOrder++
    this.approvals.push(request)
    const { mac, ...unsigned } = request.approval
    const expected = createHmac('sha256', SECRET)
      .update(approvalPayload(request.intentBytes, unsigned))
      .digest()
    if (Buffer.compare(mac, expected) !== 0) throw new Error('the approval is not signed')
    const intent = orderIntentCodec.decode(request.intentBytes)
    const known = this.orders.get(intent.intentId)
    if (known) return { kind: 'PLACED', order: known } as const
    const failure = this.placeOrderFails
    this.placeOrderFails = undefined
    if (failure && !failure.writesFirst) throw new RpcError(failure.status, 'told to fail')
    if (this.refuses) return { kind: 'REFUSED', reason: this.refuses, message: 'told to refuse' } as const
    if (this.#scheduler.now() >= request.approval.expiresAt) {
      return { kind: 'REFUSED', reason: 'EXPIRED', message: 'the approval came too late' } as const
    }
    const order = createOrder(intent, clientOrderIdOf(intent.intentId), this.#scheduler.now())
    await this.#write({ kind: 'ORDER', trigger: 'CREATE', order })
    if (failure) throw new RpcError(failure.status, 'told to fail after writing')
    return { kind: 'PLACED', order } as const
  }

  async *#snapshot(takeEpoch: boolean): AsyncIterable<SnapshotChunk> {
    this.calls.snapshot++
    if (this.snapshotFails) throw new RpcError(this.snapshotFails, 'told to fail')
    if (takeEpoch) this.riskEpoch++
    const { accountSeq, riskEpoch, haltEpoch } = this
    const head = {
      accountId: ACCOUNT,
      mode: 'PAPER',
      accountSeq,
      riskEpoch,
      haltEpoch,
      halted: false,
    } as const
    const positions = [...this.#ledger.byStrategy].flatMap(([strategyId, held]) =>
      [...held].map(([instrumentId, position]) => ({ strategyId, instrumentId, position })),
    )
    const balances = [...this.#ledger.balances].map(([code, total]) => ({ currency: code, total }))
    const openOrders = [...this.orders.values()].filter(
      ({ state, absentUntil }) => !isFinal(state) || absentUntil !== undefined,
    )
    yield { ...head, positions, balances: [], openOrders: [], last: false }
    yield { ...head, positions: [], balances, openOrders, last: true }
  }

  /** One transaction, then its publication. */
  async #write(body: AccountEventBody): Promise<void> {
    this.accountSeq++
    if ('order' in body) this.orders.set(body.order.intent.intentId, body.order)
    if (body.kind === 'ADJUSTMENT') this.#ledger = bookAdjustment(this.#ledger, body.adjustment)
    if (body.kind === 'EXECUTION') {
      this.#ledger = bookExecution(this.#ledger, body.execution, instrument(body.execution.instrumentId))
    }
    if (this.silent) return
    const { accountSeq } = this
    const eventId: EventId = adjustmentEventId(ACCOUNT, accountSeq)
    const event = { eventId, accountId: ACCOUNT, accountSeq, ts: this.#scheduler.now(), body }
    await this.#bus.publish([topics.orderEvents.record(event)])
  }

  /** From outside, virtual time has to be driven until it is published. */
  async #tell(body: AccountEventBody): Promise<void> {
    await this.#scheduler.runUntilSettled(this.#write(body))
    await this.#scheduler.settle()
  }

  async deposit(amount: string, currency = USD): Promise<void> {
    const tsEvent = this.#scheduler.now()
    const adjustment = {
      accountId: ACCOUNT,
      mode: 'PAPER',
      currency,
      amount: parseMoney(amount),
    } as const
    await this.#tell({ kind: 'ADJUSTMENT', adjustment: { ...adjustment, reason: 'OPENING', tsEvent } })
  }

  /** An order that no risk engine here has seen. */
  async adopt(intent: OrderIntent): Promise<void> {
    const order = createOrder(intent, clientOrderIdOf(intent.intentId), this.#scheduler.now())
    await this.#tell({ kind: 'ORDER', trigger: 'CREATE', order })
  }

  async trigger(intentId: IntentId, ...triggers: OrderTrigger[]): Promise<void> {
    for (const trigger of triggers) {
      const { order } = applyTrigger(this.order(intentId), trigger, this.#scheduler.now())
      await this.#tell({ kind: 'ORDER', trigger, order })
    }
  }

  async fill(intentId: IntentId, quantity: string, price: string, fee = '0'): Promise<void> {
    const order = this.order(intentId)
    const { accountId, mode, strategyId, instrumentId, side } = order.intent
    const now = this.#scheduler.now()
    const execution: Execution = {
      kind: 'FILL',
      executionId: executionId(`execution-${this.accountSeq}`),
      accountId,
      mode,
      strategyId,
      clientOrderId: order.clientOrderId,
      instrumentId,
      side,
      price: parsePrice(price),
      quantity: parseQuantity(quantity),
      fee: parseMoney(fee),
      feeCurrency: USD,
      liquidity: 'TAKER',
      synthetic: false,
      tsEvent: now,
      tsInit: now,
    }
    await this.#tell({ kind: 'EXECUTION', execution, order: applyExecution(order, execution, now) })
  }

  order(intentId: IntentId): Order {
    const order = this.orders.get(intentId)
    if (!order) throw new Error('no order of that intent')
    return order
  }
}
