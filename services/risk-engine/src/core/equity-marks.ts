/**
 * What losses are measured from: equity at the beginning of the UTC day and at its peak, both no earlier than the last
 * resume. Equity is cash and every balance at a mid that may be used; while one is missing, equity is unknown, and what
 * is unknown changes nothing. Money paid in or out is no gain and no loss: the marks move with it, valued at mid when
 * equity is next known, also where it was booked while no risk engine ran (they are kept with what had been paid in up
 * to them). Balances that no instrument values are left out on both sides.
 *
 * Known limit: the day begins with the first equity known of it.
 */
import {
  accountLimits,
  addMoney,
  amountAsQuantity,
  type Currency,
  type EquityMarks,
  formatRfc3339,
  type Limits,
  type Money,
  notionalRounded,
  parseRfc3339,
  type Rate,
  ratio,
  type UnixNanos,
  ZERO_MONEY,
} from '@oasis/domain'
import { NOTHING_ADJUSTED, paidInOf } from './adjustments.ts'
import { valuingInstrument } from './holdings.ts'
import { largerOf } from './larger-of.ts'
import { lastMid } from './market-board.ts'
import { type RiskState, withControl } from './risk-state.ts'

export const LOSS_CODES = ['DAILY_LOSS_LIMIT', 'DRAWDOWN_LIMIT'] as const
export type LossCode = (typeof LOSS_CODES)[number]

export interface LossBreach {
  readonly code: LossCode
  readonly equity: Money
  /** The mark it has fallen from. */
  readonly from: Money
  /** As a share of the mark, and the limit that it has reached. */
  readonly loss: Rate
  readonly limit: Rate
}

/** The account must be halted, by itself. */
export interface HaltEffect {
  readonly kind: 'HALT'
  readonly breach: LossBreach
}

export interface EquityObservation {
  /** With the marks in `control.marks` brought up to now; the same state when nothing is known or has changed. */
  readonly state: RiskState
  readonly effects: readonly HaltEffect[]
}

/**
 * To be called whenever equity may have changed: after order events, and with prices of what is held. Crossing the
 * account's own limit halts, once: not while it is halted already.
 */
export function observeEquity(state: RiskState, now: UnixNanos): EquityObservation {
  const equity = reconciledEquity(state)
  if (equity === undefined) return { state, effects: [] }
  const marks = marksWith(movedMarks(state), equity, now)
  const observed = withMarks(state, marks, equity)
  if (state.control.status === 'HALTED') return { state: observed, effects: [] }
  const breach = findBreach(marks, equity, accountLimits(state.limits, state.account.id))
  return { state: observed, effects: breach ? [{ kind: 'HALT', breach }] : [] }
}

/** Losses count from here, with the next equity known if it is not known now: so a resume does not halt again at once. */
export function rearm(state: RiskState, now: UnixNanos): RiskState {
  const equity = reconciledEquity(state)
  const marks = equity === undefined ? undefined : marksWith(undefined, equity, now)
  return withMarks(state, marks, equity)
}

/** Whether losses as they are now have reached one of these limits; by the last equity known. */
export function findLoss(
  state: RiskState,
  limits: Pick<Limits, 'maxDailyLoss' | 'maxDrawdown'>,
  code: LossCode,
  now: UnixNanos,
): LossBreach | undefined {
  const marks = movedMarks(state)
  const equity = marks && (reconciledEquity(state) ?? state.lastEquity)
  if (!marks || equity === undefined) return undefined
  // Of a day that has begun since, nothing is known yet.
  if (code === 'DAILY_LOSS_LIMIT' && now >= endOfDay(marks.day)) return undefined
  return code === 'DAILY_LOSS_LIMIT'
    ? breachOf(code, marks.dayStartEquity, equity, limits.maxDailyLoss)
    : breachOf(code, marks.peakEquity, equity, limits.maxDrawdown)
}

/** Known only of an account that misses no events. */
export const reconciledEquity = (state: RiskState): Money | undefined =>
  state.phase === 'OPEN' || state.phase === 'AWAY' ? state.valuation.valuedEquity(state) : undefined

function withMarks(state: RiskState, marks: EquityMarks | undefined, equity: Money | undefined): RiskState {
  const known = state.control.marks
  const same =
    state.adjusted.size === 0 &&
    known?.day === marks?.day &&
    known?.dayStartEquity === marks?.dayStartEquity &&
    known?.peakEquity === marks?.peakEquity
  if (same && state.lastEquity === equity) return state
  const observed = { ...state, lastEquity: equity, adjusted: NOTHING_ADJUSTED }
  return same
    ? observed
    : withControl(observed, { ...state.control, marks: marks && withPaidIn(state, marks) })
}

function withPaidIn({ market, ledger }: RiskState, marks: EquityMarks): EquityMarks {
  const { day, dayStartEquity, peakEquity } = marks
  const paidIn = paidInOf(market, ledger)
  return { day, dayStartEquity, peakEquity, ...(paidIn ? { paidIn } : {}) }
}

function marksWith(known: EquityMarks | undefined, equity: Money, now: UnixNanos): EquityMarks {
  if (!known) return { day: dayOf(now), dayStartEquity: equity, peakEquity: equity }
  const peakEquity = largerOf(known.peakEquity, equity)
  // A clock that was set back begins no day anew.
  if (now < endOfDay(known.day)) return { ...known, peakEquity }
  return { day: dayOf(now), dayStartEquity: equity, peakEquity }
}

/** The marks, with what was paid in and out since they were brought up. */
function movedMarks(state: RiskState): EquityMarks | undefined {
  const { marks } = state.control
  if (!marks || state.adjusted.size === 0) return marks
  let moved = ZERO_MONEY
  for (const [currency, amount] of state.adjusted) moved = addMoney(moved, worth(state, currency, amount))
  const { day, dayStartEquity, peakEquity } = marks
  return { day, dayStartEquity: addMoney(dayStartEquity, moved), peakEquity: addMoney(peakEquity, moved) }
}

function worth(state: RiskState, currency: Currency, amount: Money): Money {
  if (currency === state.account.valuationCurrency) return amount
  const instrument = valuingInstrument(state, currency)
  const mid = instrument && lastMid(state.market, instrument.id)
  return mid === undefined ? ZERO_MONEY : notionalRounded(mid, amountAsQuantity(amount, 'UP'), 'HALF_EVEN')
}

function findBreach(marks: EquityMarks, equity: Money, limits: Limits): LossBreach | undefined {
  return (
    breachOf('DAILY_LOSS_LIMIT', marks.dayStartEquity, equity, limits.maxDailyLoss) ??
    breachOf('DRAWDOWN_LIMIT', marks.peakEquity, equity, limits.maxDrawdown)
  )
}

/** Reached counts as crossed; of nothing, nothing can be lost. */
function breachOf(code: LossCode, from: Money, equity: Money, limit: Rate): LossBreach | undefined {
  const lost = from - equity
  if (from <= 0n || lost <= 0n || lost * RATE_ONE < from * limit) return undefined
  return { code, equity, from, loss: ratio(lost as Money, from, 'HALF_EVEN'), limit }
}

const RATE_ONE = 10n ** 12n
const DAY_NANOS = 86_400_000_000_000n

const dayOf = (time: UnixNanos): string => formatRfc3339(time).slice(0, 10)
const endOfDay = (day: string): UnixNanos => (parseRfc3339(`${day}T00:00:00Z`) + DAY_NANOS) as UnixNanos
