/** Keeps one user's ledger from the journal's records, by its own arithmetic. */
import type {
  ClientOrderId,
  Currency,
  ExecutionId,
  InstrumentId,
  Money,
  Price,
  Quantity,
  VenueOrderId,
} from '@oasis/domain'
import { hasEnded, type VenueExecution, type VenueOrder, type VenueTransfer } from '../orders/venue-order.ts'
import type {
  ExposureMoment,
  LedgerBalance,
  LedgerExecution,
  LedgerOrder,
  LedgerOrderStatus,
  LedgerRequest,
  VenueLedger,
} from './venue-ledger.ts'

/** What one record says of one user. */
export interface LedgerEntry {
  readonly request?: LedgerRequest
  readonly orders?: readonly VenueOrder[]
  readonly executions?: readonly VenueExecution[]
  readonly transfers?: readonly VenueTransfer[]
  readonly exposures?: readonly ExposureMoment[]
}

export class LedgerKeeper {
  readonly #orders = new Map<string, VenueOrder>()
  readonly #open = new Map<string, VenueOrder>()
  readonly #executions: LedgerExecution[] = []
  readonly #transfers: VenueTransfer[] = []
  readonly #requests: LedgerRequest[] = []
  readonly #exposures: ExposureMoment[] = []
  readonly #totals = new Map<Currency, bigint>()
  readonly #traded = new Map<InstrumentId, bigint>()

  knows(orderId: string): boolean {
    return this.#orders.has(orderId)
  }

  note(entry: LedgerEntry): void {
    if (entry.request) this.#requests.push(entry.request)
    for (const order of entry.orders ?? []) {
      this.#orders.set(order.orderId, order)
      if (hasEnded(order)) this.#open.delete(order.orderId)
      else this.#open.set(order.orderId, order)
    }
    for (const execution of entry.executions ?? []) this.#book(execution)
    for (const transfer of entry.transfers ?? []) {
      this.#transfers.push(transfer)
      this.#add(transfer.currency, transfer.amount)
    }
    // One by one: a spread of many arguments has a limit.
    for (const moment of entry.exposures ?? []) this.#exposures.push(moment)
  }

  /** The moment right after what was noted last. */
  exposure(
    instrumentId: InstrumentId,
    base: Currency,
    cause: ExposureMoment['cause'],
    clientOrderId: string | undefined,
    top: { readonly bid: Price | undefined; readonly ask: Price | undefined },
    at: ExposureMoment['at'],
  ): ExposureMoment {
    const here = [...this.#open.values()].filter(({ paper }) => paper.instrumentId === instrumentId)
    const buys = here.filter(({ paper }) => paper.side === 'BUY')
    const sells = here.filter(({ paper }) => paper.side === 'SELL')
    return {
      at,
      instrumentId,
      cause,
      clientOrderId: clientOrderId as ClientOrderId | undefined,
      bid: top.bid,
      ask: top.ask,
      position: ((this.#totals.get(base) ?? 0n) / AMOUNT_PER_QUANTITY) as Quantity,
      tradedPosition: (this.#traded.get(instrumentId) ?? 0n) as Quantity,
      openBuys: sum(buys, (order) => leftOf(order, top.ask)) as Quantity,
      openSells: sum(sells, (order) => leftOf(order, top.bid)) as Quantity,
      openBuyNotional: sum(buys, (order) => worthOf(order, top.ask)) as Money,
      openSellNotional: sum(sells, (order) => worthOf(order, top.bid)) as Money,
      openOrders: here.length,
      openOrdersOfAll: this.#open.size,
    }
  }

  /** A view: each read of a part shows it as it is then, in copies that do not change any more. */
  get view(): VenueLedger {
    const keeper = this
    return {
      get orders() {
        return [...keeper.#orders.values()].map(ledgerOrder)
      },
      get openOrders() {
        return [...keeper.#open.values()].map(ledgerOrder)
      },
      get executions() {
        return [...keeper.#executions]
      },
      get transfers() {
        return [...keeper.#transfers]
      },
      get balances() {
        return keeper.#balances()
      },
      get requests() {
        return [...keeper.#requests]
      },
      get exposures() {
        return [...keeper.#exposures]
      },
    }
  }

  #balances(): LedgerBalance[] {
    const held = new Map<string, bigint>()
    for (const { paper, productId } of this.#open.values()) {
      const [base = '', quote = ''] = productId.split('-')
      const currency = paper.side === 'BUY' ? quote : base
      held.set(currency, (held.get(currency) ?? 0n) + paper.held)
    }
    return [...this.#totals].map(([currency, total]) => ({
      currency,
      total: total as Money,
      held: (held.get(currency) ?? 0n) as Money,
    }))
  }

  #book(execution: VenueExecution): void {
    const { productId, side, price, quantity, fee, at, reverses } = execution
    const order = this.#orders.get(execution.orderId)
    if (!order) throw new RangeError(`execution ${execution.entryId} of an order that was never accepted`)
    const { instrumentId } = order.paper
    const [base = '', quote = ''] = productId.split('-') as Currency[]
    const taken = reverses === undefined ? 1n : -1n
    const sign = side === 'BUY' ? taken : -taken
    this.#add(base as Currency, sign * quantity * AMOUNT_PER_QUANTITY)
    this.#add(quote as Currency, -sign * costOf(price, quantity) - taken * fee)
    this.#traded.set(instrumentId, (this.#traded.get(instrumentId) ?? 0n) + sign * quantity)
    this.#executions.push({
      executionId: execution.entryId as ExecutionId,
      kind: reverses === undefined ? 'FILL' : 'REVERSAL',
      reverses: reverses as ExecutionId | undefined,
      venueOrderId: execution.orderId as VenueOrderId,
      clientOrderId: execution.clientOrderId as ClientOrderId,
      instrumentId,
      side,
      price,
      quantity,
      fee,
      feeCurrency: execution.feeCurrency,
      liquidity: execution.liquidity,
      at,
      tsEvent: at,
    })
  }

  #add(currency: Currency, amount: bigint): void {
    this.#totals.set(currency, (this.#totals.get(currency) ?? 0n) + amount)
  }
}

/** Amounts have 18 decimals, prices and quantities 12: 10^12 × 10^12 = 10^18 × 10^6. */
const AMOUNT_PER_QUANTITY = 1_000_000n
const costOf = (price: bigint, quantity: bigint): bigint => (price * quantity) / 1_000_000n

const STATUS: Readonly<Record<VenueOrder['status'], LedgerOrderStatus>> = {
  PENDING: 'OPEN',
  OPEN: 'OPEN',
  EDIT_QUEUED: 'OPEN',
  CANCEL_QUEUED: 'PENDING_CANCEL',
  FILLED: 'FILLED',
  CANCELLED: 'CANCELED',
  EXPIRED: 'EXPIRED',
  FAILED: 'REJECTED',
}

function ledgerOrder(order: VenueOrder): LedgerOrder {
  const { paper } = order
  const { terms } = paper
  const sized = terms.type !== 'MARKET' ? terms.quantity : terms.size.unit === 'BASE' && terms.size.quantity
  return {
    venueOrderId: order.orderId as VenueOrderId,
    clientOrderId: order.clientOrderId as ClientOrderId,
    instrumentId: paper.instrumentId,
    side: paper.side,
    terms,
    quantity: sized === false ? paper.filledQuantity : sized,
    filled: paper.filledQuantity,
    status: STATUS[order.status],
    acceptedAt: order.createdAt,
    endedAt: hasEnded(order) ? order.updatedAt : undefined,
    keyName: order.keyName,
  }
}

/** Base still to fill; of an amount to spend what it buys at the top of the book. */
function leftOf({ paper }: VenueOrder, touch: bigint | undefined): bigint {
  const { terms, filledQuantity } = paper
  if (terms.type !== 'MARKET') return terms.quantity - filledQuantity
  if (terms.size.unit === 'BASE') return terms.size.quantity - filledQuantity
  return touch === undefined ? 0n : ((terms.size.amount - paper.filledNotional) * 1_000_000n) / touch
}

function worthOf(order: VenueOrder, touch: bigint | undefined): bigint {
  const { terms } = order.paper
  return costOf(terms.type === 'MARKET' ? (touch ?? 0n) : terms.limitPrice, leftOf(order, touch))
}

const sum = (orders: readonly VenueOrder[], value: (order: VenueOrder) => bigint): bigint =>
  orders.reduce((total, order) => total + value(order), 0n)
