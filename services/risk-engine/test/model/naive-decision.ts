/** The decision of an intent by its definition, over an account that was computed for this question alone. */
import type { DenialCode, InstrumentId, OrderIntent, Side, StrategyId, UnixNanos } from '@oasis/domain'
import { haltEventId } from '@oasis/domain'
import { ACCOUNT, OTHER_STRATEGY, STRATEGY } from '../risk-fixtures.ts'
import {
  baseOf,
  halfSpread,
  IDS,
  isLost,
  judgedEquity,
  marketPrice,
  movedMarks,
  type NaiveAccount,
  type Open,
  positionKey,
  SMALL,
  TAKER_FEE_PERCENT,
} from './naive-account.ts'
import { hasToken, levelsOf, strictest } from './naive-limits.ts'

const E12 = 10n ** 12n
/** How far clocks may be apart, in nanoseconds. */
const FUTURE = 500n * SMALL
const UNIT = { price: E12 / 100n, quantity: E12 / 10_000n }
const LEAST = { quantity: E12 / 1_000n, notional: 10n ** 18n }
const MOST = { quantity: 10n * E12, notional: 1_000_000n * 10n ** 18n }
/** What the fixture's books show on either side. */
const DEPTH: Readonly<Record<string, bigint>> = {
  'coinbase:BTC-USD': 10n * E12,
  'coinbase:ETH-USD': 100n * E12,
}

export function naiveDecision(
  account: NaiveAccount,
  intent: OrderIntent,
  now: UnixNanos,
): DenialCode | 'APPROVED' {
  forgetExpired(account, now)
  return (
    formOf(account, intent, now) ??
    statusOf(account, intent, now) ??
    shapeOf(account, intent) ??
    pricesOf(account, intent, now) ??
    exposureOf(account, intent) ??
    meansOf(account, intent, now) ??
    'APPROVED'
  )
}

export function forgetExpired(account: NaiveAccount, now: UnixNanos): void {
  for (const [id, { until }] of account.open) if (until !== undefined && until <= now) account.open.delete(id)
}

const quantityOf = ({ terms }: OrderIntent): bigint | undefined =>
  terms.type !== 'MARKET' ? terms.quantity : terms.size.unit === 'BASE' ? terms.size.quantity : undefined
const amountOf = ({ terms }: OrderIntent): bigint =>
  terms.type === 'MARKET' && terms.size.unit === 'QUOTE' ? terms.size.amount : 0n

function formOf(account: NaiveAccount, intent: OrderIntent, now: UnixNanos): DenialCode | undefined {
  const { terms } = intent
  if ((quantityOf(intent) ?? amountOf(intent)) <= 0n) return 'MALFORMED_INTENT'
  if (amountOf(intent) > 0n && intent.side === 'SELL') return 'MALFORMED_INTENT'
  if (terms.type !== 'MARKET') {
    const expires = terms.expiresAt
    if ((terms.timeInForce === 'GTD') !== (expires !== undefined)) return 'MALFORMED_INTENT'
    if (expires !== undefined && expires <= now) return 'MALFORMED_INTENT'
  }
  for (const { order } of account.open.values()) {
    if (!order || order.clientOrderId !== intent.replaces) continue
    const { strategyId, instrumentId, side } = order.intent
    const own =
      strategyId === intent.strategyId && instrumentId === intent.instrumentId && side === intent.side
    if (!own) return 'MALFORMED_INTENT'
  }
  if (intent.mode !== 'PAPER') return 'MODE_MISMATCH'
  return undefined
}

function statusOf(account: NaiveAccount, intent: OrderIntent, now: UnixNanos): DenialCode | undefined {
  const { cause, strategyId, instrumentId, terms } = intent
  if (account.phase === 'RECONCILING') return 'RECONCILING'
  if (account.phase === 'AWAY') return 'ORDER_MANAGER_UNAVAILABLE'
  const halted = account.status === 'HALTED'
  const flattens = halted && intent.reduceOnly && cause.eventId === haltEventId(ACCOUNT, account.haltEpoch)
  if (account.stopped.has(strategyId) && !flattens) return 'STRATEGY_STOPPED'
  const limits = strictest(account, strategyId, instrumentId)
  const age = now - cause.tsInit
  const untimely = age > BigInt(limits.maxSignalAgeMs) * SMALL || -age > FUTURE
  if (untimely && !flattens) return 'STALE_SIGNAL'
  if (!IDS.some((id) => id === instrumentId)) return 'UNKNOWN_INSTRUMENT'
  const reduces = isReduction(account, intent)
  const immediate = terms.type === 'MARKET' || terms.timeInForce === 'IOC'
  if (halted && !(reduces && immediate && intent.reduceOnly)) return 'BOT_HALTED'
  if (reduces) return undefined
  if (account.status === 'PAUSED') return 'BOT_PAUSED'
  const marks = movedMarks(account)
  const equity = judgedEquity(account, now) ?? account.lastEquity
  if (!marks || equity === undefined) return undefined
  const today = now / (86_400n * 10n ** 9n)
  if (today <= marks.day && isLost(marks.dayStart, equity, limits.maxDailyLoss)) return 'DAILY_LOSS_LIMIT'
  return isLost(marks.peak, equity, limits.maxDrawdown) ? 'DRAWDOWN_LIMIT' : undefined
}

/** Cannot cross zero even if everything open on its side fills, for the strategy and for the account. */
export function isReduction(account: NaiveAccount, intent: OrderIntent): boolean {
  const { side, strategyId, instrumentId } = intent
  const quantity = quantityOf(intent)
  if (quantity === undefined) return false
  const own = account.positions.get(positionKey(strategyId, instrumentId)) ?? 0n
  const all = (account.balances.get(baseOf(instrumentId)) ?? 0n) / SMALL
  const fits = (position: bigint, pending: readonly Open[]) => {
    const same = pending.filter((each) => each.intent.side === side)
    const after = same.reduce((sum, { left }) => sum + left, quantity)
    return side === 'SELL'
      ? position > 0n && position >= after
      : position < 0n && -position >= after && same.every(({ amount }) => amount === 0n)
  }
  return fits(own, openOf(account, instrumentId, strategyId)) && fits(all, openOf(account, instrumentId))
}

export const openOf = (account: NaiveAccount, id?: InstrumentId, strategy?: StrategyId): Open[] =>
  [...account.open.values()].filter(
    ({ intent }) =>
      (id === undefined || intent.instrumentId === id) &&
      (strategy === undefined || intent.strategyId === strategy),
  )

function shapeOf(account: NaiveAccount, intent: OrderIntent): DenialCode | undefined {
  const { terms, instrumentId } = intent
  const quantity = quantityOf(intent)
  if (openOf(account, instrumentId).some(({ doubtful }) => doubtful)) return 'ORDER_OUTCOME_UNKNOWN'
  if (terms.type !== 'MARKET' && terms.limitPrice % UNIT.price !== 0n) return 'PRICE_INCREMENT'
  if (quantity !== undefined) {
    if (quantity % UNIT.quantity !== 0n) return 'SIZE_INCREMENT'
    if (quantity < LEAST.quantity) return 'BELOW_MIN_SIZE'
    if (quantity > MOST.quantity) return 'ABOVE_MAX_SIZE'
  }
  if (intent.reduceOnly && !isReduction(account, intent)) return 'REDUCE_ONLY_VIOLATION'
  if (meetsOwn(account, intent)) return 'SELF_TRADE'
  for (const [level, most] of levelsOf(account, 'maxOpenOrders', intent)) {
    const [id, strategy] = scopeOf(level, intent)
    if (openOf(account, id, strategy).length >= most) return 'OPEN_ORDERS_LIMIT'
  }
  return undefined
}

type Level = ReturnType<typeof levelsOf>[number][0]
const scopeOf = (level: Level, intent: OrderIntent) =>
  [
    level === 'instrument' ? intent.instrumentId : undefined,
    level === 'strategy' ? intent.strategyId : undefined,
  ] as const

function meetsOwn(account: NaiveAccount, intent: OrderIntent): boolean {
  const price = intent.terms.type === 'MARKET' ? undefined : intent.terms.limitPrice
  return openOf(account, intent.instrumentId).some(({ intent: { side, terms }, until }) => {
    if (side === intent.side) return false
    // Two that never rest cannot meet; one declared absent is on its way no more.
    if (!mayRest(terms) && (until !== undefined || !mayRest(intent.terms))) return false
    if (price === undefined || terms.type === 'MARKET') return true
    return side === 'SELL' ? price >= terms.limitPrice : price <= terms.limitPrice
  })
}

const mayRest = (terms: OrderIntent['terms']): boolean =>
  terms.type !== 'MARKET' && (terms.timeInForce === 'GTC' || terms.timeInForce === 'GTD')

function pricesOf(account: NaiveAccount, intent: OrderIntent, now: UnixNanos): DenialCode | undefined {
  const { instrumentId: id, strategyId, side, terms } = intent
  const limits = strictest(account, strategyId, id)
  const price = account.prices.get(id)
  if (!price?.live) return price?.early ? 'STALE_REFERENCE_PRICE' : 'NO_REFERENCE_PRICE'
  if (now - price.at > BigInt(limits.maxReferenceAgeMs) * SMALL) return 'STALE_REFERENCE_PRICE'
  const { mid } = price
  const quantity = quantityOf(intent)
  const touch = side === 'BUY' ? mid + halfSpread(id) : mid - halfSpread(id)
  const lowest = terms.type === 'MARKET' ? touch : terms.limitPrice
  const minimum = quantity === undefined ? amountOf(intent) : (lowest * quantity) / SMALL
  if (minimum < LEAST.notional) return 'BELOW_MIN_NOTIONAL'
  const value = worstValue(account, intent)
  if (value > MOST.notional) return 'ABOVE_MAX_SIZE'
  if (value > limits.maxOrderNotional) return 'ORDER_NOTIONAL_LIMIT'
  const depth = DEPTH[id] ?? 0n
  const held = quantity === undefined ? amountOf(intent) <= (touch * depth) / SMALL : quantity <= depth
  if (terms.type === 'MARKET' && !held) return 'PRICE_COLLAR'
  const expected = terms.type === 'MARKET' ? touch : terms.limitPrice
  const reference = terms.type === 'STOP_LIMIT' ? terms.stopPrice : mid
  const distance = expected > reference ? expected - reference : reference - expected
  return distance > (reference * limits.priceCollar) / E12 ? 'PRICE_COLLAR' : undefined
}

export function worstValue(account: NaiveAccount, intent: OrderIntent): bigint {
  const quantity = quantityOf(intent)
  if (quantity === undefined) return amountOf(intent)
  const mid = account.prices.get(intent.instrumentId)?.mid ?? 0n
  if (intent.terms.type === 'MARKET') return (marketPrice(account, intent) * quantity) / SMALL
  const limit = intent.terms.limitPrice
  return ((intent.side === 'SELL' && mid > limit ? mid : limit) * quantity) / SMALL
}

function exposureOf(account: NaiveAccount, intent: OrderIntent): DenialCode | undefined {
  if (isReduction(account, intent)) return undefined
  const withIt = { ...account, open: new Map(account.open).set(intent.intentId, asOpen(intent)) }
  for (const [level, most] of levelsOf(account, 'maxPositionNotional', intent)) {
    const strategy = level === 'strategy' ? intent.strategyId : undefined
    if ((exposures(withIt, [intent.instrumentId], strategy)?.gross ?? 0n) > most) return 'POSITION_LIMIT'
  }
  for (const [key, measure, code] of EXPOSURE_LIMITS) {
    for (const [level, most] of levelsOf(account, key, intent)) {
      const [id, strategy] = scopeOf(level, intent)
      const exposure = exposures(withIt, id === undefined ? IDS : [id], strategy)
      if (!exposure) return 'NO_REFERENCE_PRICE'
      if (exposure[measure] > most) return code
    }
  }
  return undefined
}

const EXPOSURE_LIMITS = [
  ['maxGrossExposure', 'gross', 'GROSS_EXPOSURE_LIMIT'],
  ['maxNetExposure', 'net', 'NET_EXPOSURE_LIMIT'],
] as const

const asOpen = (intent: OrderIntent): Open => ({
  intent,
  left: quantityOf(intent) ?? 0n,
  amount: amountOf(intent),
  hold: 0n,
  doubtful: false,
})

/** Undefined while something that is held or ordered has never had a price. */
export function exposures(
  account: NaiveAccount,
  ids: readonly InstrumentId[],
  strategy?: StrategyId,
): { gross: bigint; net: bigint } | undefined {
  let [gross, low, high] = [0n, 0n, 0n]
  for (const id of ids) {
    const open = openOf(account, id, strategy)
    const held =
      strategy === undefined
        ? (account.balances.get(baseOf(id)) ?? 0n) / SMALL
        : (account.positions.get(positionKey(strategy, id)) ?? 0n)
    if (held === 0n && open.length === 0) continue
    const mid = account.prices.get(id)?.mid
    if (mid === undefined) return undefined
    const sum = (side: Side, of: 'left' | 'amount') =>
      open.filter((each) => each.intent.side === side).reduce((total, each) => total + each[of], 0n)
    const down = (mid * (held - sum('SELL', 'left'))) / SMALL
    const up = (mid * (held + sum('BUY', 'left'))) / SMALL + sum('BUY', 'amount')
    gross += larger(absolute(down), absolute(up))
    low += down
    high += up
  }
  return { gross, net: larger(absolute(low), absolute(high)) }
}

const absolute = (value: bigint): bigint => (value < 0n ? -value : value)
const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b)

export function heldOf(account: NaiveAccount, currency: string): bigint {
  let held = 0n
  for (const { intent, hold } of account.open.values()) {
    if ((intent.side === 'BUY' ? 'USD' : baseOf(intent.instrumentId)) === currency) held += hold
  }
  return held
}

function meansOf(account: NaiveAccount, intent: OrderIntent, now: UnixNanos): DenialCode | undefined {
  const { side, instrumentId, strategyId } = intent
  const quantity = quantityOf(intent)
  const currency = side === 'BUY' ? 'USD' : baseOf(instrumentId)
  let free = (account.balances.get(currency) ?? 0n) - heldOf(account, currency)
  for (const other of [STRATEGY, OTHER_STRATEGY]) {
    if (side === 'BUY' || other === strategyId) continue
    const booked = account.positions.get(positionKey(other, instrumentId)) ?? 0n
    const selling = openOf(account, instrumentId, other)
      .filter((each) => each.intent.side === 'SELL')
      .reduce((sum, { left }) => sum + left, 0n)
    if (booked > selling) free -= (booked - selling) * SMALL
  }
  const price = intent.terms.type === 'MARKET' ? marketPrice(account, intent) : intent.terms.limitPrice
  const cost = (((price * (quantity ?? 0n)) / SMALL) * (100n + TAKER_FEE_PERCENT)) / 100n
  const needed = side === 'SELL' ? (quantity ?? 0n) * SMALL : quantity === undefined ? amountOf(intent) : cost
  if (needed > free) return 'INSUFFICIENT_BALANCE'
  if (!hasToken(account, 'maxOrdersPerSecond', intent, now)) return 'ORDER_RATE_LIMIT'
  const cancels = intent.replaces !== undefined && account.status !== 'HALTED'
  return cancels && !hasToken(account, 'maxCancelsPerSecond', intent, now) ? 'CANCEL_RATE_LIMIT' : undefined
}
