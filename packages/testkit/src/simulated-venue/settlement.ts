/**
 * Moves base and quote for fills and reversals, and keeps each order's hold at the worst that may still fill of it.
 * Invariant: every execution changes the wallet once, by quantity, cost and fee, and no other code here moves money.
 */
import type { ExecutionId, Money, Price, Quantity, VenueOrderId } from '@oasis/domain'
import { holdFor } from './entry-rules.ts'
import { amountOf, costOf, feeOf } from './exchange-amounts.ts'
import { type ExchangeOrder, isOpen, type Moment, remainingOf } from './exchange-records.ts'
import type { Touch } from './matching.ts'
import type { SimulatedInstrument, SimulatedVenueConfig } from './simulated-venue-api.ts'
import type { LedgerExecution } from './venue-ledger.ts'
import type { Wallet } from './wallet.ts'

export interface Fill {
  readonly quantity: bigint
  readonly price: bigint
  readonly liquidity: 'MAKER' | 'TAKER'
}

export class Settlement {
  readonly executions: LedgerExecution[] = []
  readonly #wallet: Wallet
  readonly #config: SimulatedVenueConfig
  readonly #reversed = new Set<ExecutionId>()

  constructor(wallet: Wallet, config: SimulatedVenueConfig) {
    this.#wallet = wallet
    this.#config = config
  }

  execute(
    order: ExchangeOrder,
    { quantity, price, liquidity }: Fill,
    touch: Touch,
    moment: Moment,
  ): LedgerExecution {
    const { base, quote } = this.instrumentOf(order)
    const cost = costOf(price, quantity)
    const fee = feeOf(cost, liquidity === 'MAKER' ? this.#config.makerFee : this.#config.takerFee)
    order.executed += quantity
    order.tsChanged = moment.ts
    this.rehold(order, touch)
    const sign = order.side === 'BUY' ? 1n : -1n
    this.#wallet.change(base, sign * amountOf(quantity))
    this.#wallet.change(quote, -sign * cost - fee)
    return this.#book({
      executionId: this.#nextId(),
      kind: 'FILL',
      reverses: undefined,
      venueOrderId: order.venueOrderId as VenueOrderId,
      clientOrderId: order.clientOrderId,
      instrumentId: order.instrumentId,
      side: order.side,
      price: price as Price,
      quantity: quantity as Quantity,
      fee: fee as Money,
      feeCurrency: quote,
      liquidity,
      at: moment.at,
      tsEvent: moment.ts,
    })
  }

  /** Undefined: it was taken back before, or what it brought is no longer there. */
  reverse(order: ExchangeOrder, fill: LedgerExecution, moment: Moment): LedgerExecution | undefined {
    const { base, quote } = this.instrumentOf(order)
    if (fill.kind !== 'FILL' || this.#reversed.has(fill.executionId)) return undefined
    const amount = amountOf(fill.quantity)
    const cost = costOf(fill.price, fill.quantity)
    const [spent, needed] = fill.side === 'BUY' ? [base, amount] : [quote, cost - fill.fee]
    if (this.#wallet.available(spent) < needed) return undefined
    this.#reversed.add(fill.executionId)
    order.reversed += fill.quantity
    order.tsChanged = moment.ts
    const sign = fill.side === 'BUY' ? -1n : 1n
    this.#wallet.change(base, sign * amount)
    this.#wallet.change(quote, -sign * cost + fill.fee)
    return this.#book({
      ...fill,
      executionId: this.#nextId(),
      kind: 'REVERSAL',
      reverses: fill.executionId,
      at: moment.at,
      tsEvent: moment.ts,
    })
  }

  rehold(order: ExchangeOrder, touch: Touch): void {
    const { base, quote } = this.instrumentOf(order)
    const held = isOpen(order) ? holdFor(order, remainingOf(order), touch, this.#config) : 0n
    this.#wallet.release(order.side === 'BUY' ? quote : base, order.held - held)
    order.held = held
  }

  instrumentOf(order: ExchangeOrder): SimulatedInstrument {
    const instrument = this.#config.instruments.find(({ id }) => id === order.instrumentId)
    if (!instrument) throw new Error(`an order on ${order.instrumentId}, which is not traded here`)
    return instrument
  }

  #book(execution: LedgerExecution): LedgerExecution {
    this.executions.push(execution)
    return execution
  }

  #nextId(): ExecutionId {
    return `${this.#config.idPrefix ?? ''}fill-${this.executions.length + 1}` as ExecutionId
  }
}
