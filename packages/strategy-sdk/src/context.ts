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
  /** With a limit price: a stop-limit order, which rests (GTC or GTD) until this price is traded. */
  readonly stopPrice?: Price | Decimal
  /** Only with a limit price, and not with a stop price. */
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
  readonly reduceOnly: boolean
  /** The order that this one takes the place of. */
  readonly replaces?: ClientOrderId
  readonly filledQuantity: Quantity
}

export type OrderUpdate =
  | { readonly kind: 'ORDER'; readonly order: Order }
  /** Risk said no: there is no order. */
  | { readonly kind: 'DENIED'; readonly clientOrderId: ClientOrderId; readonly code: DenialCode }
  /** Approved, but the order manager did not take it: there is no order. */
  | { readonly kind: 'REFUSED'; readonly clientOrderId: ClientOrderId; readonly reason: string }

/** REDUCE: what would open or grow a position is ignored. NONE: every wish for an order is. Cancels always work. */
export type Trading = 'ALL' | 'REDUCE' | 'NONE'

export interface StrategyContext {
  /** Time of the event in hand: a trade's or quote's at the venue, a bar's close, a timer's due time. */
  readonly now: UnixNanos
  readonly instrument: InstrumentId
  /** Of this strategy alone, from booked fills. */
  readonly position: Position
  /** Of this strategy, oldest first, what was just wished for included. */
  readonly openOrders: readonly OpenOrder[]
  /** True while what happened before the start is fed in: wishes for orders are ignored then. */
  readonly warmingUp: boolean
  /** REDUCE while the account is paused or halted (then MARKET and IOC only), NONE while warming up. */
  readonly trading: Trading
  /** The key of the order to be; undefined where `trading` does not allow it. Throws on a request that makes no sense. */
  buy(request: OrderRequest): ClientOrderId | undefined
  sell(request: OrderRequest): ClientOrderId | undefined
  /**
   * Cancels an open order and, once it is final, sends another of the same side in its place; not if it has filled
   * meanwhile. Undefined, and nothing is done, when the order is not known to be open or is being replaced already.
   */
  replace(order: ClientOrderId, request: OrderRequest): ClientOrderId | undefined
  /** Accepted is not done: `onOrder` tells. An order that is not open is ignored. */
  cancel(order: ClientOrderId): void
  /** `onTimer` runs once `due` is reached. A timer of the same name is replaced. */
  setTimer(name: string, due: UnixNanos): void
  cancelTimer(name: string): void
  /** Uniform in [0, 1), seeded by the instance, and part of its snapshot. */
  random(): number
  log(message: string, fields?: Readonly<Record<string, unknown>>): void
}
