/** What a preview says an order would come to. */
import {
  addMoney,
  averagePrice,
  formatMoney,
  formatPrice,
  formatQuantity,
  type Money,
  multiplyByRate,
  notional,
  notionalRounded,
  type Price,
  type Quantity,
  subtractMoney,
  sumMoney,
} from '@oasis/domain'
import { commission, type EntryAssessment, type FeeSchedule, type Refusal } from '@oasis/matching'
import type { NewOrder } from '../orders/new-order.ts'
import type { MarketTop } from '../orders/venue-rules.ts'

export interface PreviewParts {
  readonly order: NewOrder
  readonly refusal: Refusal | undefined
  /** Undefined when the order is refused before the book is looked at. */
  readonly assessment: EntryAssessment | undefined
  readonly top: MarketTop
  readonly fees: FeeSchedule
  readonly previewId: string
}

export function previewBody({ order, refusal, assessment, top, fees, previewId }: PreviewParts): object {
  const taken = assessment?.plan.fills ?? []
  const { quantity, value, fee, average } = cost(order, taken, fees)
  const total = order.side === 'BUY' ? addMoney(value, fee) : subtractMoney(value, fee)
  return {
    order_total: formatMoney(total),
    commission_total: formatMoney(fee),
    errs: refusal === undefined ? [] : [previewReason(refusal.reason)],
    warning: ['UNKNOWN'],
    quote_size: formatMoney(value),
    base_size: formatQuantity(quantity),
    best_bid: top.bid === undefined ? '' : formatPrice(top.bid),
    best_ask: top.ask === undefined ? '' : formatPrice(top.ask),
    is_max: false,
    order_margin_total: '0',
    leverage: '',
    long_leverage: '',
    short_leverage: '',
    slippage: slippageOf(order, average, top),
    preview_id: previewId,
    est_average_filled_price: average === undefined ? '' : formatPrice(average),
  }
}

interface Cost {
  readonly quantity: Quantity
  readonly value: Money
  readonly fee: Money
  readonly average: Price | undefined
}

/** What it takes at once, and the rest of a limit order at its limit as a maker. */
function cost({ terms }: NewOrder, taken: EntryAssessment['plan']['fills'], fees: FeeSchedule): Cost {
  const quantity = taken.reduce((sum, fill) => sum + fill.quantity, 0n) as Quantity
  const value = sumMoney(taken.map((fill) => notional(fill.price, fill.quantity)))
  const fee = sumMoney(taken.map((fill) => commission(fees, 'TAKER', fill.price, fill.quantity)))
  const rests = terms.type !== 'MARKET' && terms.quantity > quantity && terms.timeInForce.startsWith('GT')
  const average = quantity === 0n ? undefined : averagePrice(value, quantity, 'HALF_EVEN')
  if (!rests) return { quantity, value, fee, average }
  const rest = (terms.quantity - quantity) as Quantity
  return {
    quantity: terms.quantity,
    // An order that is refused may have digits beyond the product's increments.
    value: addMoney(value, notionalRounded(terms.limitPrice, rest, 'DOWN')),
    fee: addMoney(fee, multiplyByRate(notionalRounded(terms.limitPrice, rest, 'DOWN'), fees.maker, 'DOWN')),
    average: average ?? terms.limitPrice,
  }
}

export const previewReason = (reason: string): string =>
  reason.startsWith('PREVIEW_') ? reason : `PREVIEW_${reason}`

/** Relative to the best price; a display figure. */
function slippageOf({ side }: NewOrder, average: Price | undefined, { bid, ask }: MarketTop): string {
  const best = side === 'BUY' ? ask : bid
  if (average === undefined || best === undefined) return '0'
  return (Math.abs(Number(average - best)) / Number(best)).toFixed(8)
}
