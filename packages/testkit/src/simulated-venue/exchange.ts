/**
 * The venue as it really is: orders, executions and balances, without any fault. Pure but for the random source: time
 * comes as an argument, and what happens is told to `onChange` in order. It refuses what the wallet cannot hold, so it
 * knows no short sales. Limit orders hold their worst cost; market orders end in the moment they are accepted.
 */
import type { Currency, ExecutionId, InstrumentId, Money, UnixNanos } from '@oasis/domain'
import type { Random } from '@oasis/ports'
import { expiryOf, holdFor, termsFault, wantedQuantity } from './entry-rules.ts'
import { quantityOf } from './exchange-amounts.ts'
import {
  type ExchangeChange,
  type ExchangeOrder,
  type ExchangeRequest,
  isOpen,
  limitOf,
  type Moment,
  remainingOf,
  type SubmitVerdict,
} from './exchange-records.ts'
import { piecesOf, reaches, restingFill, type Touch, takeable, takerPrice, triggers } from './matching.ts'
import { Settlement } from './settlement.ts'
import type { SimulatedInstrument, SimulatedVenueConfig } from './simulated-venue-api.ts'
import type { LedgerExecution, LedgerTransfer } from './venue-ledger.ts'
import { Wallet } from './wallet.ts'

export interface ExchangeOptions {
  readonly config: SimulatedVenueConfig
  readonly random: Random
  readonly openedAt: UnixNanos
  readonly onChange: (change: ExchangeChange, moment: Moment) => void
}

const rejected = (reason: string, message: string): SubmitVerdict => ({ kind: 'REJECTED', reason, message })

export class Exchange {
  readonly orders: ExchangeOrder[] = []
  readonly transfers: LedgerTransfer[] = []
  readonly wallet = new Wallet()
  readonly #settlement: Settlement
  readonly #options: ExchangeOptions
  readonly #byId = new Map<string, ExchangeOrder>()
  readonly #open = new Set<ExchangeOrder>()
  readonly #instruments: ReadonlyMap<InstrumentId, SimulatedInstrument>
  readonly #touches = new Map<InstrumentId, Touch>()

  constructor(options: ExchangeOptions) {
    this.#options = options
    this.#settlement = new Settlement(this.wallet, options.config)
    this.#instruments = new Map(options.config.instruments.map((instrument) => [instrument.id, instrument]))
    for (const { currency, amount } of options.config.opening) {
      this.wallet.change(currency, amount)
      this.transfers.push({ currency, amount, reason: 'OPENING', at: options.openedAt })
    }
  }

  get executions(): readonly LedgerExecution[] {
    return this.#settlement.executions
  }

  get openOrders(): Iterable<ExchangeOrder> {
    return this.#open
  }

  find(venueOrderId: string): ExchangeOrder | undefined {
    return this.#byId.get(venueOrderId)
  }

  touchOf(instrument: InstrumentId): Touch | undefined {
    return this.#touches.get(instrument)
  }

  instrumentOf(id: InstrumentId): SimulatedInstrument | undefined {
    return this.#instruments.get(id)
  }

  instrumentsOf(currency: string): readonly InstrumentId[] {
    return this.#options.config.instruments.filter(({ base }) => base === currency).map(({ id }) => id)
  }

  /** All of the instrument's base currency, as a quantity. */
  baseHeld(instrument: InstrumentId): bigint {
    const base = this.#instruments.get(instrument)?.base
    return base === undefined ? 0n : quantityOf(this.wallet.total(base))
  }

  submit(request: ExchangeRequest, moment: Moment): SubmitVerdict {
    const { config } = this.#options
    const instrument = this.#instruments.get(request.instrumentId)
    const touch = this.#touches.get(request.instrumentId)
    if (!instrument) return rejected('UNKNOWN_PRODUCT', `there is no ${request.instrumentId} here`)
    if (!touch) return rejected('NO_PRICE', `${request.instrumentId} has no price yet`)
    const quantity = wantedQuantity(request, instrument, touch, config.takerFee)
    const fault = termsFault(request, quantity, instrument, touch, moment.ts)
    if (fault) return rejected(fault, `${request.side} ${request.terms.type} refused: ${fault}`)
    const needed = holdFor(request, quantity, touch, config)
    const currency = request.side === 'BUY' ? instrument.quote : instrument.base
    if (this.wallet.available(currency) < needed) {
      return rejected('INSUFFICIENT_FUND', `it would need ${needed} of ${currency} at 10^-18`)
    }
    const order = this.#create(request, quantity, needed, moment)
    this.wallet.hold(currency, needed)
    this.#tell({ kind: 'ORDER', order, cause: 'ACCEPTED' }, moment)
    if (order.terms.type !== 'STOP_LIMIT') this.#enter(order, touch, moment)
    return { kind: 'ACCEPTED', order }
  }

  /** The order is to be cancelled and still lives; ended by {@link cancel}. */
  markPendingCancel(order: ExchangeOrder, moment: Moment): void {
    if (order.status !== 'OPEN') return
    order.status = 'PENDING_CANCEL'
    order.tsChanged = moment.ts
    this.#tell({ kind: 'ORDER', order, cause: 'CHANGED' }, moment)
  }

  /** False: it has ended before. */
  cancel(order: ExchangeOrder, moment: Moment, reason: string): boolean {
    if (!isOpen(order)) return false
    this.#end(order, 'CANCELED', moment, reason)
    return true
  }

  /** The reference price is now there: stops trigger, resting orders may fill, oldest first. */
  quote(instrument: InstrumentId, touch: Touch, moment: Moment): void {
    this.#touches.set(instrument, touch)
    for (const order of [...this.#open]) {
      if (order.instrumentId === instrument) this.#meet(order, touch, moment)
    }
  }

  expire(moment: Moment): void {
    for (const order of [...this.#open]) {
      const expiresAt = expiryOf(order)
      if (expiresAt !== undefined && expiresAt <= moment.ts) this.#end(order, 'EXPIRED', moment, 'expired')
    }
  }

  /** Fills some of an open limit order at its limit, whatever the price: as much as is given, at most the remainder. */
  fillResting(order: ExchangeOrder, quantity: bigint, moment: Moment): void {
    const limit = limitOf(order)
    if (!isOpen(order) || limit === undefined || quantity <= 0n) return
    this.#fill(order, quantity < remainingOf(order) ? quantity : remainingOf(order), limit, 'MAKER', moment)
  }

  /** False: more than is available. */
  transfer(currency: Currency, amount: bigint, moment: Moment): boolean {
    if (amount < 0n && this.wallet.available(currency) < -amount) return false
    this.wallet.change(currency, amount)
    const reason = amount < 0n ? 'WITHDRAWAL' : 'DEPOSIT'
    this.transfers.push({ currency, amount: amount as Money, reason, at: moment.at })
    this.#tell({ kind: 'TRANSFER', currency }, moment)
    return true
  }

  /** Takes a fill of an ended order back, once. False: it cannot be, or what it brought has been spent. */
  reverse(id: ExecutionId, moment: Moment): boolean {
    const fill = this.executions.find((execution) => execution.executionId === id)
    const order = fill && this.#byId.get(fill.venueOrderId)
    if (!fill || !order || isOpen(order)) return false
    const execution = this.#settlement.reverse(order, fill, moment)
    if (!execution) return false
    this.#tell({ kind: 'EXECUTION', order, execution }, moment)
    return true
  }

  #create(request: ExchangeRequest, quantity: bigint, held: bigint, { at, ts }: Moment): ExchangeOrder {
    const order: ExchangeOrder = {
      ...request,
      venueOrderId: `${this.#options.config.idPrefix ?? ''}order-${this.orders.length + 1}`,
      quantity,
      executed: 0n,
      reversed: 0n,
      status: 'OPEN',
      triggered: false,
      held,
      acceptedAt: at,
      tsAccepted: ts,
      tsChanged: ts,
      endedAt: undefined,
      endReason: undefined,
    }
    this.orders.push(order)
    this.#byId.set(order.venueOrderId, order)
    this.#open.add(order)
    return order
  }

  /** A new order, or a triggered stop, meets the market as a taker; what remains rests or ends. */
  #enter(order: ExchangeOrder, touch: Touch, moment: Moment): void {
    const { random, config } = this.#options
    const { terms, side } = order
    const increment = this.#increment(order)
    const marketable = terms.type === 'MARKET' || reaches(side, terms.limitPrice, touch)
    if (marketable) {
      const quantity = takeable(terms, remainingOf(order), increment, config.matching, random)
      this.#fill(order, quantity, takerPrice(side, touch), 'TAKER', moment)
    }
    const rests = terms.timeInForce === 'GTC' || terms.timeInForce === 'GTD'
    if (!rests && isOpen(order)) this.#end(order, 'CANCELED', moment, 'nothing more to take')
  }

  #meet(order: ExchangeOrder, touch: Touch, moment: Moment): void {
    const { terms, side } = order
    if (terms.type === 'STOP_LIMIT' && !order.triggered) {
      if (!triggers(side, terms.stopPrice, touch)) return
      order.triggered = true
      this.#enter(order, touch, moment)
      return
    }
    const limit = limitOf(order)
    if (limit === undefined || !reaches(side, limit, touch)) return
    const { random, config } = this.#options
    const quantity = restingFill(remainingOf(order), this.#increment(order), config.matching, random)
    this.#fill(order, quantity, limit, 'MAKER', moment)
  }

  #fill(
    order: ExchangeOrder,
    quantity: bigint,
    price: bigint,
    liquidity: 'MAKER' | 'TAKER',
    moment: Moment,
  ): void {
    if (quantity <= 0n) return
    const { random, config } = this.#options
    const touch = this.#touch(order)
    const pieces = piecesOf(quantity, this.#increment(order), config.matching.maxPieces, random)
    for (const piece of pieces) {
      const execution = this.#settlement.execute(order, { quantity: piece, price, liquidity }, touch, moment)
      this.#tell({ kind: 'EXECUTION', order, execution }, moment)
    }
    if (remainingOf(order) === 0n) this.#end(order, 'FILLED', moment)
    else this.#tell({ kind: 'ORDER', order, cause: 'CHANGED' }, moment)
  }

  #end(
    order: ExchangeOrder,
    status: 'FILLED' | 'CANCELED' | 'EXPIRED',
    moment: Moment,
    reason?: string,
  ): void {
    order.status = status
    order.endedAt = moment.at
    order.tsChanged = moment.ts
    order.endReason = reason
    this.#open.delete(order)
    this.#settlement.rehold(order, this.#touch(order))
    this.#tell({ kind: 'ORDER', order, cause: 'ENDED' }, moment)
  }

  #increment(order: ExchangeOrder): bigint {
    return this.#settlement.instrumentOf(order).quantityIncrement
  }

  /** There are no orders where there was never a price. */
  #touch(order: ExchangeOrder): Touch {
    const touch = this.#touches.get(order.instrumentId)
    if (!touch) throw new Error(`an order on ${order.instrumentId}, which has no price`)
    return touch
  }

  #tell(change: ExchangeChange, moment: Moment): void {
    this.#options.onChange(change, moment)
  }
}
