/**
 * What an approved or open order may still do at its worst. A reservation lives from the approval until its order is
 * final, and is never freed by time alone. Rebuilt from the order manager's open orders, never stored.
 */
import {
  type ClientOrderId,
  type Currency,
  type Instrument,
  type InstrumentId,
  type IntentId,
  isFinal,
  type Money,
  multiplyByRate,
  notionalRounded,
  type Order,
  type OrderIntent,
  orderQuantity,
  type Price,
  type Quantity,
  quantityAsAmount,
  type Rate,
  remainingQuantity,
  type Side,
  type StrategyId,
  subtractMoney,
  type UnixNanos,
  ZERO_MONEY,
  ZERO_QUANTITY,
} from '@oasis/domain'
import { reachedPrice, restingPrice } from './own-prices.ts'

export interface Reservation {
  readonly intentId: IntentId
  readonly strategyId: StrategyId
  readonly instrumentId: InstrumentId
  readonly side: Side
  /** Base that may still fill; zero for orders sized in quote currency. */
  readonly quantity: Quantity
  /** Quote currency that such an order may still spend. */
  readonly amount: Money
  /** What the venue will have set aside: quote currency with fees for a buy, base for a sell. */
  readonly holdCurrency: Currency
  readonly hold: Money
  /** The price the hold was reckoned at; kept so that fills shrink it in proportion. Undefined when none was known. */
  readonly unitPrice: Price | undefined
  /** Where the order rests or may come to rest; undefined for those that never do. */
  readonly restsAt: Price | undefined
  /** How far it reaches while it is on its way; undefined for those that rest. */
  readonly reaches: Price | undefined
  /** Known once the order manager has told of the order. */
  readonly clientOrderId: ClientOrderId | undefined
  /** The order's state at the order manager cannot be told, or is with a person. */
  readonly inDoubt: boolean
  /** Version of the order it was last brought up to date by; 0 while only approved. */
  readonly version: number
  /** Set for an order declared absent, which may appear after all: it counts until then. */
  readonly keptUntil?: UnixNanos
}

export interface HoldTerms {
  readonly instrument: Pick<Instrument, 'base' | 'quote'>
  readonly takerFee: Rate
  /** Worst price per unit; undefined holds `allOfQuote` instead, since a spot buy cannot spend more. */
  readonly unitPrice: Price | undefined
  readonly allOfQuote: Money
}

const ONLY_APPROVED = { clientOrderId: undefined, inDoubt: false, version: 0 }

/** The reservation of an approval that has no order yet. */
export function reserveIntent(intent: OrderIntent, terms: HoldTerms): Reservation {
  const quantity = orderQuantity(intent) ?? ZERO_QUANTITY
  return build(intent, { quantity, amount: quoteAmount(intent), ...ONLY_APPROVED }, terms)
}

/** What an order may still do; undefined once it is final, unless it was declared absent and may appear after all. */
export function reserveOrder(order: Order, terms: HoldTerms): Reservation | undefined {
  if (!isFinal(order.state)) return reserveRemainder(order, terms)
  const { absentUntil: keptUntil } = order
  return keptUntil === undefined ? undefined : { ...reserveRemainder(order, terms), keptUntil }
}

/** What it has not filled, whatever its state. */
export function reserveRemainder(order: Order, terms: HoldTerms): Reservation {
  const spent = (order.filledNotional + order.fees) as Money
  const asked = quoteAmount(order.intent)
  return build(
    order.intent,
    {
      quantity: remainingQuantity(order) ?? ZERO_QUANTITY,
      amount: asked > spent ? subtractMoney(asked, spent) : ZERO_MONEY,
      clientOrderId: order.clientOrderId,
      inDoubt: order.state === 'UNKNOWN' || order.state === 'REVIEW',
      version: order.version,
    },
    terms,
  )
}

function quoteAmount({ terms }: OrderIntent): Money {
  return terms.type === 'MARKET' && terms.size.unit === 'QUOTE' ? terms.size.amount : ZERO_MONEY
}

type Open = Pick<Reservation, 'quantity' | 'amount' | 'clientOrderId' | 'inDoubt' | 'version'>

function build(intent: OrderIntent, open: Open, terms: HoldTerms): Reservation {
  const { intentId, strategyId, instrumentId, side } = intent
  const unitPrice = intent.terms.type === 'MARKET' ? terms.unitPrice : intent.terms.limitPrice
  const { base, quote } = terms.instrument
  const held =
    side === 'SELL'
      ? { holdCurrency: base, hold: quantityAsAmount(open.quantity) }
      : { holdCurrency: quote, hold: buyHold(open, unitPrice, terms) }
  const [restsAt, reaches] = [restingPrice(intent), reachedPrice(intent)]
  return { intentId, strategyId, instrumentId, side, ...open, ...held, unitPrice, restsAt, reaches }
}

function buyHold(open: Open, unitPrice: Price | undefined, terms: HoldTerms): Money {
  // An amount of quote currency includes its fees.
  if (open.quantity === 0n) return open.amount
  if (unitPrice === undefined) return terms.allOfQuote
  return withFee(notionalRounded(unitPrice, open.quantity, 'UP'), terms.takerFee)
}

/** Every fill might take: the taker's rate is the worst. */
export const withFee = (value: Money, takerFee: Rate): Money =>
  (value + multiplyByRate(value, takerFee, 'UP')) as Money
