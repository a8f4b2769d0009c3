import {
  executionId,
  ORDER_STATES,
  type Order,
  type OrderState,
  type OrderTerms,
  parseMoney,
  parseQuantity,
  venueOrderId,
} from '@oasis/domain'
import type { VenueExecution, VenueOrderReport, VenueOrderStatus } from '@oasis/ports'
import { buildExecution, buildIntent, buildOrder, TEST_TIME } from '@oasis/testkit'
import { describe, expect, test } from 'vitest'
import { bookFill } from '../../src/core/book-fill.ts'
import { awaitsCancel, followCancel, requestCancel } from '../../src/core/cancel-order.ts'
import { followReport, lacksFills } from '../../src/core/follow-report.ts'
import { isAbsent, isUnresolved, notFound, recover } from '../../src/core/lose-track.ts'
import { move, writeDown } from '../../src/core/move-order.ts'
import { andThen, type OrderEntry } from '../../src/core/order-entry.ts'
import { followSubmit } from '../../src/core/submit-outcome.ts'

const VENUE_ID = venueOrderId('venue-1')
const entryIn = (state: OrderState, changes: Partial<Order> = {}): OrderEntry => ({
  order: buildOrder(1, { state, ...changes }),
  executionIds: new Set(),
})
const acknowledged = { venueOrderId: VENUE_ID }
const absent = { reason: 'ABSENT [the venue does not know it]' }

const reportOf = (status: VenueOrderStatus, filled = '0', reason?: string): VenueOrderReport => ({
  clientOrderId: buildOrder(1).clientOrderId,
  venueOrderId: VENUE_ID,
  instrumentId: buildIntent(1).instrumentId,
  side: 'BUY',
  status,
  filledQuantity: parseQuantity(filled),
  tsEvent: TEST_TIME,
  ...(reason === undefined ? {} : { reason }),
})

const fillOf = (n: number, quantity: string): VenueExecution => ({
  ...buildExecution(buildOrder(1), n, { quantity: parseQuantity(quantity) }),
  venueOrderId: VENUE_ID,
})

const stateAfter = (status: VenueOrderStatus, entry: OrderEntry): OrderState =>
  followReport(entry, reportOf(status), TEST_TIME).entry.order.state

describe('a step', () => {
  test('a new order is its first event', () => {
    const change = writeDown(buildIntent(1), TEST_TIME)
    expect(change).toMatchObject({ before: undefined, bodies: [{ trigger: 'CREATE' }], invalid: [] })
    expect(change.entry.order).toEqual(buildOrder(1, { createdAt: TEST_TIME, updatedAt: TEST_TIME }))
  })

  test('what changes nothing makes no event', () => {
    const entry = entryIn('OPEN', acknowledged)
    expect(move(entry, 'ACKNOWLEDGE', TEST_TIME, acknowledged)).toMatchObject({
      entry,
      bodies: [],
      invalid: [],
    })
  })

  test('an invalid trigger flags the order once, and is counted every time', () => {
    const first = move(entryIn('NOT_SENT'), 'ACKNOWLEDGE', TEST_TIME)
    expect(first.entry.order).toMatchObject({ state: 'NOT_SENT', needsReview: true, version: 2 })
    expect(first.bodies).toHaveLength(1)
    const second = move(first.entry, 'ACKNOWLEDGE', TEST_TIME)
    expect(second.bodies).toHaveLength(0)
    expect([...first.invalid, ...second.invalid]).toHaveLength(2)
  })

  test('two steps are one change from before the first', () => {
    const entry = entryIn('PENDING_SUBMIT')
    const change = andThen(move(entry, 'SUBMIT', TEST_TIME), (next) => move(next, 'REJECT', TEST_TIME))
    expect(change.before).toBe(entry.order)
    expect(change.bodies.map((body) => body.kind === 'ORDER' && body.order.version)).toEqual([2, 3])
  })
})

describe('fills', () => {
  test.each(ORDER_STATES)(
    'a fill of an order that is %s is booked, and repeated it changes nothing',
    (state) => {
      const first = bookFill(entryIn(state), fillOf(1, '0.25'), TEST_TIME)
      expect(first.entry.order.filledQuantity).toBe(parseQuantity('0.25'))
      expect(first.entry.order.venueOrderId).toBe(VENUE_ID)
      expect(first.bodies).toHaveLength(1)
      expect(bookFill(first.entry, fillOf(1, '0.25'), TEST_TIME)).toMatchObject({
        entry: first.entry,
        bodies: [],
      })
    },
  )

  test('the venue’s id that is known stays', () => {
    const other = venueOrderId('venue-0')
    const change = bookFill(entryIn('OPEN', { venueOrderId: other }), fillOf(1, '1'), TEST_TIME)
    expect(change.entry.order).toMatchObject({ venueOrderId: other, state: 'FILLED' })
    expect(change.entry.executionIds).toEqual(new Set([executionId('execution-1')]))
  })
})

describe('reports', () => {
  test.each([
    ['PENDING', 'OPEN'],
    ['OPEN', 'OPEN'],
    ['PENDING_CANCEL', 'OPEN'],
    ['FILLED', 'FILLED'],
    ['CANCELED', 'CANCELED'],
    ['EXPIRED', 'EXPIRED'],
    ['REJECTED', 'REJECTED'],
  ] as const)('%s makes a submitted order %s', (status, state) => {
    expect(stateAfter(status, entryIn('SUBMITTED'))).toBe(state)
  })

  test('a report lacks fills when it speaks of more than is booked', () => {
    const entry = entryIn('OPEN', { filledQuantity: parseQuantity('0.5') })
    expect(lacksFills(entry, reportOf('OPEN', '0.6'))).toBe(true)
    expect(lacksFills(entry, reportOf('OPEN', '0.5'))).toBe(false)
    // Whether a reversal was taken off its numbers or not.
    const reversed = { ...entry, reversed: parseQuantity('0.1') }
    expect(lacksFills(reversed, reportOf('OPEN', '0.6'))).toBe(false)
    expect(lacksFills(reversed, reportOf('OPEN', '0.61'))).toBe(true)
  })

  test('a report’s reason is kept, and without one the order keeps its own', () => {
    const entry = entryIn('PENDING_CANCEL', { reason: 'asked for' })
    const told = followReport(entry, reportOf('CANCELED', '0', 'expired by the venue'), TEST_TIME)
    expect(told.entry.order.reason).toBe('expired by the venue')
    expect(followReport(entry, reportOf('CANCELED'), TEST_TIME).entry.order.reason).toBe('asked for')
  })

  test('the venue’s own rejection stands against an older report that the order is alive', () => {
    const rejected = entryIn('REJECTED', { reason: 'rejected by the venue [X]' })
    expect(followReport(rejected, reportOf('OPEN'), TEST_TIME).bodies).toEqual([])
    expect(followReport(entryIn('REJECTED'), reportOf('PENDING'), TEST_TIME).bodies).toEqual([])
  })

  test.each([
    ['OPEN', 'OPEN'],
    ['CANCELED', 'CANCELED'],
    ['REJECTED', 'REJECTED'],
  ] as const)('an absent order that is reported %s is %s', (status, state) => {
    const change = followReport(entryIn('REJECTED', absent), reportOf(status), TEST_TIME)
    expect(change.entry.order.state).toBe(state)
    expect(change.invalid).toEqual([])
  })

  test('FILLED with too little ends the order and flags it; with enough, or by amount, it does not', () => {
    const short = followReport(entryIn('OPEN'), reportOf('FILLED'), TEST_TIME)
    expect(short.entry.order).toMatchObject({ state: 'FILLED', needsReview: true })
    expect(short.invalid).toHaveLength(1)
    const again = followReport(short.entry, reportOf('FILLED'), TEST_TIME)
    expect(again).toMatchObject({ bodies: [], invalid: [] })
    const full = entryIn('PARTIALLY_FILLED', { filledQuantity: parseQuantity('1') })
    expect(followReport(full, reportOf('FILLED'), TEST_TIME).entry.order.needsReview).toBe(false)
    const terms: OrderTerms = {
      type: 'MARKET',
      timeInForce: 'IOC',
      size: { unit: 'QUOTE', amount: parseMoney('10') },
    }
    const byAmount = { order: buildOrder(1, { state: 'OPEN' }, { terms }), executionIds: new Set<never>() }
    expect(followReport(byAmount, reportOf('FILLED'), TEST_TIME).entry.order.needsReview).toBe(false)
  })
})

describe('orders lost from sight', () => {
  test('only SUBMITTED, UNKNOWN, and a cancel without the venue’s id are unresolved', () => {
    const unresolved = ORDER_STATES.filter((state) => isUnresolved(entryIn(state).order))
    expect(unresolved).toEqual(['SUBMITTED', 'UNKNOWN', 'PENDING_CANCEL'])
    expect(isUnresolved(entryIn('PENDING_CANCEL', acknowledged).order)).toBe(false)
  })

  test('a rejection is ABSENT only by its reason', () => {
    expect(isAbsent(entryIn('REJECTED', absent).order)).toBe(true)
    expect(isAbsent(entryIn('REJECTED').order)).toBe(false)
    expect(isAbsent(entryIn('REJECTED', { reason: 'rejected' }).order)).toBe(false)
    expect(isAbsent(entryIn('OPEN', absent).order)).toBe(false)
  })

  test('a restart turns written down into NOT_SENT, submitted into UNKNOWN, and leaves the rest', () => {
    const after = ORDER_STATES.map((state) => recover(entryIn(state), TEST_TIME).entry.order.state)
    const expected = ORDER_STATES.map((state) => {
      if (state === 'PENDING_SUBMIT') return 'NOT_SENT'
      return state === 'SUBMITTED' ? 'UNKNOWN' : state
    })
    expect(after).toEqual(expected)
  })

  test.each([
    ['UNKNOWN', {}, true, 'REJECTED'],
    ['PENDING_CANCEL', {}, true, 'REJECTED'],
    ['OPEN', acknowledged, true, 'UNKNOWN'],
    ['PENDING_CANCEL', acknowledged, true, 'UNKNOWN'],
    ['REVIEW', acknowledged, true, 'REVIEW'],
    ['UNKNOWN', {}, false, 'UNKNOWN'],
    ['PENDING_CANCEL', {}, false, 'UNKNOWN'],
    ['OPEN', acknowledged, false, 'OPEN'],
    ['REVIEW', {}, false, 'REVIEW'],
  ] as const)('%s %o, not found, conclusively %s → %s', (state, changes, conclusive, expected) => {
    const change = notFound(entryIn(state, changes), conclusive, TEST_TIME)
    expect(change.entry.order.state).toBe(expected)
    expect(change.invalid).toEqual([])
  })
})

describe('answers to a submit', () => {
  test.each([
    [{ kind: 'ACKNOWLEDGED', venueOrderId: VENUE_ID }, 'OPEN', undefined],
    [
      { kind: 'REJECTED', venueReason: 'X', message: 'too small' },
      'REJECTED',
      'rejected by the venue [X] too small',
    ],
    [{ kind: 'REJECTED', venueReason: 'X', message: '' }, 'REJECTED', 'rejected by the venue [X]'],
    [{ kind: 'NOT_SENT', reason: 'no route' }, 'NOT_SENT', 'not sent: no route'],
    [{ kind: 'UNKNOWN', reason: 'reset' }, 'UNKNOWN', 'outcome unknown: reset'],
  ] as const)('%o → %s', (outcome, state, reason) => {
    const { order } = followSubmit(entryIn('SUBMITTED'), outcome, TEST_TIME).entry
    expect(order.state).toBe(state)
    expect(order.reason).toBe(reason)
  })

  test('an unknown outcome of an order that the venue has spoken of is no doubt', () => {
    const entry = entryIn('FILLED', acknowledged)
    expect(followSubmit(entry, { kind: 'UNKNOWN', reason: 'x' }, TEST_TIME).bodies).toEqual([])
  })
})

describe('cancels', () => {
  test.each([
    ['PENDING_SUBMIT', true, 'NOT_SENT'],
    ['SUBMITTED', true, 'PENDING_CANCEL'],
    ['OPEN', true, 'PENDING_CANCEL'],
    ['PARTIALLY_FILLED', true, 'PENDING_CANCEL'],
    ['PENDING_CANCEL', true, 'PENDING_CANCEL'],
    ['UNKNOWN', true, 'UNKNOWN'],
    ['REVIEW', true, 'REVIEW'],
    ['FILLED', true, 'FILLED'],
    ['VOIDED', true, 'VOIDED'],
  ] as const)('asked for in %s: accepted %s, then %s', (state, accepted, after) => {
    const decision = requestCancel(entryIn(state), 'test', TEST_TIME)
    expect(decision.accepted).toBe(accepted)
    expect(decision.change.entry.order.state).toBe(after)
    expect(decision.change.invalid).toEqual([])
  })

  test('one waits to be sent until the venue’s id is known', () => {
    expect(awaitsCancel(entryIn('PENDING_CANCEL').order)).toBe(false)
    expect(awaitsCancel(entryIn('PENDING_CANCEL', acknowledged).order)).toBe(true)
    expect(awaitsCancel(entryIn('OPEN', acknowledged).order)).toBe(false)
  })

  test.each([
    [{ kind: 'REQUESTED' }, 'PENDING_CANCEL'],
    [{ kind: 'UNKNOWN', reason: 'reset' }, 'PENDING_CANCEL'],
    [{ kind: 'REJECTED', venueReason: 'X' }, 'OPEN'],
    [{ kind: 'NOT_SENT', reason: 'limiter' }, 'PENDING_CANCEL'],
  ] as const)('%o leaves the order %s', (outcome, state) => {
    expect(followCancel(entryIn('PENDING_CANCEL'), outcome, TEST_TIME).entry.order.state).toBe(state)
    expect(followCancel(entryIn('FILLED'), outcome, TEST_TIME).bodies).toEqual([])
  })
})
