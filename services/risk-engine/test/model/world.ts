/**
 * An account's life in which the engine's core and the naive model are asked the same questions. It plays the strategies,
 * the order manager and the people; what happens is told to the core the way the service tells it, and to the model as
 * one more fact.
 */
import {
  type AccountEventBody,
  addMillis,
  applyExecution,
  applyTrigger,
  type BotStatus,
  clientOrderIdOf,
  createOrder,
  currency,
  type DenialCode,
  type Execution,
  eventId,
  type InstrumentId,
  type IntentId,
  isFinal,
  type Limits,
  type Money,
  type Order,
  type OrderIntent,
  type OrderTrigger,
  type StrategyId,
  type StrategyStatus,
  type UnixNanos,
} from '@oasis/domain'
import { applyPlaced } from '../../src/core/account-events.ts'
import { applySnapshot } from '../../src/core/account-snapshot.ts'
import { type CheckResult, check, reserve } from '../../src/core/check.ts'
import { type Decision, DecisionMemory } from '../../src/core/decision-memory.ts'
import { observeEquity, rearm } from '../../src/core/equity-marks.ts'
import {
  createMarketBoard,
  observeFeedStatus,
  observeInstrument,
  observeQuote,
} from '../../src/core/market-board.ts'
import {
  createRiskState,
  freeExpired,
  type RiskState,
  withControl,
  withLimits,
  withPhase,
  withReservation,
  withStrategyStatus,
} from '../../src/core/risk-state.ts'
import { takeCancelTokens } from '../../src/core/rules/cancel-rate-limit.ts'
import { bucketsAfter, bucketsEmptyAt } from '../../src/core/token-buckets.ts'
import { apply, snapshotOf, unanswered } from '../account-story.ts'
import { ACCOUNT, BTC, ETH, intent, NOW, openState, quote, STRATEGY, WIDE } from '../risk-fixtures.ts'
import type { Fact, LimitLevel } from './facts.ts'
import { executionAt, fillOf } from './fills.ts'
import { halfSpread, replay } from './naive-account.ts'
import { forgetExpired, naiveDecision } from './naive-decision.ts'
import { hasToken } from './naive-limits.ts'

type Verdict = DenialCode | 'APPROVED'

export class World {
  readonly facts: Fact[] = []
  state: RiskState
  now: UnixNanos = NOW
  /** What the order manager has; and what was approved and it has no order of. */
  readonly orders = new Map<IntentId, Order>()
  readonly approvals = new Map<IntentId, OrderIntent>()
  readonly executions: Execution[] = []
  /** Of this epoch, as the service keeps them, and as a plain list. */
  readonly memory = new DecisionMemory<never>(10_000)
  readonly decisions = new Map<IntentId, Verdict>()
  /** How often each decision came about, to see that the generated lives reach all of them. */
  readonly seen = new Map<Verdict, number>()
  /** Something has happened after which balances need not cover what is held: see `covered`. */
  uncovered = false
  #missing = false
  #missed: AccountEventBody[] = []

  constructor() {
    this.state = openState({ balances: {}, quotes: [] })
    for (const [code, amount] of OPENING) this.deposit(code, amount)
    this.quote(BTC, 50_000)
    this.quote(ETH, 2_000)
  }

  wait(ms: number): void {
    this.now = addMillis(this.now, ms)
  }

  /** The core's decision, after the same look at equity that the service takes; and the model's. */
  submit(wish: OrderIntent): { readonly engine: Verdict; readonly model: Verdict } {
    const known = this.memory.find(wish.intentId)
    const first = this.decisions.get(wish.intentId)
    if (known && first)
      return { engine: known.kind === 'DENIED' ? known.verdict.code : 'APPROVED', model: first }
    this.look()
    const state = freeExpired(this.state, this.now)
    const result = check(state, wish, this.now)
    const engine = result.result === 'APPROVED' ? 'APPROVED' : result.code
    const model = naiveDecision(replay(this.facts), wish, this.now)
    if (result.result === 'APPROVED') {
      this.state = reserve(state, result)
      this.approvals.set(wish.intentId, wish)
      this.facts.push({ kind: 'approved', intent: wish, at: this.now })
    }
    this.memory.remember(wish, decisionOf(wish, result, this.now))
    this.decisions.set(wish.intentId, model)
    this.#count(engine)
    return { engine, model }
  }

  #count(verdict: Verdict): void {
    this.seen.set(verdict, (this.seen.get(verdict) ?? 0) + 1)
  }

  /** Whether both have the same marks, and both halt or neither does; what is crossed halts at once. */
  look(): void {
    this.facts.push({ kind: 'look', at: this.now })
    const { state, effects } = observeEquity(this.state, this.now)
    this.state = state
    const { halts, marks } = replay(this.facts)
    const { dayStartEquity, peakEquity } = state.control.marks ?? {}
    if (dayStartEquity !== marks?.dayStart || peakEquity !== marks?.peak) throw new Error('the marks differ')
    if (halts !== effects.length > 0) throw new Error(`the model ${halts ? 'halts' : 'does not halt'}`)
    if (halts) this.setStatus('HALTED')
  }

  setStatus(status: BotStatus): void {
    const haltEpoch = this.state.control.haltEpoch + (status === 'HALTED' ? 1 : 0)
    if (this.state.control.status === 'HALTED' && status !== 'HALTED') {
      this.state = rearm(this.state, this.now)
      this.facts.push({ kind: 'rearm', at: this.now })
    }
    this.state = withControl(this.state, { ...this.state.control, status, haltEpoch })
    this.facts.push({ kind: 'status', status, haltEpoch })
  }

  setStrategy(id: StrategyId, status: StrategyStatus): void {
    this.state = withStrategyStatus(this.state, id, status)
    this.facts.push({ kind: 'strategy', id, status })
  }

  setLimits(level: LimitLevel, limits: Partial<Limits>): void {
    const { account, strategy, instrument: ofInstrument } = this.state.limits
    this.state = withLimits(this.state, {
      account: level === 'account' ? new Map([[ACCOUNT, { ...WIDE, ...limits }]]) : account,
      strategy: level === 'strategy' ? new Map([[STRATEGY, limits]]) : strategy,
      instrument: level === 'instrument' ? new Map([[BTC, limits]]) : ofInstrument,
    })
    this.facts.push({ kind: 'limits', level, limits })
  }

  quote(id: InstrumentId, mid: number): void {
    this.now = addMillis(this.now, 1)
    const half = Number(halfSpread(id)) / 1e12
    const depth = id === BTC ? '10' : '100'
    const book = quote(id, [[String(mid - half), depth]], [[String(mid + half), depth]], { tsInit: this.now })
    observeQuote(this.state.market, book, this.now)
    this.facts.push({ kind: 'quote', id, mid: BigInt(mid) * 10n ** 12n, at: this.now })
  }

  gap(id: InstrumentId): void {
    this.now = addMillis(this.now, 1)
    const { venue } = this.state.account
    const status = { venue, connection: 'c' as never, state: 'GAP', instruments: [id], detail: '' } as const
    observeFeedStatus(this.state.market, { ...status, tsInit: this.now }, this.now)
    this.facts.push({ kind: 'gap', id, early: false })
  }

  /** A quote of a clock that is wrong, after a right one: the model keeps no doubt about what it does not know. */
  early(id: InstrumentId): void {
    if (!replay(this.facts).prices.has(id)) return
    this.now = addMillis(this.now, 1)
    const book = quote(id, [['1', '1']], [['2', '1']], { tsInit: addMillis(this.now, 501) })
    observeQuote(this.state.market, book, this.now)
    this.facts.push({ kind: 'gap', id, early: true })
  }

  /** Events are missed from here until the next snapshot. */
  lose(phase: 'RECONCILING' | 'AWAY'): void {
    this.#missing ||= phase === 'RECONCILING'
    this.state = withPhase(this.state, this.#missing ? 'RECONCILING' : 'AWAY', 'asked for')
    this.facts.push({ kind: 'phase', phase: this.#missing ? 'RECONCILING' : 'AWAY' })
  }

  /** A snapshot of the order manager, within the epoch. */
  resync(): void {
    for (const body of this.#missed) this.facts.push({ kind: 'missed', body })
    this.#take(this.state, new Set(unanswered(this.state)), false)
  }

  /** Approvals that the order manager has not seen are dead, so is what was decided; and prices are known as they come. */
  restart(silent: readonly InstrumentId[] = []): void {
    const before = replay(this.facts).prices
    for (const body of this.#missed) this.facts.push({ kind: 'missed', body })
    const market = createMarketBoard()
    for (const each of this.state.market.instruments.values()) observeInstrument(market, each)
    const { account, limits, control, strategies, riskEpoch } = this.state
    let fresh = withControl(createRiskState(account, market, limits), control)
    for (const [id, status] of strategies) fresh = withStrategyStatus(fresh, id, status)
    this.#take(fresh, new Set(), true)
    this.state = { ...this.state, riskEpoch: riskEpoch + 1 }
    this.decisions.clear()
    this.memory.begin(this.now)
    this.approvals.clear()
    for (const [id, { mid, live, early }] of before) {
      if (silent.includes(id)) continue
      this.quote(id, Number(mid / 10n ** 12n))
      if (early) this.early(id)
      else if (!live) this.gap(id)
    }
  }

  #take(state: RiskState, asked: ReadonlySet<IntentId>, newEpoch: boolean): void {
    const ledger = this.#ledger()
    const listed = [...this.orders.values()]
    const snapshot = snapshotOf({ ...this.state, ledger }, listed)
    const taken = (before: RiskState, kept: ReadonlySet<IntentId>) => {
      const result = applySnapshot(before, snapshot, kept)
      if (result.kind !== 'APPLIED') throw new Error(result.kind)
      return withPhase(result.state, 'OPEN', '')
    }
    let current = taken(state, asked)
    const resolved = newEpoch ? [] : listed.filter(({ intent: { intentId } }) => asked.has(intentId))
    for (const order of resolved) current = applyPlaced(current, order)
    // As the service: of one that has ended it is not known whether its fills were in the snapshot, so it takes another.
    if (resolved.some((each) => isFinal(each.state))) current = taken(current, new Set(unanswered(current)))
    this.state = current
    this.#missing = false
    this.#missed = []
    const orders = listed.filter((each) => !isFinal(each.state) || each.absentUntil !== undefined)
    const recent = newEpoch ? listed.filter(({ createdAt }) => createdAt >= addMillis(this.now, -10_000)) : []
    if (newEpoch) {
      const { limits: book, account } = current
      const rates = bucketsEmptyAt(this.now)
      this.state = { ...current, rates: bucketsAfter(rates, recent, { book, account: account.id }, this.now) }
    }
    this.facts.push({ kind: 'snapshot', orders, resolved, newEpoch, at: this.now, recent })
  }

  /** The order manager's own: with what risk has missed. */
  #ledger(): RiskState['ledger'] {
    let { state } = this
    for (const body of this.#missed) state = apply(state, body)
    return state.ledger
  }

  #tell(body: AccountEventBody): void {
    if ('order' in body) {
      this.orders.set(body.order.intent.intentId, body.order)
      this.approvals.delete(body.order.intent.intentId)
    }
    if (this.#missing) {
      this.#missed.push(body)
      return
    }
    this.state = apply(this.state, body)
    this.facts.push({ kind: 'event', body })
  }

  deposit(code: string, amount: string): void {
    const adjustment = {
      accountId: ACCOUNT,
      mode: 'PAPER' as const,
      currency: currency(code),
      amount: (BigInt(amount) * 10n ** 18n) as Money,
      reason: 'DEPOSIT' as const,
      tsEvent: this.now,
    }
    this.#tell({ kind: 'ADJUSTMENT', adjustment })
  }

  reset(): void {
    if (this.#missing) return
    for (const intentId of [...this.approvals.keys()]) this.refuse(intentId)
    this.orders.clear()
    this.executions.length = 0
    this.#tell({ kind: 'RESET', reason: 'asked for' })
    for (const [code, amount] of OPENING) this.deposit(code, amount)
    this.uncovered = false
  }

  /** PlaceOrder wrote the order down; risk hears of it by the answer and by the event. */
  place(intentId: IntentId): void {
    const wish = this.approvals.get(intentId)
    if (!wish) return
    this.#tell({
      kind: 'ORDER',
      trigger: 'CREATE',
      order: createOrder(wish, clientOrderIdOf(intentId), this.now),
    })
  }

  refuse(intentId: IntentId): void {
    if (!this.approvals.delete(intentId)) return
    this.state = withReservation(this.state, intentId, undefined)
    this.facts.push({ kind: 'refused', intentId })
  }

  trigger(order: Order, trigger: OrderTrigger): void {
    if (trigger === 'ACKNOWLEDGE' && order.state === 'REJECTED') this.uncovered = true
    const details = trigger === 'ABSENT' ? { absentUntil: addMillis(this.now, 3_000) } : {}
    this.#tell({ kind: 'ORDER', trigger, order: applyTrigger(order, trigger, this.now, details).order })
  }

  /** `share` tenths of what is left, at the limit or at the touch. */
  fill(order: Order, share: number): void {
    const account = replay(this.facts)
    const reserved = account.open.get(order.intent.intentId)
    // The market goes on where we see no prices of it.
    const unseen = (order.intent.instrumentId === BTC ? 50_000n : 2_000n) * 10n ** 12n
    const mid = account.prices.get(order.intent.instrumentId)?.mid ?? unseen
    const { price, quantity } = fillOf(order, share, mid)
    const { terms, side } = order.intent
    // The market may have left the price behind that the order was approved at.
    if (terms.type === 'MARKET' && side === 'BUY' && (reserved?.unit ?? 0n) < price) this.uncovered = true
    if (!reserved || isFinal(order.state)) this.uncovered = true
    if (quantity > 0n) this.#execute(order, { kind: 'FILL', price, quantity })
  }

  #execute(order: Order, fill: Pick<Execution, 'kind' | 'price' | 'quantity'>): void {
    const execution = executionAt(order, fill, this.executions.length, this.now)
    this.executions.push(execution)
    this.#tell({ kind: 'EXECUTION', execution, order: applyExecution(order, execution, this.now) })
  }

  /** The venue takes a fill back. */
  reverse(n: number): void {
    const [execution] = this.executions.splice(n % Math.max(1, this.executions.length), 1)
    const order = [...this.orders.values()].find((each) => each.clientOrderId === execution?.clientOrderId)
    if (!execution || !order || execution.kind === 'REVERSAL') return
    this.uncovered = true
    this.#execute(order, { ...execution, kind: 'REVERSAL' })
    this.executions.pop()
  }

  /** Whether both let the cancel through, or neither does. */
  cancel(order: Order): void {
    const taken = takeCancelTokens(this.state, order.clientOrderId, this.now)
    const account = replay(this.facts)
    const owner = account.open.get(order.intent.intentId)
    const free =
      account.status === 'HALTED' ||
      hasToken(account, 'maxCancelsPerSecond', owner?.order ? owner.intent : undefined, this.now)
    if (free !== !('code' in taken)) throw new Error(`a cancel is ${free ? 'free' : 'limited'} in the model`)
    if ('code' in taken) {
      this.#count(taken.code)
      return
    }
    this.state = { ...this.state, rates: taken.rates }
    this.facts.push({ kind: 'canceled', order, at: this.now })
    this.trigger(order, 'REQUEST_CANCEL')
  }

  /** The core and the model, side by side, after what has expired is forgotten. */
  compare() {
    const account = replay(this.facts)
    forgetExpired(account, this.now)
    return { state: freeExpired(this.state, this.now), account, listening: !this.#missing }
  }
}

function decisionOf({ intentId }: OrderIntent, result: CheckResult, now: UnixNanos): Decision<never> {
  const intentBytes = new Uint8Array()
  if (result.result === 'DENIED') {
    const verdict = { result: 'DENIED', code: result.code, context: result.context } as const
    return { kind: 'DENIED', intentBytes, verdict }
  }
  const approval = { intentId, expiresAt: now, haltEpoch: 0, riskEpoch: 0, keyId: 'k', mac: intentBytes }
  return { kind: 'APPROVED', intentBytes, approval, answer: undefined, unanswered: 0 }
}

const OPENING = [
  ['USD', '20000'],
  ['BTC', '1'],
] as const

/** Another number, another intent; caused `ageMs` ago. */
export function wishAt(world: World, n: number, ageMs: number, changes: Partial<OrderIntent>): OrderIntent {
  const tsInit = addMillis(world.now, -ageMs)
  return intent(n, { cause: { eventId: eventId(`trade/${BTC}/${n}`), tsEvent: tsInit, tsInit }, ...changes })
}
