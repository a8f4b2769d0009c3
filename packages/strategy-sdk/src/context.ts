/** What a strategy sees and may do while one of its callbacks runs. Nothing here does I/O: wishes are collected. */
import type {
  ClientOrderId,
  DenialCode,
  InstrumentId,
  IntentId,
  Order,
  OrderState,
  OrderTerms,
  Position,
  Price,
  Quantity,
  Side,
  TimeInForce,
  UnixNanos,
} from '@oasis/domain'
import type { Decimal } from './decimal.ts'

export interface OrderRequest {
  /** In units of the base currency; must be positive. */
  readonly quantity: Quantity | Decimal
  /** Absent: a market order. */
  readonly limitPrice?: Price | Decimal
  /** Only with a limit price. */
  readonly postOnly?: boolean
  /** Market orders: IOC (default) or FOK. Limit orders: GTC (default), GTD, IOC or FOK. */
  readonly timeInForce?: TimeInForce
  /** Only with GTD. */
  readonly expiresAt?: UnixNanos
  readonly reduceOnly?: boolean
  /** What led to the wish, by name, as text: kept with the signal, so that it explains itself later. */
  readonly values?: Readonly<Record<string, string>>
}

/** An order of this strategy that is not final. `EMITTED`: wished for, and no answer known yet. */
export interface OpenOrder {
  readonly intentId: IntentId
  readonly clientOrderId: ClientOrderId
  readonly side: Side
  readonly terms: OrderTerms
  readonly state: OrderState | 'EMITTED'
  readonly filledQuantity: Quantity
}

export type OrderUpdate =
  | { readonly kind: 'ORDER'; readonly order: Order }
  /** Risk said no: there is no order. */
  | { readonly kind: 'DENIED'; readonly clientOrderId: ClientOrderId; readonly code: DenialCode }
  /** Approved, but the order manager did not take it: there is no order. */
  | { readonly kind: 'REFUSED'; readonly clientOrderId: ClientOrderId; readonly reason: string }

export interface StrategyContext {
  /** Time of the event in hand: a trade's or quote's at the venue, a bar's close, a timer's due time. */
  readonly now: UnixNanos
  readonly instrument: InstrumentId
  /** Of this strategy alone, from booked fills. */
  readonly position: Position
  /** Of this strategy, oldest first, what was just wished for included. */
  readonly openOrders: readonly OpenOrder[]
  /** True while bars from before the start are fed in: wishes for orders are ignored then. */
  readonly warmingUp: boolean
  /** The key of the order to be; undefined while warming up. Throws on a request that makes no sense. */
  buy(request: OrderRequest): ClientOrderId | undefined
  sell(request: OrderRequest): ClientOrderId | undefined
  /** Accepted is not done: `onOrder` tells. An order that is not open is ignored. */
  cancel(order: ClientOrderId): void
  /** `onTimer` runs once `due` is reached. A timer of the same name is replaced. */
  setTimer(name: string, due: UnixNanos): void
  cancelTimer(name: string): void
  /** Uniform in [0, 1), seeded by the instance, and part of its snapshot. */
  random(): number
  log(message: string, fields?: Readonly<Record<string, unknown>>): void
}
