/**
 * All rules, in the order in which they are asked: first the intent itself and whether anything can be decided at all,
 * then the account's status and the instrument, then what needs a price, then what the order reserves. Between the lists
 * the instrument and its reference book are found, or their denials given. A new rule is one more file and one more line
 * here.
 */
import type { DenialCode } from '@oasis/domain'
import type { InstrumentContext, IntentContext, PricedContext, ReservedContext, Rule } from '../rule.ts'
import { aboveMaxNotional, aboveMaxQuantity } from './above-max-size.ts'
import { belowMinNotional } from './below-min-notional.ts'
import { belowMinSize } from './below-min-size.ts'
import { botHalted } from './bot-halted.ts'
import { botPaused } from './bot-paused.ts'
import { dailyLossLimit } from './daily-loss-limit.ts'
import { drawdownLimit } from './drawdown-limit.ts'
import { grossExposureLimit } from './gross-exposure-limit.ts'
import { instrumentNotTradable } from './instrument-not-tradable.ts'
import { insufficientBalance } from './insufficient-balance.ts'
import { malformedIntent } from './malformed-intent.ts'
import { modeMismatch } from './mode-mismatch.ts'
import { netExposureLimit } from './net-exposure-limit.ts'
import { openOrdersLimit } from './open-orders-limit.ts'
import { orderManagerUnavailable } from './order-manager-unavailable.ts'
import { orderNotionalLimit } from './order-notional-limit.ts'
import { orderOutcomeUnknown } from './order-outcome-unknown.ts'
import { positionLimit } from './position-limit.ts'
import { priceCollar } from './price-collar.ts'
import { priceIncrement } from './price-increment.ts'
import { reconciling } from './reconciling.ts'
import { reduceOnlyViolation } from './reduce-only-violation.ts'
import { selfTrade } from './self-trade.ts'
import { sizeIncrement } from './size-increment.ts'
import { staleSignal } from './stale-signal.ts'
import { strategyStopped } from './strategy-stopped.ts'

export const INTENT_RULES: readonly Rule<IntentContext>[] = [
  malformedIntent,
  modeMismatch,
  reconciling,
  orderManagerUnavailable,
  strategyStopped,
  staleSignal,
]

/** After UNKNOWN_INSTRUMENT. */
export const INSTRUMENT_RULES: readonly Rule<InstrumentContext>[] = [
  botHalted,
  botPaused,
  dailyLossLimit,
  drawdownLimit,
  instrumentNotTradable,
  orderOutcomeUnknown,
  priceIncrement,
  sizeIncrement,
  belowMinSize,
  aboveMaxQuantity,
  reduceOnlyViolation,
  selfTrade,
  openOrdersLimit,
]

/** After NO_REFERENCE_PRICE and STALE_REFERENCE_PRICE. */
export const PRICED_RULES: readonly Rule<PricedContext>[] = [
  belowMinNotional,
  aboveMaxNotional,
  orderNotionalLimit,
  priceCollar,
  positionLimit,
  grossExposureLimit,
  netExposureLimit,
]

/** ORDER_RATE_LIMIT and CANCEL_RATE_LIMIT come after these, since taking tokens is their result. */
export const RESERVED_RULES: readonly Rule<ReservedContext>[] = [insufficientBalance]

/** Codes that are given elsewhere than by these lists, too or only, and where. */
export const GIVEN_ELSEWHERE = {
  MALFORMED_INTENT: 'handlers/submit-order.ts, for an account that is not known here',
  INTENT_MISMATCH: 'handlers/submit-order.ts, against what was decided or placed before',
  UNKNOWN_INSTRUMENT: 'core/check.ts, between the lists',
  NO_REFERENCE_PRICE: 'core/check.ts, between the lists; core/exposure-limit.ts, for other holdings',
  STALE_REFERENCE_PRICE: 'core/check.ts, between the lists',
  ORDER_RATE_LIMIT: 'core/check.ts, after the lists',
  CANCEL_RATE_LIMIT: 'core/check.ts, after the lists; handlers/cancel-order.ts',
} as const satisfies Partial<Record<DenialCode, string>>
