import {
  type AccountEventBody,
  applyExecution,
  applyTrigger,
  isFinal,
  type Order,
  type OrderIntent,
  parseMoney,
  parseQuantity,
} from '@oasis/domain'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { accountQuantity } from '../src/core/account-books.ts'
import { applyPlaced } from '../src/core/account-events.ts'
import { check } from '../src/core/check.ts'
import type { RiskState } from '../src/core/risk-state.ts'
import { apply, approve, executionOf, orderOf, told } from './account-story.ts'
import { BTC, ETH, instrument, intent, limitTerms, NOW, openState, spend } from './risk-fixtures.ts'

/** An order after each of its events, and those events. */
interface Life {
  readonly orders: readonly Order[]
  readonly events: readonly AccountEventBody[]
}

function lifeOf(wish: OrderIntent, fills: readonly string[], ending?: 'CANCELED' | 'EXPIRED'): Life {
  let order = orderOf(wish)
  const events: AccountEventBody[] = [told(order)]
  const orders = [order]
  const goOn = (next: Order, body: AccountEventBody) => {
    order = next
    orders.push(next)
    events.push(body)
  }
  const pull = (trigger: 'SUBMIT' | 'ACKNOWLEDGE' | 'CANCELED' | 'EXPIRED') => {
    const next = applyTrigger(order, trigger, NOW).order
    goOn(next, told(next, trigger))
  }
  pull('SUBMIT')
  pull('ACKNOWLEDGE')
  for (const [n, quantity] of fills.entries()) {
    const execution = executionOf(order, n, parseQuantity(quantity))
    const next = applyExecution(order, execution, NOW)
    goOn(next, { kind: 'EXECUTION', execution, order: next })
  }
  if (ending !== undefined && !isFinal(order.state)) pull(ending)
  return { orders, events }
}

const wish = intent(1, { terms: limitTerms('0.01', '50000') })
const after = (state: RiskState, events: readonly AccountEventBody[]): RiskState =>
  events.reduce(apply, state)
const last = ({ orders }: Life): Order => orders.at(-1) ?? orderOf(wish)
const held = (state: RiskState): bigint => accountQuantity(state, instrument(BTC))
const pending = ({ totals }: RiskState) => ({
  byInstrument: [...totals.byInstrument],
  held: [...totals.held],
  orders: totals.orders,
})
/** The most that the account can come to hold, as every rule on positions and exposure sees it. */
const worst = (state: RiskState): bigint =>
  held(state) + (state.totals.byInstrument.get(BTC)?.buyQuantity ?? 0n)

describe('an answer that knows of fills before their events have come', () => {
  test.each([
    ['is partly filled', lifeOf(wish, ['0.004'])],
    ['has ended, partly filled', lifeOf(wish, ['0.004'], 'CANCELED')],
    ['has filled', lifeOf(wish, ['0.01'])],
  ])('leaves all reserved of an order that %s, until they have', (_, life) => {
    const approved = approve(openState(), wish)
    const answered = applyPlaced(approved, last(life))
    expect(pending(answered)).toEqual(pending(approved))
    const { clientOrderId } = last(life)
    expect(answered.reservations.get(wish.intentId)).toMatchObject({ clientOrderId, version: 1 })
    expect(pending(after(answered, life.events))).toEqual(pending(after(approved, life.events)))
  })

  test('lets no other order past a limit meanwhile', () => {
    const other = intent(2, { instrumentId: ETH, terms: limitTerms('0.25', '2000') })
    const start = openState({ account: { maxNetExposure: parseMoney('900') } })
    const life = lifeOf(wish, ['0.01'])
    const approved = approve(start, wish)
    for (const state of [approved, applyPlaced(approved, last(life)), after(approved, life.events)]) {
      expect(check(state, other, NOW)).toMatchObject({ code: 'NET_EXPOSURE_LIMIT' })
    }
  })

  test('leaves the amount reserved of an order sized in quote currency', () => {
    const spending = intent(1, { terms: spend('300') })
    const approved = approve(openState(), spending)
    const filled = orderOf(spending, { state: 'FILLED', version: 4, filledNotional: parseMoney('299') })
    expect(pending(applyPlaced(approved, filled))).toEqual(pending(approved))
  })

  test('closes the instrument at once where it tells that the order is in doubt', () => {
    const doubtful = orderOf(wish, { state: 'UNKNOWN', version: 4, filledQuantity: parseQuantity('0.004') })
    const answered = applyPlaced(approve(openState(), wish), doubtful)
    expect(check(answered, intent(2), NOW)).toMatchObject({ code: 'ORDER_OUTCOME_UNKNOWN' })
  })

  test('is none where the order has ended without any: that frees it at once', () => {
    const answered = applyPlaced(approve(openState(), wish), last(lifeOf(wish, [], 'EXPIRED')))
    expect(answered.totals.orders).toBe(0)
  })
})

test('no answer, however far ahead or behind, hides what may be held, nor changes where events lead to', () => {
  const fills = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 2 })
  const ending = fc.constantFrom('CANCELED' as const, 'EXPIRED' as const, undefined)
  fc.assert(
    fc.property(fills, ending, fc.nat(9), fc.nat(9), (sizes, how, seen, known) => {
      const quantities = sizes.map((size) => `0.00${size}`)
      const { orders, events } = lifeOf(wish, quantities, how)
      const [n, m] = [seen % (events.length + 1), known % orders.length]
      const before = after(approve(openState(), wish), events.slice(0, n))
      const answered = applyPlaced(before, orders[m] ?? orderOf(wish))
      const latest = orders[Math.max(n - 1, m)] ?? orderOf(wish)
      expect(worst(answered)).toBeGreaterThanOrEqual(mostOf(latest))
      const rest = events.slice(n)
      expect(pending(after(answered, rest))).toEqual(pending(after(before, rest)))
    }),
  )
})

/** What an order has filled, and may still fill. */
function mostOf({ state, filledQuantity }: Order): bigint {
  const open = parseQuantity('0.01') - filledQuantity
  return filledQuantity + (isFinal(state) || open < 0n ? 0n : open)
}
