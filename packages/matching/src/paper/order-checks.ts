/**
 * The business checks of the venue, in Coinbase's words (`NewOrderFailureReason`, `PreviewFailureReason`). Off-grid
 * prices and sizes are refused, not rounded, as there.
 */
import {
  addMoney,
  type Currency,
  type Instrument,
  isMultipleOf,
  type Money,
  notional,
  notionalRounded,
  type OrderSize,
  type OrderTerms,
  type Price,
  type Quantity,
  quantityAsAmount,
  type Side,
  sumMoney,
  type UnixNanos,
} from '@oasis/domain'
import { commission, type FeeSchedule } from './fee-schedule.ts'
import type { PaperBalances } from './paper-balances.ts'
import type { TakePlan } from './take-plan.ts'

export interface Refusal {
  readonly reason: string
  readonly message: string
}

const refusal = (reason: string, message: string): Refusal => ({ reason, message })

export function checkTerms(
  instrument: Instrument,
  side: Side,
  terms: OrderTerms,
  now: UnixNanos,
): Refusal | undefined {
  return (
    checkTradable(instrument, terms) ??
    checkSize(instrument, side, terms) ??
    checkPrices(instrument, terms) ??
    checkTime(terms, now)
  )
}

function checkTradable(instrument: Instrument, terms: OrderTerms): Refusal | undefined {
  const { status } = instrument
  const admitted =
    status === 'TRADING' ||
    (status === 'LIMIT_ONLY' && terms.type === 'LIMIT') ||
    (status === 'POST_ONLY' && terms.type === 'LIMIT' && terms.postOnly)
  return admitted ? undefined : refusal('UNTRADABLE_PRODUCT', `${instrument.id} is ${status}`)
}

function checkSize(instrument: Instrument, side: Side, terms: OrderTerms): Refusal | undefined {
  if (terms.type !== 'MARKET') return checkBase(instrument, terms.quantity)
  const { size } = terms
  if (size.unit === 'BASE') return checkBase(instrument, size.quantity)
  if (side === 'SELL')
    return refusal('UNSUPPORTED_ORDER_CONFIGURATION', 'a market sell is sized in base currency')
  if (size.amount < instrument.minNotional || size.amount <= 0n)
    return refusal('PREVIEW_INVALID_QUOTE_SIZE_TOO_SMALL', 'the amount is below the minimum')
  if (size.amount > instrument.maxNotional)
    return refusal('PREVIEW_INVALID_QUOTE_SIZE_TOO_LARGE', 'the amount is above the maximum')
  return undefined
}

function checkBase(instrument: Instrument, quantity: Quantity): Refusal | undefined {
  if (!isMultipleOf(quantity, instrument.quantityIncrement))
    return refusal('INVALID_SIZE_PRECISION', 'the size is not a multiple of the increment')
  if (quantity < instrument.minQuantity || quantity <= 0n)
    return refusal('PREVIEW_INVALID_BASE_SIZE_TOO_SMALL', 'the size is below the minimum')
  if (quantity > instrument.maxQuantity)
    return refusal('PREVIEW_INVALID_BASE_SIZE_TOO_LARGE', 'the size is above the maximum')
  return undefined
}

function checkPrices(instrument: Instrument, terms: OrderTerms): Refusal | undefined {
  if (terms.type === 'MARKET') return undefined
  const prices: readonly Price[] =
    terms.type === 'STOP_LIMIT' ? [terms.limitPrice, terms.stopPrice] : [terms.limitPrice]
  for (const price of prices) {
    if (price <= 0n || !isMultipleOf(price, instrument.priceIncrement))
      return refusal('INVALID_PRICE_PRECISION', 'a price is not a positive multiple of the increment')
  }
  if (notionalRounded(terms.limitPrice, terms.quantity, 'DOWN') < instrument.minNotional)
    return refusal('PREVIEW_INVALID_QUOTE_SIZE_TOO_SMALL', 'the order value is below the minimum')
  return undefined
}

function checkTime(terms: OrderTerms, now: UnixNanos): Refusal | undefined {
  if (
    terms.type === 'LIMIT' &&
    terms.postOnly &&
    (terms.timeInForce === 'FOK' || terms.timeInForce === 'IOC')
  )
    return refusal('POST_ONLY_NOT_ALLOWED_WITH_FOK', 'a post-only order has to be able to rest')
  if (terms.timeInForce !== 'GTD') return undefined
  if (terms.expiresAt === undefined)
    return refusal('GTD_ORDERS_MUST_HAVE_END_TIME', 'a GTD order needs its end time')
  return terms.expiresAt > now
    ? undefined
    : refusal('END_TIME_IS_IN_THE_PAST', 'the end time has passed when the order arrives')
}

export function checkHold(balances: PaperBalances, currency: Currency, hold: Money): Refusal | undefined {
  return hold > balances.available(currency)
    ? refusal('INSUFFICIENT_FUND', `not enough ${currency} available`)
    : undefined
}

/** A market order holds nothing, so what it is about to do has to be paid for now. */
export function checkFunds(
  fees: FeeSchedule,
  balances: PaperBalances,
  instrument: Instrument,
  side: Side,
  size: OrderSize,
  plan: TakePlan,
): Refusal | undefined {
  if (size.unit === 'QUOTE') {
    if (plan.complete && plan.fills.length === 0)
      return refusal('PREVIEW_INVALID_QUOTE_SIZE_TOO_SMALL', 'the amount buys less than one increment')
    return checkHold(balances, instrument.quote, size.amount)
  }
  if (side === 'SELL') return checkHold(balances, instrument.base, quantityAsAmount(size.quantity))
  const cost = plan.fills.map(({ price, quantity }) =>
    addMoney(notional(price, quantity), commission(fees, 'TAKER', price, quantity)),
  )
  return checkHold(balances, instrument.quote, sumMoney(cost))
}
