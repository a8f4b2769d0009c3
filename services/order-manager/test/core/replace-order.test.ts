import { ORDER_STATES, type Order, type OrderState, parseQuantity } from '@oasis/domain'
import { buildOrder, TEST_TIME } from '@oasis/testkit'
import { describe, expect, test } from 'vitest'
import { refuseReplacement, stepReplacement } from '../../src/core/replace-order.ts'

const NOTHING = parseQuantity('0')
const old = (state: OrderState, changes: Partial<Order> = {}): Order => buildOrder(1, { state, ...changes })
const replacement = buildOrder(2, {}, { replaces: old('OPEN').clientOrderId })

describe('an order can be replaced', () => {
  test('only while it is known to be alive', () => {
    const replaceable = ORDER_STATES.filter((state) => !refuseReplacement(replacement, old(state)))
    expect(replaceable).toEqual(['PENDING_SUBMIT', 'SUBMITTED', 'OPEN', 'PARTIALLY_FILLED', 'PENDING_CANCEL'])
  })
})

describe('while its cancel is awaited', () => {
  test.each(ORDER_STATES)('%s decides nothing, or ends it without a fill', (state) => {
    const step = stepReplacement(old(state, { cancelRequested: true }), NOTHING)
    const sent: readonly OrderState[] = ['CANCELED', 'REJECTED', 'EXPIRED', 'NOT_SENT', 'VOIDED']
    const givenUp: readonly OrderState[] = ['FILLED', 'REVIEW']
    const kind = sent.includes(state) ? 'SEND' : givenUp.includes(state) ? 'GIVE_UP' : 'WAIT'
    expect(step.kind).toBe(kind)
  })

  test('any fill gives it up, in every state', () => {
    for (const state of ORDER_STATES) {
      const filled = old(state, { filledQuantity: parseQuantity('0.1'), cancelRequested: true })
      expect(stepReplacement(filled, NOTHING).kind).toBe('GIVE_UP')
    }
  })

  test('one that may appear after all gives it up', () => {
    const absent = old('REJECTED', { absentUntil: TEST_TIME })
    expect(stepReplacement(absent, NOTHING).kind).toBe('GIVE_UP')
  })

  test('a refused cancel gives it up', () => {
    expect(stepReplacement(old('OPEN'), NOTHING).kind).toBe('GIVE_UP')
  })
})
