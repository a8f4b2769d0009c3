/**
 * A venue that does as it is told. The world (orders, executions, balances, what was submitted) outlives the services
 * that connect to it, as a venue does.
 */
import {
  addMoney,
  type ClientOrderId,
  cashChange,
  currency,
  type ExecutionId,
  executionId,
  type Money,
  orderQuantity,
  parseMoney,
  parsePrice,
  parseQuantity,
  type Quantity,
  quantityAsAmount,
  quantityChange,
  subtractMoney,
  type UnixNanos,
  venueId,
  venueOrderId,
  ZERO_MONEY,
  ZERO_QUANTITY,
} from '@oasis/domain'
import type {
  CancelOutcome,
  Scheduler,
  SubmitOutcome,
  Venue,
  VenueEvent,
  VenueExecution,
  VenueOrder,
  VenueOrderReport,
  VenueOrderStatus,
} from '@oasis/ports'
import { buildIntent } from '@oasis/testkit'

/** LOST: it never arrived, and nobody can tell. SILENT: it arrived, and the answer did not come back. */
export type SubmitScript = 'ACK' | 'REJECT' | 'NOT_SENT' | 'LOST' | 'SILENT' | 'HANGS' | 'THROWS'

const ENDED: ReadonlySet<VenueOrderStatus> = new Set(['FILLED', 'CANCELED', 'EXPIRED', 'REJECTED'])

export class ScriptedVenue {
  readonly submitted: ClientOrderId[] = []
  readonly cancels: string[] = []
  readonly executions: VenueExecution[] = []
  readonly reports = new Map<ClientOrderId, VenueOrderReport>()
  readonly balances = new Map([['USD', parseMoney('100000')]])
  script: SubmitScript = 'ACK'
  cancelScript: CancelOutcome | 'THROWS' = { kind: 'REQUESTED' }
  conclusive = true
  /** How far its clock is ahead. */
  clockOffsetMs = 0
  /** Look-ups fail while true. */
  down = false
  /** Look-ups are never answered while true; those that hang do so for good. */
  silent = false
  /** Names of looks that fail. */
  readonly broken = new Set<string>()
  /** Orders that exist and that no look shows. */
  readonly hidden = new Set<ClientOrderId>()
  /** Executions that happened and are not listed. */
  readonly unlisted = new Set<ExecutionId>()
  /** What is held, where it is not 1. */
  readonly held = new Map<string, Money>()
  /** Names of all looks made. */
  readonly looks: string[] = []
  /** Ids are not given twice, not even after a reset. */
  #fills = 0
  readonly #scheduler: Scheduler
  readonly #listeners = new Set<(event: VenueEvent) => void>()
  readonly #wanted = new Map<ClientOrderId, VenueOrder>()

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler
  }

  connect(): Venue {
    let listener: ((event: VenueEvent) => void) | undefined
    const look = <T>(name: string, read: () => T): Promise<T> => {
      this.looks.push(name)
      if (this.silent) return new Promise(() => {})
      return this.down || this.broken.has(name)
        ? Promise.reject(new Error('venue is down'))
        : Promise.resolve(read())
    }
    return {
      id: venueId('coinbase'),
      traits: { lookupIsConclusive: this.conclusive, submitIsIdempotent: true, goodTilDate: true },
      start: async (onEvent) => {
        listener = onEvent
        this.#listeners.add(onEvent)
      },
      stop: async () => {
        if (listener) this.#listeners.delete(listener)
      },
      submit: (order) => this.#submit(order),
      cancel: async (id) => {
        this.cancels.push(id)
        if (this.cancelScript === 'THROWS') throw new Error('connection reset')
        return this.cancelScript
      },
      findOrder: (id) => look('findOrder', () => this.#shown().find((each) => each.clientOrderId === id)),
      openOrders: () => look('openOrders', () => this.#shown().filter(({ status }) => !ENDED.has(status))),
      executionsSince: (since) =>
        look('executionsSince', () =>
          this.executions.filter((each) => each.tsEvent >= since && !this.unlisted.has(each.executionId)),
        ),
      time: () =>
        look('time', () => (this.#scheduler.now() + BigInt(this.clockOffsetMs) * 1_000_000n) as UnixNanos),
      balances: () =>
        look('balances', () =>
          [...this.balances].map(([code, total]) => {
            const held = this.held.get(code) ?? parseMoney('1')
            return { currency: currency(code), available: subtractMoney(total, held), held }
          }),
        ),
    }
  }

  #shown(): readonly VenueOrderReport[] {
    return [...this.reports.values()].filter(({ clientOrderId }) => !this.hidden.has(clientOrderId))
  }

  emit(event: VenueEvent): void {
    for (const listener of this.#listeners) listener(event)
  }

  /** The order exists at the venue. */
  accept(order: VenueOrder): VenueOrderReport {
    const { clientOrderId, instrumentId, side } = order
    this.#wanted.set(clientOrderId, order)
    const report: VenueOrderReport = {
      clientOrderId,
      venueOrderId: venueOrderId(`venue-${clientOrderId}`),
      instrumentId,
      side,
      status: 'OPEN',
      filledQuantity: ZERO_QUANTITY,
      tsEvent: this.#scheduler.now(),
    }
    this.reports.set(clientOrderId, report)
    return report
  }

  /** A person's order, as venues show it. */
  acceptOfOthers(order: VenueOrder): VenueOrderReport {
    const report = { ...this.accept(order), terms: order.terms }
    this.reports.set(order.clientOrderId, report)
    return report
  }

  /** A person moves money. */
  transfer(code: string, amount: string): void {
    this.#credit(code, parseMoney(amount))
  }

  /** Takes a fill back. */
  reverse(fill: VenueExecution): VenueExecution {
    const reversal: VenueExecution = {
      ...fill,
      executionId: executionId(`${fill.executionId}-reversed`),
      kind: 'REVERSAL',
      tsEvent: this.#scheduler.now(),
    }
    this.executions.push(reversal)
    this.#settle(reversal)
    return reversal
  }

  report(id: ClientOrderId): VenueOrderReport {
    const report = this.reports.get(id)
    if (report === undefined) throw new Error(`the venue has no order ${id}`)
    return report
  }

  /** Happens at the venue; nobody hears of it until it is emitted or asked for. */
  fill(id: ClientOrderId, quantity: string): VenueExecution {
    const report = this.report(id)
    this.#fills++
    const execution: VenueExecution = {
      executionId: executionId(`execution-${this.#fills}`),
      kind: 'FILL',
      venueOrderId: report.venueOrderId,
      clientOrderId: id,
      instrumentId: report.instrumentId,
      side: report.side,
      price: parsePrice('65000.01'),
      quantity: parseQuantity(quantity),
      fee: parseMoney('1.5'),
      feeCurrency: currency('USD'),
      liquidity: 'TAKER',
      synthetic: false,
      tsEvent: this.#scheduler.now(),
    }
    this.executions.push(execution)
    this.#settle(execution)
    const filledQuantity = (report.filledQuantity + execution.quantity) as Quantity
    const wanted = this.#wantedQuantity(id)
    const status = wanted !== undefined && filledQuantity >= wanted ? 'FILLED' : report.status
    this.reports.set(id, { ...report, filledQuantity, status })
    return execution
  }

  end(id: ClientOrderId, status: VenueOrderStatus): VenueOrderReport {
    const report = { ...this.report(id), status }
    this.reports.set(id, report)
    return report
  }

  async #submit(order: VenueOrder): Promise<SubmitOutcome> {
    this.submitted.push(order.clientOrderId)
    switch (this.script) {
      case 'ACK':
        return { kind: 'ACKNOWLEDGED', venueOrderId: this.accept(order).venueOrderId }
      case 'REJECT':
        return { kind: 'REJECTED', venueReason: 'INSUFFICIENT_FUND', message: 'not enough USD' }
      case 'NOT_SENT':
        return { kind: 'NOT_SENT', reason: 'connection refused' }
      case 'LOST':
        return { kind: 'UNKNOWN', reason: 'timed out' }
      case 'SILENT':
        this.accept(order)
        return { kind: 'UNKNOWN', reason: 'timed out' }
      case 'HANGS':
        this.accept(order)
        return new Promise(() => {})
      case 'THROWS':
        throw new Error('socket hang up')
    }
  }

  #wantedQuantity(id: ClientOrderId): Quantity | undefined {
    const order = this.#wanted.get(id)
    return order && orderQuantity(buildIntent(0, { terms: order.terms }))
  }

  #settle(execution: VenueExecution): void {
    this.#credit('BTC', quantityAsAmount(quantityChange(execution)))
    this.#credit('USD', cashChange(execution))
  }

  #credit(code: string, amount: Money): void {
    this.balances.set(code, addMoney(this.balances.get(code) ?? ZERO_MONEY, amount))
  }
}
