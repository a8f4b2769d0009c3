/** How an order that has arrived, or has been triggered, enters: it takes what its terms allow, then rests or ends. */
import { type UnixNanos, ZERO_QUANTITY } from '@oasis/domain'
import type { InstrumentDesk } from './instrument-desk.ts'
import { checkFunds, checkHold, checkTerms, type Refusal } from './order-checks.ts'
import type { OrderLifecycle } from './order-lifecycle.ts'
import { limitPriceOf, type PaperOrder, remainingOf } from './paper-order.ts'
import { isTriggered, queueAtPlacement } from './resting-orders.ts'
import { heldCurrency, requiredHold } from './settlement.ts'
import { bestOpposite, type PlannedFill, planTake, type TakePlan, type TakeRules } from './take-plan.ts'

export class OrderEntry {
  readonly #lifecycle: OrderLifecycle
  readonly #rules: TakeRules

  constructor(lifecycle: OrderLifecycle, rules: TakeRules) {
    this.#lifecycle = lifecycle
    this.#rules = rules
  }

  /** An order that has just arrived. */
  enter(desk: InstrumentDesk, order: PaperOrder, now: UnixNanos): void {
    const refusal =
      checkTerms(desk.instrument, order.side, order.terms, now) ??
      (order.terms.type === 'MARKET'
        ? this.#executeMarket(desk, order, now)
        : this.#acceptLimit(desk, order, now))
    if (refusal) this.#lifecycle.reject(order, refusal)
  }

  /** A limit order that has its hold. */
  execute(desk: InstrumentDesk, order: PaperOrder, now: UnixNanos): void {
    const { timeInForce } = order.terms
    const limit = limitPriceOf(order.terms)
    const size = { base: remainingOf(order) ?? ZERO_QUANTITY }
    const plan = planTake(desk.market, desk.instrument, this.#rules, { side: order.side, size, limit, now })
    if (plan.complete || timeInForce === 'IOC' || timeInForce === 'FOK') {
      this.#takeAndEnd(desk, order, plan, now)
      return
    }
    const rest = this.#take(desk, order, plan.fills, now)
    this.#lifecycle.rest(desk, { ...rest, queueAhead: queueAtPlacement(desk.market, rest) })
  }

  #executeMarket(desk: InstrumentDesk, order: PaperOrder, now: UnixNanos): Refusal | undefined {
    if (order.terms.type !== 'MARKET') return undefined
    const { size } = order.terms
    const plan = planTake(desk.market, desk.instrument, this.#rules, {
      side: order.side,
      size: size.unit === 'BASE' ? { base: size.quantity } : { funds: size.amount },
      limit: undefined,
      now,
    })
    const { fees, balances } = this.#lifecycle.settlement
    const refusal = checkFunds(fees, balances, desk.instrument, order.side, size, plan)
    if (refusal === undefined) this.#takeAndEnd(desk, order, plan, now)
    return refusal
  }

  #acceptLimit(desk: InstrumentDesk, arrived: PaperOrder, now: UnixNanos): Refusal | undefined {
    const { terms } = arrived
    if (terms.type === 'LIMIT' && terms.postOnly && this.#isMarketable(desk, arrived, now)) {
      const message = 'a post-only order would have traded at once'
      return { reason: 'INVALID_LIMIT_PRICE_POST_ONLY', message }
    }
    const { fees, balances } = this.#lifecycle.settlement
    const held = requiredHold(fees, arrived)
    const currency = heldCurrency(arrived, desk.instrument)
    const refusal = checkHold(balances, currency, held)
    if (refusal) return refusal
    balances.hold(currency, held)
    const order = { ...arrived, held }
    if (this.#waits(desk, order)) this.#lifecycle.rest(desk, order)
    else this.execute(desk, { ...order, triggered: true }, now)
    return undefined
  }

  /** A stop order whose price the last trade has already reached does not wait. */
  #waits(desk: InstrumentDesk, { terms, side }: PaperOrder): boolean {
    const last = desk.market.lastTrade
    return terms.type === 'STOP_LIMIT' && !(last && isTriggered(side, terms.stopPrice, last.price))
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
