/** How an order that has arrived, or has been triggered, enters: it takes what its terms allow, then rests or ends. */
import {
  type LimitTerms,
  type Money,
  type OrderSize,
  type UnixNanos,
  ZERO_MONEY,
  ZERO_QUANTITY,
} from '@oasis/domain'
import type { InstrumentDesk } from './instrument-desk.ts'
import { checkFunds, checkHold, checkTerms, type Refusal } from './order-checks.ts'
import type { OrderLifecycle } from './order-lifecycle.ts'
import { limitPriceOf, type PaperOrder, remainingOf } from './paper-order.ts'
import { isTriggered, queueAtPlacement } from './resting-orders.ts'
import { heldCurrency, requiredHold } from './settlement.ts'
import { bestOpposite, type PlannedFill, planTake, type TakePlan, type TakeRules } from './take-plan.ts'

export interface EntryAssessment {
  /** Undefined: it is accepted. */
  readonly refusal: Refusal | undefined
  /** What it takes at once. */
  readonly plan: TakePlan
  /** What it needs held on arrival; nothing for a market order. */
  readonly hold: Money
}

const NOTHING_TAKEN: TakePlan = { fills: [], complete: false }

export class OrderEntry {
  readonly #lifecycle: OrderLifecycle
  readonly #rules: TakeRules

  constructor(lifecycle: OrderLifecycle, rules: TakeRules) {
    this.#lifecycle = lifecycle
    this.#rules = rules
  }

  /** An order that has just arrived. */
  enter(desk: InstrumentDesk, order: PaperOrder, now: UnixNanos): void {
    const { refusal, plan, hold } = this.assess(desk, order, now)
    if (refusal) this.#lifecycle.reject(order, refusal)
    else if (order.terms.type === 'MARKET') this.#takeAndEnd(desk, order, plan, now)
    else this.#acceptLimit(desk, order, hold, now)
  }

  /** What entering would come to now. Changes nothing; `enter` decides by it, so that both always agree. */
  assess(desk: InstrumentDesk, order: PaperOrder, now: UnixNanos): EntryAssessment {
    const refusal = checkTerms(desk.instrument, order.side, order.terms, now)
    if (refusal) return { refusal, plan: NOTHING_TAKEN, hold: ZERO_MONEY }
    return order.terms.type === 'MARKET'
      ? this.#assessMarket(desk, order, order.terms.size, now)
      : this.#assessLimit(desk, order, now)
  }

  /** A limit order that has its hold. */
  execute(desk: InstrumentDesk, order: PaperOrder, now: UnixNanos): void {
    const { timeInForce } = order.terms
    const plan = this.#planLimit(desk, order, now)
    if (plan.complete || timeInForce === 'IOC' || timeInForce === 'FOK') {
      this.#takeAndEnd(desk, order, plan, now)
      return
    }
    const rest = this.#take(desk, order, plan.fills, now)
    this.#lifecycle.rest(desk, { ...rest, queueAhead: queueAtPlacement(desk.market, rest) })
  }

  /** An open order becomes a limit order of these terms; its old hold is given back for the new one. */
  replace(desk: InstrumentDesk, order: PaperOrder, terms: LimitTerms, now: UnixNanos): Refusal | undefined {
    const { balances } = this.#lifecycle.settlement
    const currency = heldCurrency(order, desk.instrument)
    const changed = { ...order, terms, triggered: true, updatedAt: now }
    if (terms.quantity <= order.filledQuantity)
      return { reason: 'CANNOT_EDIT_TO_BELOW_FILLED_SIZE', message: 'nothing would be left to fill' }
    balances.release(currency, order.held)
    const { refusal, hold } = this.assess(desk, changed, now)
    balances.hold(currency, refusal ? order.held : hold)
    if (refusal) return refusal
    const next = { ...changed, held: hold }
    if (keepsPlace(order, next)) {
      this.#lifecycle.amend(desk, next)
      return undefined
    }
    this.#lifecycle.withdraw(desk, order)
    this.execute(desk, { ...next, arrival: this.#lifecycle.nextArrival(), arrivedAt: now }, now)
    return undefined
  }

  #assessMarket(desk: InstrumentDesk, order: PaperOrder, size: OrderSize, now: UnixNanos): EntryAssessment {
    const plan = planTake(desk.market, desk.instrument, this.#rules, {
      side: order.side,
      size: size.unit === 'BASE' ? { base: size.quantity } : { funds: size.amount },
      limit: undefined,
      now,
    })
    const { fees, balances } = this.#lifecycle.settlement
    const refusal = checkFunds(fees, balances, desk.instrument, order.side, size, plan)
    return { refusal, plan, hold: ZERO_MONEY }
  }

  #assessLimit(desk: InstrumentDesk, order: PaperOrder, now: UnixNanos): EntryAssessment {
    const { terms } = order
    const { fees, balances } = this.#lifecycle.settlement
    const hold = requiredHold(fees, order)
    const plan = this.#waits(desk, order) ? NOTHING_TAKEN : this.#planLimit(desk, order, now)
    if (terms.type === 'LIMIT' && terms.postOnly && this.#isMarketable(desk, order, now)) {
      const message = 'a post-only order would have traded at once'
      return { refusal: { reason: 'INVALID_LIMIT_PRICE_POST_ONLY', message }, plan, hold }
    }
    return { refusal: checkHold(balances, heldCurrency(order, desk.instrument), hold), plan, hold }
  }

  #acceptLimit(desk: InstrumentDesk, arrived: PaperOrder, held: Money, now: UnixNanos): void {
    this.#lifecycle.settlement.balances.hold(heldCurrency(arrived, desk.instrument), held)
    const order = { ...arrived, held }
    if (this.#waits(desk, order)) this.#lifecycle.rest(desk, order)
    else this.execute(desk, { ...order, triggered: true }, now)
  }

  #planLimit(desk: InstrumentDesk, order: PaperOrder, now: UnixNanos): TakePlan {
    const limit = limitPriceOf(order.terms)
    const size = { base: remainingOf(order) ?? ZERO_QUANTITY }
    return planTake(desk.market, desk.instrument, this.#rules, { side: order.side, size, limit, now })
  }

  /** A stop order whose price the last trade has already reached does not wait. */
  #waits(desk: InstrumentDesk, order: PaperOrder): boolean {
    const { terms } = order
    const last = desk.market.lastTrade
    return terms.type === 'STOP_LIMIT' && !(last && isTriggered(order, terms.stopPrice, last.price))
  }

  #takeAndEnd(desk: InstrumentDesk, order: PaperOrder, plan: TakePlan, now: UnixNanos): void {
    const killed = order.terms.timeInForce === 'FOK' && !plan.complete
    const taken = this.#take(desk, order, killed ? [] : plan.fills, now)
    if (plan.complete) this.#lifecycle.end(desk, taken, 'FILLED', now)
    else this.#lifecycle.end(desk, taken, 'CANCELED', now, killed ? 'FOK_NOT_FILLED' : 'NO_MORE_LIQUIDITY')
  }

  #take(desk: InstrumentDesk, order: PaperOrder, fills: readonly PlannedFill[], now: UnixNanos): PaperOrder {
    let current = order
    for (const fill of fills) {
      if (!fill.synthetic) desk.market.take(order.side, fill.price, fill.quantity)
      current = this.#lifecycle.fill(desk, current, fill, 'TAKER', now)
    }
    return current
  }

  #isMarketable(desk: InstrumentDesk, order: PaperOrder, now: UnixNanos): boolean {
    const limit = limitPriceOf(order.terms)
    const best = bestOpposite(desk.market, desk.instrument, this.#rules, order.side, now)
    if (limit === undefined || best === undefined) return false
    return order.side === 'BUY' ? limit >= best : limit <= best
  }
}

/** Time priority is kept by less of the same, not by more or by another price. */
function keepsPlace(before: PaperOrder, after: PaperOrder): boolean {
  const less = (remainingOf(after) ?? ZERO_QUANTITY) <= (remainingOf(before) ?? ZERO_QUANTITY)
  return less && before.triggered && limitPriceOf(before.terms) === limitPriceOf(after.terms)
}
