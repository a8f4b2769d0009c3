/**
 * What losses are measured from: equity at the beginning of the UTC day and at its peak, both no earlier than the last
 * resume. Equity is cash and every balance at its last mid, whatever has become of the book since, so that a price which
 * is missing neither hides a loss elsewhere nor looks like one.
 *
 * - A holding that never had a price counts as nothing in equity and in the marks alike (`adjusted` keeps it for later);
 *   its first price moves both: no profit that would hide a loss, no loss. So does money paid in or out, valued at mid,
 *   also where it was booked while no risk engine ran (marks are kept with what they contain of what was paid in).
 * - A holding that the marks contain and nothing has priced since (after a restart, or traded before its first price) is
 *   assumed to be worth what keeps equity where it was last known, after a restart at the day's beginning; so the rest
 *   of the account is judged. Marks neither rise nor begin a day by an assumption of the same day: prices may come yet.
 *
 * Known limits: the day begins with the first equity of it that is known. The fall of a book that shows no prices is
 * seen when it shows them again. What was lost of a day before a restart counts once all that the marks contain has a
 * price; until then the exposure rules deny whatever opens (NO_REFERENCE_PRICE), where an instrument is known.
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
  subtractMoney,
  type UnixNanos,
  ZERO_MONEY,
} from '@oasis/domain'
import {
  type Adjusted,
  type AssumedWorth,
  NOTHING_ADJUSTED,
  paidInOf,
  withoutUncounted,
} from './adjustments.ts'
import { valuingInstrument } from './holdings.ts'
import { largerOf } from './larger-of.ts'
import { lastMid } from './market-board.ts'
import { type RiskState, withControl } from './risk-state.ts'
import { countedUnpriced, heldUnpriced, unpricedPart } from './unpriced.ts'

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
  const judged = judge(state, now)
  if (!judged) return { state, effects: [] }
  const { equity } = judged
  const awaitsPrices = judged.assumed !== undefined && dayOf(now) <= judged.assumed.since
  const marks = awaitsPrices ? judged.marks : marksWith(judged.marks, equity, now)
  const observed = withMarks(state, marks, judged, judged.marks ? unpricedPart(state) : heldUnpriced(state))
  if (state.control.status === 'HALTED') return { state: observed, effects: [] }
  const breach = findBreach(marks, equity, accountLimits(state.limits, state.account.id))
  return { state: observed, effects: breach ? [{ kind: 'HALT', breach }] : [] }
}

/** Losses count from here, with the next equity known if it is not known now: so a resume does not halt again at once. */
export function rearm(state: RiskState, now: UnixNanos): RiskState {
  if (!isFollowed(state)) return withMarks(state, undefined, NOTHING_KNOWN, NOTHING_ADJUSTED)
  const equity = state.valuation.equityAtLastMids(state)
  const marks = marksWith(undefined, equity, now)
  return withMarks(state, marks, { equity, assumed: undefined }, heldUnpriced(state))
}

/** Whether losses as they are now have reached one of these limits; by the last equity known. */
export function findLoss(
  state: RiskState,
  limits: Pick<Limits, 'maxDailyLoss' | 'maxDrawdown'>,
  code: LossCode,
  now: UnixNanos,
): LossBreach | undefined {
  const { marks, equity } = currentEquity(state, now)
  if (!marks || equity === undefined) return undefined
  // Of a day that has begun since, nothing is known yet.
  if (code === 'DAILY_LOSS_LIMIT' && now >= endOfDay(marks.day)) return undefined
  return code === 'DAILY_LOSS_LIMIT'
    ? breachOf(code, marks.dayStartEquity, equity, limits.maxDailyLoss)
    : breachOf(code, marks.peakEquity, equity, limits.maxDrawdown)
}

/** Marks and equity of this moment, as losses are judged by; while events are missing, with the last equity known. */
export function currentEquity(
  state: RiskState,
  now: UnixNanos,
): {
  readonly marks: EquityMarks | undefined
  readonly equity: Money | undefined
} {
  return (
    judge(state, now) ?? {
      marks: movedMarks(state.control.marks, adjustedWorth(state)),
      equity: state.lastEquity,
    }
  )
}

/** Equity is known only of an account that misses no events. */
const isFollowed = ({ phase }: RiskState): boolean => phase === 'OPEN' || phase === 'AWAY'

type Judged =
  | { readonly equity: Money; readonly marks: EquityMarks | undefined; readonly assumed: undefined }
  | { readonly equity: Money; readonly marks: EquityMarks; readonly assumed: AssumedWorth }

const NOTHING_KNOWN = { equity: undefined, assumed: undefined }

/** Equity against the marks, moved by what was paid in and out since they were brought up. */
function judge(state: RiskState, now: UnixNanos): Judged | undefined {
  if (!isFollowed(state)) return undefined
  const valued = state.valuation.equityAtLastMids(state)
  const moved = adjustedWorth(state)
  const marks = movedMarks(state.control.marks, moved)
  const missing = marks && countedUnpriced(state)
  if (!missing || missing.size === 0) return { equity: valued, marks, assumed: undefined }
  const lastKnown = state.lastEquity === undefined ? marks.dayStartEquity : addMoney(state.lastEquity, moved)
  const assumed =
    state.assumed && sameAmounts(state.assumed.of, missing)
      ? state.assumed
      : {
          of: missing,
          worth: subtractMoney(lastKnown, valued),
          since: state.assumed?.since ?? dayOf(now),
        }
  return { equity: addMoney(valued, assumed.worth), marks, assumed }
}

function sameAmounts(a: Adjusted, b: Adjusted): boolean {
  return a.size === b.size && [...a].every(([currency, amount]) => b.get(currency) === amount)
}

/** `uncounted`: what the marks do not contain of what the account has. */
function withMarks(
  state: RiskState,
  marks: EquityMarks | undefined,
  { equity, assumed }: { readonly equity: Money | undefined; readonly assumed: AssumedWorth | undefined },
  uncounted: Adjusted,
): RiskState {
  const known = state.control.marks
  const same =
    state.adjusted === uncounted &&
    known?.day === marks?.day &&
    known?.dayStartEquity === marks?.dayStartEquity &&
    known?.peakEquity === marks?.peakEquity
  if (same && state.lastEquity === equity && state.assumed === assumed) return state
  const observed = { ...state, lastEquity: equity, assumed, adjusted: uncounted }
  if (same) return observed
  return withControl(observed, { ...state.control, marks: marks && withPaidIn(observed, marks) })
}

function withPaidIn({ market, ledger, adjusted }: RiskState, marks: EquityMarks): EquityMarks {
  const { day, dayStartEquity, peakEquity } = marks
  const all = paidInOf(market, ledger)
  return { day, dayStartEquity, peakEquity, ...(all ? { paidIn: withoutUncounted(all, adjusted) } : {}) }
}

function marksWith(known: EquityMarks | undefined, equity: Money, now: UnixNanos): EquityMarks {
  if (!known) return { day: dayOf(now), dayStartEquity: equity, peakEquity: equity }
  const peakEquity = largerOf(known.peakEquity, equity)
  // A clock that was set back begins no day anew.
  if (now < endOfDay(known.day)) return { ...known, peakEquity }
  return { day: dayOf(now), dayStartEquity: equity, peakEquity }
}

/** Of what was paid in and out since the marks were brought up, as far as there is a price of it. */
function adjustedWorth(state: RiskState): Money {
  let moved = ZERO_MONEY
  for (const [currency, amount] of state.adjusted) moved = addMoney(moved, worth(state, currency, amount))
  return moved
}

function movedMarks(marks: EquityMarks | undefined, moved: Money): EquityMarks | undefined {
  if (!marks || moved === 0n) return marks
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
