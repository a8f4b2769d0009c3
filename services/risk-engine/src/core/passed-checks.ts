/**
 * The numbers by which an order was let through, rule by rule, for whoever asks why it was. Of the state that it was decided
 * on; computed beside the decision and not within it, since no decision needs them as text.
 */
import {
  formatMoney,
  formatQuantity,
  formatRate,
  type Money,
  millisBetween,
  type OrderIntent,
  type RuleCheck,
  ratio,
  type UnixNanos,
  ZERO_MONEY,
} from '@oasis/domain'
import { freeBalance } from './account-books.ts'
import { bookedByOthers } from './booked-holdings.ts'
import { findBook, instrumentContext, pricedContext, reservedContext } from './check.ts'
import { currentEquity } from './equity-marks.ts'
import { LIMIT_LEVELS, limitsInForce } from './limits-in-force.ts'
import { sizeOf } from './order-value.ts'
import type { RiskState } from './risk-state.ts'
import type { InstrumentContext, PricedContext, ReservedContext } from './rule.ts'
import { openOrders } from './rules/open-orders-limit.ts'
import { worstPosition } from './rules/position-limit.ts'
import { collaredPrice, collarReference } from './rules/price-collar.ts'
import { findInstrument } from './rules/unknown-instrument.ts'

/** In the order of the rules. Nothing of an order that was not let through. */
export function passedChecks(state: RiskState, intent: OrderIntent, now: UnixNanos): readonly RuleCheck[] {
  const limits = limitsInForce(state.limits, state.account.id, intent.strategyId, intent.instrumentId)
  const asked = { state, intent, now, limits }
  const instrument = findInstrument(asked)
  if ('code' in instrument) return []
  const known = instrumentContext(asked, instrument)
  const book = findBook(known)
  if (book && 'code' in book) return []
  const reserved = reservedContext(known, book)
  return [
    ageOf('STALE_SIGNAL', intent.cause.tsInit, now, limits.order.maxSignalAgeMs),
    ...lossChecks(known),
    ...sizeChecks(known),
    ...openOrderChecks(known),
    ...(book === undefined
      ? []
      : [
          ageOf('STALE_REFERENCE_PRICE', book.tsInit, now, limits.order.maxReferenceAgeMs),
          ...pricedChecks(pricedContext(reserved, book)),
        ]),
    balanceCheck(reserved),
  ]
}

const numbers = (rule: RuleCheck['rule'], value: string, limit: string, unit: string): RuleCheck => ({
  ...{ rule, value, limit, unit },
})

const ageOf = (rule: RuleCheck['rule'], since: UnixNanos, now: UnixNanos, limitMs: number): RuleCheck =>
  numbers(rule, String(millisBetween(since, now)), String(limitMs), 'ms')

function lossChecks({ state, limits, reduction, now }: InstrumentContext): readonly RuleCheck[] {
  const { marks, equity } = reduction ? {} : currentEquity(state, now)
  if (!marks || equity === undefined) return []
  const lost = (from: Money) =>
    from <= equity || from <= 0n ? '0' : formatRate(ratio((from - equity) as Money, from, 'HALF_EVEN'))
  const { maxDailyLoss, maxDrawdown } = limits.order
  return [
    numbers('DAILY_LOSS_LIMIT', lost(marks.dayStartEquity), formatRate(maxDailyLoss), 'share'),
    numbers('DRAWDOWN_LIMIT', lost(marks.peakEquity), formatRate(maxDrawdown), 'share'),
  ]
}

function sizeChecks({ intent, instrument }: InstrumentContext): readonly RuleCheck[] {
  const size = sizeOf(intent)
  if (size.unit === 'QUOTE') return []
  const { base, minQuantity, maxQuantity } = instrument
  const value = formatQuantity(size.quantity)
  return [
    numbers('BELOW_MIN_SIZE', value, formatQuantity(minQuantity), base),
    numbers('ABOVE_MAX_SIZE', value, formatQuantity(maxQuantity), base),
  ]
}

function openOrderChecks(context: InstrumentContext): readonly RuleCheck[] {
  return LIMIT_LEVELS.flatMap((level): readonly RuleCheck[] => {
    const limit = context.limits[level]?.maxOpenOrders
    if (limit === undefined) return []
    const value = String(openOrders(context, level) + 1)
    return [{ ...numbers('OPEN_ORDERS_LIMIT', value, String(limit), 'orders'), level }]
  })
}

function pricedChecks(context: PricedContext): readonly RuleCheck[] {
  const { limits, value, reduction, state } = context
  const { maxOrderNotional } = limits.order
  const { valuationCurrency } = state.account
  return [
    numbers('ORDER_NOTIONAL_LIMIT', formatMoney(value), formatMoney(maxOrderNotional), valuationCurrency),
    ...collarCheck(context),
    ...(reduction ? [] : exposureChecks(context)),
  ]
}

function collarCheck(context: PricedContext): readonly RuleCheck[] {
  const { intent, limits, book } = context
  const price = collaredPrice(context)
  const reference = collarReference(intent, book)
  if (price === undefined || reference <= 0n) return []
  const distance: bigint = price > reference ? price - reference : reference - price
  const whole: bigint = reference
  // Prices are of one scale: their ratio is that of amounts.
  const share = ratio(distance as Money, whole as Money, 'UP')
  return [numbers('PRICE_COLLAR', formatRate(share), formatRate(limits.order.priceCollar), 'share')]
}

function exposureChecks(context: PricedContext): readonly RuleCheck[] {
  const { limits, exposures, state } = context
  const unit = state.account.valuationCurrency
  return LIMIT_LEVELS.flatMap((level): readonly RuleCheck[] => {
    const of = limits[level]
    const check = (rule: RuleCheck['rule'], limit: Money | undefined, value: () => Money): RuleCheck[] =>
      limit === undefined ? [] : [{ ...numbers(rule, formatMoney(value()), formatMoney(limit), unit), level }]
    return [
      ...check('POSITION_LIMIT', of?.maxPositionNotional, () => worstPosition(context, level)),
      ...check('GROSS_EXPOSURE_LIMIT', of?.maxGrossExposure, () => exposures.at(level).gross),
      ...check('NET_EXPOSURE_LIMIT', of?.maxNetExposure, () => exposures.at(level).net),
    ]
  })
}

function balanceCheck({ state, intent, reservation }: ReservedContext): RuleCheck {
  const { holdCurrency, hold } = reservation
  const booked = intent.side === 'SELL' ? bookedByOthers(state, intent) : ZERO_MONEY
  const free = (freeBalance(state, holdCurrency) - booked) as Money
  return numbers('INSUFFICIENT_BALANCE', formatMoney(hold), formatMoney(free), holdCurrency)
}
