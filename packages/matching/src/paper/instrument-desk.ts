/** One instrument at the paper venue: the market as observed and our orders in it. */
import type { Instrument, Side } from '@oasis/domain'
import { ObservedMarket } from './observed-market.ts'
import type { PaperOrder } from './paper-order.ts'
import { comparePriority } from './resting-orders.ts'

/** Trade ids remembered so that a trade delivered again is not matched again. */
const REMEMBERED_TRADES = 1024

export class InstrumentDesk {
  instrument: Instrument
  readonly market = new ObservedMarket()
  /** In price-time priority. */
  #bids: PaperOrder[] = []
  #asks: PaperOrder[] = []
  /** Untriggered, in order of arrival. */
  #stops: PaperOrder[] = []
  readonly #seenTrades = new Set<string>()

  constructor(instrument: Instrument) {
    this.instrument = instrument
  }

  resting(side: Side): readonly PaperOrder[] {
    return side === 'BUY' ? this.#bids : this.#asks
  }

  get stops(): readonly PaperOrder[] {
    return this.#stops
  }

  get isIdle(): boolean {
    return this.#bids.length === 0 && this.#asks.length === 0 && this.#stops.length === 0
  }

  add(order: PaperOrder): void {
    if (!order.triggered) {
      this.#stops.push(order)
      return
    }
    const orders = order.side === 'BUY' ? this.#bids : this.#asks
    const at = orders.findIndex((other) => comparePriority(order, other) < 0)
    orders.splice(at < 0 ? orders.length : at, 0, order)
  }

  /** Same order, other numbers: its place does not change. */
  replace(order: PaperOrder): void {
    const orders = this.#listOf(order)
    const at = orders.findIndex((other) => other.clientOrderId === order.clientOrderId)
    if (at >= 0) orders[at] = order
  }

  remove(order: PaperOrder): void {
    const orders = this.#listOf(order)
    const at = orders.findIndex((other) => other.clientOrderId === order.clientOrderId)
    if (at >= 0) orders.splice(at, 1)
  }

  /** True the first time; consumers see trades at least once. */
  noteTrade(tradeId: string): boolean {
    if (this.#seenTrades.has(tradeId)) return false
    this.#seenTrades.add(tradeId)
    if (this.#seenTrades.size > REMEMBERED_TRADES) {
      for (const oldest of this.#seenTrades) {
        this.#seenTrades.delete(oldest)
        break
      }
    }
    return true
  }

  #listOf(order: PaperOrder): PaperOrder[] {
    if (!order.triggered) return this.#stops
    return order.side === 'BUY' ? this.#bids : this.#asks
  }
}
