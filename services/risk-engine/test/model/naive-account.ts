/**
 * An account as the definitions have it, recomputed from all facts each time: no totals, no indexes, nothing kept from
 * one question to the next. Amounts are bigints of 10^-18, products of two 10^-12 values of 10^-24.
 */
import {
  type BotStatus,
  type InstrumentId,
  type IntentId,
  isFinal,
  type Order,
  type OrderIntent,
  type StrategyId,
  type UnixNanos,
} from '@oasis/domain'
import { BTC, ETH, WIDE } from '../risk-fixtures.ts'
import type { Fact } from './facts.ts'
import { type Limited, strictest, takeToken } from './naive-limits.ts'

export const IDS = [BTC, ETH] as const
export const TAKER_FEE_PERCENT = 1n
const SECOND = 1_000_000_000n
export const baseOf = (id: InstrumentId): string => id.slice('coinbase:'.length, -'-USD'.length)
export const SMALL = 10n ** 6n

/** What an order or an approval may still do. */
export interface Open {
  readonly intent: OrderIntent
  readonly order?: Order
  readonly left: bigint
  /** Quote currency still to be spent by orders sized in it. */
  readonly amount: bigint
  readonly hold: bigint
  readonly doubtful: boolean
  readonly until?: UnixNanos
  /** The worst price of a market order, from its approval. */
  readonly unit?: bigint | undefined
}

export interface NaiveAccount extends Limited {
  phase: 'OPEN' | 'RECONCILING' | 'AWAY'
  status: BotStatus
  haltEpoch: number
  stopped: Set<StrategyId>
  /** `early`: what came last was of the future, and is no price. */
  prices: Map<InstrumentId, { mid: bigint; at: UnixNanos; live: boolean; early: boolean }>
  balances: Map<string, bigint>
  positions: Map<string, bigint>
  open: Map<IntentId, Open>
  marks: { day: bigint; dayStart: bigint; peak: bigint } | undefined
  paid: Map<string, bigint>
  lastEquity: bigint | undefined
  /** What is in the marks and has no price: of what, and what it is taken to be worth. */
  assumed: { of: string; worth: bigint; since: bigint } | undefined
  /** By the last look: a loss limit of the account has been reached. */
  halts: boolean
}

export const positionKey = (strategy: StrategyId, id: InstrumentId): string => `${strategy} ${id}`
const DAY = 86_400n * SECOND

/** The account after these facts. */
export function replay(facts: readonly Fact[]): NaiveAccount {
  const account: NaiveAccount = {
    phase: 'OPEN',
    status: 'RUNNING',
    haltEpoch: 0,
    stopped: new Set(),
    limits: { account: {}, strategy: {}, instrument: {} },
    prices: new Map(),
    balances: new Map(),
    positions: new Map(),
    open: new Map(),
    tokens: new Map(),
    emptyAt: { maxOrdersPerSecond: 0n, maxCancelsPerSecond: 0n },
    marks: undefined,
    paid: new Map(),
    lastEquity: undefined,
    assumed: undefined,
    halts: false,
  }
  for (const fact of facts) take(account, fact)
  return account
}

function take(account: NaiveAccount, fact: Fact): void {
  switch (fact.kind) {
    case 'quote':
      account.prices.set(fact.id, { mid: fact.mid, at: fact.at, live: true, early: false })
      break
    case 'gap': {
      const known = account.prices.get(fact.id)
      if (known) Object.assign(known, { live: false, early: fact.early })
      break
    }
    case 'phase':
      account.phase = fact.phase
      break
    case 'status':
      Object.assign(account, { status: fact.status, haltEpoch: fact.haltEpoch })
      break
    case 'strategy':
      if (fact.status === 'STOPPED') account.stopped.add(fact.id)
      else account.stopped.delete(fact.id)
      break
    case 'limits':
      account.limits[fact.level] = fact.limits
      break
    case 'approved':
      approve(account, fact.intent, fact.at)
      break
    case 'refused':
      account.open.delete(fact.intentId)
      break
    case 'event':
      onEvent(account, fact.body)
      if ('order' in fact.body) observe(account, fact.body.order)
      break
    case 'missed':
      onEvent(account, fact.body)
      break
    case 'snapshot':
      onSnapshot(account, fact)
      break
    case 'canceled':
      if (account.status !== 'HALTED') {
        const known = account.open.get(fact.order.intent.intentId)
        takeToken(account, 'maxCancelsPerSecond', known?.order ? known.intent : undefined, fact.at)
      }
      break
    case 'look':
      look(account, fact.at)
      break
    case 'rearm': {
      const equity = account.phase === 'RECONCILING' ? undefined : atLastMids(account)
      account.marks =
        equity === undefined ? undefined : { day: fact.at / DAY, dayStart: equity, peak: equity }
      leaveOutUnpriced(account)
      account.lastEquity = equity
      account.assumed = undefined
    }
  }
}

function approve(account: NaiveAccount, intent: OrderIntent, at: UnixNanos): void {
  const { terms } = intent
  const unit = terms.type === 'MARKET' ? marketPrice(account, intent) : undefined
  const left =
    terms.type !== 'MARKET' ? terms.quantity : terms.size.unit === 'BASE' ? terms.size.quantity : 0n
  const amount = terms.type === 'MARKET' && terms.size.unit === 'QUOTE' ? terms.size.amount : 0n
  account.open.set(intent.intentId, opened(account, intent, left, amount, unit))
  takeToken(account, 'maxOrdersPerSecond', intent, at)
  if (intent.replaces && account.status !== 'HALTED') takeToken(account, 'maxCancelsPerSecond', intent, at)
}

/** The dearer of the collar's edge and the best ask, which is 10 above mid for BTC, and 1 for ETH. */
export function marketPrice(account: NaiveAccount, { side, instrumentId, strategyId }: OrderIntent): bigint {
  const mid = account.prices.get(instrumentId)?.mid ?? 0n
  if (side === 'SELL') return mid
  const collar = strictest(account, strategyId, instrumentId).priceCollar
  const edge = mid + (mid * collar) / 10n ** 12n
  const ask = mid + halfSpread(instrumentId)
  return edge > ask ? edge : ask
}
export const halfSpread = (id: InstrumentId): bigint => (id === BTC ? 10n : 1n) * 10n ** 12n

function opened(
  account: NaiveAccount,
  intent: OrderIntent,
  left: bigint,
  amount: bigint,
  unit: bigint | undefined,
): Open {
  const price = intent.terms.type === 'MARKET' ? unit : intent.terms.limitPrice
  let hold: bigint
  if (intent.side === 'SELL') hold = left * SMALL
  else if (left === 0n) hold = amount
  // Nobody knows any more at what price it was approved.
  else if (price === undefined) hold = account.balances.get('USD') ?? 0n
  else hold = ((price * left) / SMALL / 100n) * (100n + TAKER_FEE_PERCENT)
  return { intent, left, amount, hold, doubtful: false, unit }
}

function observe(account: NaiveAccount, order: Order): void {
  const { intent } = order
  const known = account.open.get(intent.intentId)
  if (known?.order && known.order.version >= order.version) return
  account.open.delete(intent.intentId)
  if (isFinal(order.state) && order.absentUntil === undefined) return
  const { terms } = intent
  const size = terms.type === 'MARKET' ? terms.size : { unit: 'BASE' as const, quantity: terms.quantity }
  const positive = (value: bigint) => (value > 0n ? value : 0n)
  const left = size.unit === 'BASE' ? positive(size.quantity - order.filledQuantity) : 0n
  const amount = size.unit === 'QUOTE' ? positive(size.amount - order.filledNotional - order.fees) : 0n
  account.open.set(intent.intentId, {
    ...opened(account, intent, left, amount, known?.unit),
    order,
    doubtful: order.state === 'UNKNOWN' || order.state === 'REVIEW',
    ...(isFinal(order.state) && order.absentUntil !== undefined ? { until: order.absentUntil } : {}),
  })
}

function onEvent(account: NaiveAccount, body: Extract<Fact, { kind: 'event' }>['body']): void {
  const add = (map: Map<string, bigint>, key: string, amount: bigint) =>
    map.set(key, (map.get(key) ?? 0n) + amount)
  if (body.kind === 'RESET') {
    account.balances.clear()
    account.positions.clear()
    account.paid.clear()
    account.marks = undefined
    account.lastEquity = undefined
    account.assumed = undefined
    for (const [id, { order }] of account.open) if (order) account.open.delete(id)
  }
  if (body.kind === 'ADJUSTMENT') {
    add(account.balances, body.adjustment.currency, body.adjustment.amount)
    add(account.paid, body.adjustment.currency, body.adjustment.amount)
  }
  if (body.kind === 'EXECUTION') {
    const { side, kind, quantity, price, fee, instrumentId, strategyId } = body.execution
    const sign = (side === 'BUY') === (kind === 'FILL') ? 1n : -1n
    add(account.balances, baseOf(instrumentId), sign * quantity * SMALL)
    add(account.balances, 'USD', -sign * ((price * quantity) / SMALL) - (kind === 'FILL' ? fee : -fee))
    add(account.positions, positionKey(strategyId, instrumentId), sign * quantity)
  }
}

function onSnapshot(
  account: NaiveAccount,
  { orders, resolved, newEpoch, at, recent }: Extract<Fact, { kind: 'snapshot' }>,
): void {
  const before = [...account.open.values()]
  account.open.clear()
  for (const each of before) {
    const listed = orders.some(({ intent }) => intent.intentId === each.intent.intentId)
    if (newEpoch) continue
    if (!each.order || listed) account.open.set(each.intent.intentId, each)
  }
  if (newEpoch) {
    account.tokens.clear()
    // Orders are told of for ten seconds, by a clock that may be half a second behind.
    account.emptyAt = { maxOrdersPerSecond: at - 9_500n * SMALL, maxCancelsPerSecond: at }
    for (const { intent, createdAt } of recent.toSorted((a, b) => Number(a.createdAt - b.createdAt))) {
      const latest = createdAt + 500n * SMALL
      takeToken(account, 'maxOrdersPerSecond', intent, (latest < at ? latest : at) as UnixNanos)
    }
    account.lastEquity = undefined
    account.assumed = undefined
    // Nobody remembers them: they are seen again, or not.
    account.prices.clear()
  }
  for (const order of [...orders, ...resolved]) observe(account, order)
  account.phase = 'OPEN'
}

/** As it is shown: undefined while something that is held has no live price. */
export function equityOf(account: NaiveAccount): bigint | undefined {
  if (account.phase === 'RECONCILING') return undefined
  let equity = account.balances.get('USD') ?? 0n
  for (const id of IDS) {
    const held = (account.balances.get(baseOf(id)) ?? 0n) / SMALL
    const price = account.prices.get(id)
    if (held === 0n) continue
    if (!price?.live) return undefined
    equity += (price.mid * held) / SMALL
  }
  return equity
}

/** What is held without a price counts as nothing. */
function atLastMids(account: NaiveAccount): bigint {
  let equity = account.balances.get('USD') ?? 0n
  for (const id of IDS) {
    const held = (account.balances.get(baseOf(id)) ?? 0n) / SMALL
    equity += ((account.prices.get(id)?.mid ?? 0n) * held) / SMALL
  }
  return equity
}

const unpricedOf = (account: NaiveAccount): string[] =>
  IDS.filter((id) => !account.prices.has(id)).map(baseOf)

/** Marks that are made now contain nothing of what has no price: it is as if it were paid in after them. */
function leaveOutUnpriced(account: NaiveAccount): void {
  account.paid.clear()
  for (const code of unpricedOf(account)) account.paid.set(code, account.balances.get(code) ?? 0n)
}

/** As losses are judged by; undefined while events are missing. */
export function judgedEquity(account: NaiveAccount, at: UnixNanos): bigint | undefined {
  if (account.phase === 'RECONCILING') return undefined
  const known = movedMarks(account)
  const sum = atLastMids(account)
  if (!known || !account.marks) return sum
  const counted = unpricedOf(account)
    .map((code) => [code, (account.balances.get(code) ?? 0n) - (account.paid.get(code) ?? 0n)] as const)
    .filter(([, amount]) => amount !== 0n)
  const of = counted.join(' ')
  if (of === '') {
    account.assumed = undefined
    return sum
  }
  const moved = known.dayStart - account.marks.dayStart
  const before = account.lastEquity === undefined ? known.dayStart : account.lastEquity + moved
  if (account.assumed?.of !== of)
    account.assumed = { of, worth: before - sum, since: account.assumed?.since ?? at / DAY }
  return sum + account.assumed.worth
}

/** The marks with what was paid in and out since they were last brought up, at the last prices. */
export function movedMarks(account: NaiveAccount): NaiveAccount['marks'] {
  if (!account.marks) return undefined
  let moved = account.paid.get('USD') ?? 0n
  for (const id of IDS) {
    moved += ((account.paid.get(baseOf(id)) ?? 0n) / SMALL) * ((account.prices.get(id)?.mid ?? 0n) / SMALL)
  }
  const { day, dayStart, peak } = account.marks
  return { day, dayStart: dayStart + moved, peak: peak + moved }
}

function look(account: NaiveAccount, at: UnixNanos): void {
  account.halts = false
  const equity = judgedEquity(account, at)
  if (equity === undefined) return
  const known = movedMarks(account)
  const today = at / DAY
  const peak = known && known.peak > equity ? known.peak : equity
  const dayStart = known && known.day >= today ? known.dayStart : equity
  account.marks =
    known && account.assumed && today <= account.assumed.since ? known : { day: today, dayStart, peak }
  if (known)
    for (const code of ['USD', ...IDS.map(baseOf)].filter((each) => !unpricedOf(account).includes(each)))
      account.paid.delete(code)
  else leaveOutUnpriced(account)
  account.lastEquity = equity
  const { maxDailyLoss, maxDrawdown } = { ...WIDE, ...account.limits.account }
  account.halts =
    account.status !== 'HALTED' &&
    (isLost(account.marks.dayStart, equity, maxDailyLoss) || isLost(account.marks.peak, equity, maxDrawdown))
}

export const isLost = (from: bigint, equity: bigint, share: bigint): boolean =>
  from > 0n && from > equity && (from - equity) * 10n ** 12n >= from * share
