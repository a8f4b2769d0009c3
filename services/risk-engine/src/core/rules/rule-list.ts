/**
 * All rules, in the order in which they are asked: first the intent itself and whether anything can be decided at all,
 * then the instrument, then what needs a price, the cheap before the dear. Between the lists the instrument and its
 * reference book are found, or their denials given. A new rule is one more file and one more line here.
 */
import type { InstrumentContext, IntentContext, PricedContext, Rule } from '../rule.ts'
import { aboveMaxSize } from './above-max-size.ts'
import { belowMinNotional } from './below-min-notional.ts'
import { belowMinSize } from './below-min-size.ts'
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
import { sizeIncrement } from './size-increment.ts'
import { staleReferencePrice } from './stale-reference-price.ts'
import { staleSignal } from './stale-signal.ts'

export const INTENT_RULES: readonly Rule<IntentContext>[] = [
  malformedIntent,
  modeMismatch,
  reconciling,
  orderManagerUnavailable,
  staleSignal,
]

/** After UNKNOWN_INSTRUMENT. */
export const INSTRUMENT_RULES: readonly Rule<InstrumentContext>[] = [
  instrumentNotTradable,
  orderOutcomeUnknown,
  priceIncrement,
  sizeIncrement,
  belowMinSize,
]

/** After NO_REFERENCE_PRICE; ORDER_RATE_LIMIT comes last, since taking a token is its result. */
export const PRICED_RULES: readonly Rule<PricedContext>[] = [
  staleReferencePrice,
  belowMinNotional,
  aboveMaxSize,
  orderNotionalLimit,
  priceCollar,
  reduceOnlyViolation,
  openOrdersLimit,
  positionLimit,
  grossExposureLimit,
  netExposureLimit,
  insufficientBalance,
]
