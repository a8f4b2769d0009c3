/**
 * An order manager that does what the test tells it: it verifies nothing but the MAC, writes orders down, tells their
 * events on the bus, and can be made to fail in the ways that matter to risk.
 */
import { createHmac } from 'node:crypto'
import {
  type ApprovalRefusal,
  approvalPayload,
  type CancelAllReply,
  type CancelOrderReply,
  orderIntentCodec,
  orderService,
  type PlaceOrderReply,
  type PlaceOrderRequest,
  type SnapshotChunk,
  topics,
} from '@oasis/contracts'
import {
  type AccountEventBody,
  type AccountLedger,
  type Approval,
  addMillis,
  adjustmentEventId,
  applyExecution,
  applyTrigger,
  type BalanceAdjustment,
  bookAdjustment,
  bookExecution,
  type Currency,
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
  type Price,
  parseMoney,
  parsePrice,
  parseQuantity,
  type Quantity,
  RECENT_ORDERS_MS,
} from '@oasis/domain'
import { type Bus, RpcError, type RpcServer, type RpcStatus } from '@oasis/ports'
import type { VirtualScheduler } from '@oasis/runtime'
import { ACCOUNT, instrument, USD } from './risk-fixtures.ts'

export const SECRET = 'a secret for tests only'

type Method = 'cancelAll' | 'resume' | 'voidIntent' | 'resetPaper' | 'cancelOrder'

/** What a call does instead of answering: nothing, or what was asked for and then not a word. */
export interface Failure {
  readonly status: RpcStatus
  readonly writesFirst: boolean
}

export class OrderManagerFake {
  readonly #bus: Bus
  readonly #scheduler: VirtualScheduler
  readonly orders = new Map<IntentId, Order>()
  readonly approvals: PlaceOrderRequest[] = []
  readonly calls = { placeOrder: 0, getOrder: 0, snapshot: 0 }
  /** Every control call that arrived, with what it asked for. */
  readonly heard: { readonly method: Method; readonly request: unknown }[] = []
  #ledger: AccountLedger = createLedger(ACCOUNT)
  accountSeq = 0
  riskEpoch = 0
  haltEpoch = 3
  halted = false
  resets = 0
  /** What the next PlaceOrder does instead of answering. */
  placeOrderFails: Failure | undefined
  /** What the next PlaceOrder waits for on its way here. */
  placeOrderDelayedBy: Promise<unknown> | undefined
  refuses: ApprovalRefusal | undefined
  snapshotFails: RpcStatus | undefined
  /** How long a snapshot's answer is on its way. */
  snapshotTakesMs = 0
  /** What the next calls do instead of answering, one after the other. */
  readonly fails: Partial<Record<Method, Failure[]>> = {}
  /** What happens between the effect of the next such call and its answer. */
  readonly meanwhile: Partial<Record<Method, () => Promise<unknown>>> = {}
  /** Orders that the venue does not let go of. */
  clings = false
  /** Its halts are where every later order manager finds them. */
  recordsHalts = false
  /** Orders that nobody can tell the outcome of: the venue does not show them. */
  readonly lost = new Set<IntentId>()
  cancelReply: CancelOrderReply = { accepted: true, state: 'OPEN', message: 'on its way' }
  /** Why the account is not reset; undefined resets it. */
  refusesReset: string | undefined
  /** What it writes on the tombstone of an intent. */
  voidDetails: { readonly reason?: string } = { reason: 'voided' }
  /** The share of an IOC order that the book holds, as a divisor; 0 fills nothing. */
  fillsOneIn = 1
  /** Events are written down, and not published. */
  silent = false

  constructor(bus: Bus, server: RpcServer, scheduler: VirtualScheduler) {
    this.#bus = bus
    this.#scheduler = scheduler
    server.handle(orderService.placeOrder, (request) => this.#placeOrder(request))
    server.handle(orderService.getOrder, async ({ key }) => {
      this.calls.getOrder++
      const order =
        key.by === 'INTENT'
          ? this.orders.get(key.intentId)
          : [...this.orders.values()].find((each) => each.clientOrderId === key.clientOrderId)
      return order ? { order } : {}
    })
    server.handle(orderService.cancelOrder, (request) =>
      this.#control('cancelOrder', request, async () => this.cancelReply),
    )
    server.handle(orderService.cancelAll, async (request) => {
      const reply = await this.#control('cancelAll', request, () => this.#cancelAll(request.halt))
      // Of when it has done looking.
      return { ...reply, haltEpoch: this.haltEpoch }
    })
    server.handle(orderService.resume, (request) =>
      this.#control('resume', request, async () => this.#resume(request.haltEpoch)),
    )
    server.handle(orderService.voidIntent, (request) =>
      this.#control('voidIntent', request, () => this.#voidIntent(request.intentBytes)),
    )
    server.handle(orderService.resetPaper, (request) =>
      this.#control('resetPaper', request, () => this.#resetPaper()),
    )
    server.handleStream(orderService.snapshot, ({ takeEpoch }) => this.#snapshot(takeEpoch))
  }

  count(method: Method): number {
    return this.heard.filter((each) => each.method === method).length
  }

  /** The next calls of that method give no answer. */
  fail(method: Method, times: number, failure: Partial<Failure> = {}): void {
    const each = { status: 'UNAVAILABLE', writesFirst: false, ...failure } as const
    this.fails[method] = Array.from({ length: times }, () => each)
  }

  async #control<T>(method: Method, request: unknown, effect: () => Promise<T>): Promise<T> {
    this.heard.push({ method, request })
    const failure = this.fails[method]?.shift()
    if (failure && !failure.writesFirst) throw new RpcError(failure.status, 'told to fail')
    const reply = await effect()
    const meanwhile = this.meanwhile[method]
    delete this.meanwhile[method]
    await meanwhile?.()
    if (failure) throw new RpcError(failure.status, 'told to fail after the effect')
    return reply
  }

  async #cancelAll(halt: boolean): Promise<CancelAllReply> {
    if (halt) {
      this.haltEpoch++
      this.halted = true
    }
    for (const order of this.clings ? [] : [...this.orders.values()]) await this.#end(order)
    const notFinal = [...this.orders.values()].filter(({ state }) => !isFinal(state))
    const open = notFinal.filter(({ intent }) => !this.lost.has(intent.intentId))
    const unresolved = notFinal.filter(({ intent }) => this.lost.has(intent.intentId))
    return {
      haltEpoch: this.haltEpoch,
      verified: open.length === 0,
      open: open.map(({ clientOrderId }) => clientOrderId),
      unresolved: unresolved.map(({ clientOrderId }) => clientOrderId),
      message: '',
      recorded: this.recordsHalts,
    }
  }

  async #end(order: Order): Promise<void> {
    if (isFinal(order.state)) return
    const path: OrderTrigger[] = order.state === 'PENDING_SUBMIT' ? ['SUBMIT', 'CANCELED'] : ['CANCELED']
    let current = order
    for (const trigger of path) {
      current = applyTrigger(current, trigger, this.#scheduler.now()).order
      await this.#write({ kind: 'ORDER', trigger, order: current })
    }
  }

  #resume(named: number) {
    const { haltEpoch } = this
    if (named !== haltEpoch) return { resumed: false, haltEpoch, message: 'another halt is in force' }
    this.halted = false
    return { resumed: true, haltEpoch, message: '' }
  }

  async #voidIntent(intentBytes: Uint8Array) {
    const intent = orderIntentCodec.decode(intentBytes)
    const known = this.orders.get(intent.intentId)
    if (known) return { order: known }
    const now = this.#scheduler.now()
    const created = createOrder(intent, clientOrderIdOf(intent.intentId), now)
    const { order } = applyTrigger(created, 'VOID', now, this.voidDetails)
    await this.#write({ kind: 'ORDER', trigger: 'VOID', order })
    return { order }
  }

  async #resetPaper() {
    if (this.refusesReset !== undefined) return { reset: false, message: this.refusesReset }
    this.resets++
    for (const [id, order] of this.orders) if (!isFinal(order.state)) this.orders.delete(id)
    await this.#write({ kind: 'RESET', reason: 'asked for' })
    await this.#write({ kind: 'ADJUSTMENT', adjustment: this.#opening('10000', USD) })
    return { reset: true, message: '' }
  }

  #opening(amount: string, code: Currency): BalanceAdjustment {
    const tsEvent = this.#scheduler.now()
    const adjustment = { accountId: ACCOUNT, mode: 'PAPER', currency: code } as const
    return { ...adjustment, amount: parseMoney(amount), reason: 'OPENING', tsEvent }
  }

  async #placeOrder(request: PlaceOrderRequest): Promise<PlaceOrderReply> {
    this.calls.placeOrder++
    this.approvals.push(request)
    const delay = this.placeOrderDelayedBy
    this.placeOrderDelayedBy = undefined
    if (delay) await delay
    const { mac, ...unsigned } = request.approval
    const expected = createHmac('sha256', SECRET)
      .update(approvalPayload(request.intentBytes, unsigned))
      .digest()
    if (Buffer.compare(mac, expected) !== 0) throw new Error('the approval is not signed')
    const intent = orderIntentCodec.decode(request.intentBytes)
    const known = this.orders.get(intent.intentId)
    if (known?.state === 'VOIDED') return refusal('VOIDED')
    if (known) {
      const same = Buffer.compare(orderIntentCodec.encode(known.intent), request.intentBytes) === 0
      return same ? { kind: 'PLACED', order: known } : refusal('INTENT_MISMATCH')
    }
    const failure = this.placeOrderFails
    this.placeOrderFails = undefined
    if (failure && !failure.writesFirst) throw new RpcError(failure.status, 'told to fail')
    const reason = this.#refusal(request.approval, intent)
    if (reason) return refusal(reason)
    const order = createOrder(intent, clientOrderIdOf(intent.intentId), this.#scheduler.now())
    await this.#write({ kind: 'ORDER', trigger: 'CREATE', order })
    if (failure) throw new RpcError(failure.status, 'told to fail after writing')
    const { timeInForce, type } = intent.terms
    if (type === 'MARKET' && timeInForce === 'IOC' && intent.reduceOnly) void this.#tradeAtOnce(intent)
    return { kind: 'PLACED', order }
  }

  #refusal({ expiresAt, haltEpoch, riskEpoch }: Approval, intent: OrderIntent): ApprovalRefusal | undefined {
    if (this.refuses) return this.refuses
    if (haltEpoch !== this.haltEpoch) return 'HALT_EPOCH'
    if (riskEpoch !== this.riskEpoch) return 'RISK_EPOCH'
    if (this.#scheduler.now() >= expiresAt) return 'EXPIRED'
    return this.halted && !intent.reduceOnly ? 'HALTED' : undefined
  }

  /** The venue does what it can at once, and ends the rest. */
  async #tradeAtOnce(intent: OrderIntent): Promise<void> {
    const { intentId, terms } = intent
    if (terms.type !== 'MARKET' || terms.size.unit !== 'BASE') return
    await this.#scheduler.sleep(5)
    await this.#move(intentId, 'SUBMIT', 'ACKNOWLEDGE')
    const wanted = terms.size.quantity
    const filled = this.fillsOneIn === 0 ? 0n : wanted / BigInt(this.fillsOneIn)
    if (filled > 0n)
      await this.#write(this.#execution(intentId, filled as Quantity, parsePrice('50000'), '0'))
    if (!isFinal(this.order(intentId).state)) await this.#move(intentId, 'CANCELED')
  }

  async *#snapshot(takeEpoch: boolean): AsyncIterable<SnapshotChunk> {
    this.calls.snapshot++
    if (this.snapshotFails) throw new RpcError(this.snapshotFails, 'told to fail')
    if (takeEpoch) this.riskEpoch++
    const { accountSeq, riskEpoch, haltEpoch, halted } = this
    if (this.snapshotTakesMs > 0) await this.#scheduler.sleep(this.snapshotTakesMs)
    const head = { accountId: ACCOUNT, mode: 'PAPER', accountSeq, riskEpoch, haltEpoch, halted } as const
    const positions = [
      ...[...this.#ledger.byStrategy].flatMap(([strategyId, held]) =>
        [...held].map(([instrumentId, position]) => ({ strategyId, instrumentId, position })),
      ),
      ...[...this.#ledger.byInstrument].map(([instrumentId, position]) => ({ instrumentId, position })),
    ]
    const balances = [...this.#ledger.balances].map(([code, total]) => ({ currency: code, total }))
    const openOrders = [...this.orders.values()].filter(
      ({ state, absentUntil, createdAt }) =>
        !isFinal(state) ||
        absentUntil !== undefined ||
        (takeEpoch && createdAt >= addMillis(this.#scheduler.now(), -RECENT_ORDERS_MS)),
    )
    yield { ...head, positions, balances: [], openOrders: [], last: false }
    yield { ...head, positions: [], balances, openOrders, last: true }
  }

  /** One transaction, then its publication. */
  async #write(body: AccountEventBody): Promise<void> {
    this.accountSeq++
    if ('order' in body) this.orders.set(body.order.intent.intentId, body.order)
    if (body.kind === 'RESET') this.#ledger = createLedger(ACCOUNT)
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
    await this.#tell({ kind: 'ADJUSTMENT', adjustment: this.#opening(amount, currency) })
  }

  /** An order that no risk engine here has seen. */
  async adopt(intent: OrderIntent): Promise<void> {
    const order = createOrder(intent, clientOrderIdOf(intent.intentId), this.#scheduler.now())
    await this.#tell({ kind: 'ORDER', trigger: 'CREATE', order })
  }

  async trigger(intentId: IntentId, ...triggers: OrderTrigger[]): Promise<void> {
    await this.#scheduler.runUntilSettled(this.#move(intentId, ...triggers))
    await this.#scheduler.settle()
  }

  async #move(intentId: IntentId, ...triggers: OrderTrigger[]): Promise<void> {
    for (const trigger of triggers) {
      const { order } = applyTrigger(this.order(intentId), trigger, this.#scheduler.now())
      await this.#write({ kind: 'ORDER', trigger, order })
    }
  }

  async fill(intentId: IntentId, quantity: string, price: string, fee = '0'): Promise<void> {
    await this.#tell(this.#execution(intentId, parseQuantity(quantity), parsePrice(price), fee))
  }

  #execution(intentId: IntentId, quantity: Quantity, price: Price, fee: string): AccountEventBody {
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
      price,
      quantity,
      fee: parseMoney(fee),
      feeCurrency: USD,
      liquidity: 'TAKER',
      synthetic: false,
      tsEvent: now,
      tsInit: now,
    }
    return { kind: 'EXECUTION', execution, order: applyExecution(order, execution, now) }
  }

  order(intentId: IntentId): Order {
    const order = this.orders.get(intentId)
    if (!order) throw new Error('no order of that intent')
    return order
  }
}

const refusal = (reason: ApprovalRefusal): PlaceOrderReply => ({
  kind: 'REFUSED',
  reason,
  message: 'told to refuse',
})
