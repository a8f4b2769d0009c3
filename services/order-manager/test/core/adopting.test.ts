import {
  type ClientOrderId,
  createLedger,
  currency,
  eventId,
  executionId,
  externalIntentIdOf,
  type OrderTerms,
  parseMoney,
  parsePrice,
  parseQuantity,
  type UnixNanos,
  venueOrderId,
} from '@oasis/domain'
import type { VenueBalance, VenueExecution, VenueOrderReport, VenueOrderStatus } from '@oasis/ports'
import { buildExecution, buildIntent, buildOrder, TEST_ACCOUNT, TEST_TIME } from '@oasis/testkit'
import { describe, expect, test } from 'vitest'
import { adoptOrder, isExternal, isSpent } from '../../src/core/adopt-order.ts'
import { bookFill, entryOf, lacksItsFill, precedesAccount } from '../../src/core/book-fill.ts'
import { type FirstLook, openedAt, openFrom, sameExecutions } from '../../src/core/first-look.ts'
import { followReport, lacksFills } from '../../src/core/follow-report.ts'
import type { OrderEntry } from '../../src/core/order-entry.ts'

const ADOPTER = { accountId: TEST_ACCOUNT, mode: 'PAPER' } as const
const { terms, instrumentId, side } = buildIntent(1)
const market: OrderTerms = {
  type: 'MARKET',
  timeInForce: 'IOC',
  size: { unit: 'QUOTE', amount: parseMoney('10') },
}

const reportOf = (changes: Partial<VenueOrderReport> = {}): VenueOrderReport => ({
  clientOrderId: 'theirs' as ClientOrderId,
  venueOrderId: venueOrderId('v-1'),
  instrumentId,
  side,
  status: 'OPEN',
  filledQuantity: parseQuantity('0'),
  terms,
  tsEvent: (TEST_TIME - 5n) as UnixNanos,
  ...changes,
})

function adopted(report = reportOf(), filledBefore = 0n): OrderEntry {
  const change = adoptOrder(report, ADOPTER, TEST_TIME, filledBefore)
  if (change === undefined) throw new Error('not adopted')
  return change.entry
}

const fillOf = (n: number, quantity: string, changes: Partial<VenueExecution> = {}): VenueExecution => ({
  ...buildExecution(buildOrder(1), n, { quantity: parseQuantity(quantity) }),
  venueOrderId: venueOrderId('v-1'),
  ...changes,
})

describe('an adopted order', () => {
  test('is an open order of nobody’s strategy, told by two events', () => {
    const change = adoptOrder(reportOf(), ADOPTER, TEST_TIME)
    expect(change).toMatchObject({ before: undefined, invalid: [] })
    expect(change?.bodies.map((body) => body.kind === 'ORDER' && [body.trigger, body.order.version])).toEqual(
      [
        ['CREATE', 1],
        ['ACKNOWLEDGE', 2],
      ],
    )
    const { order } = adopted()
    expect(order).toMatchObject({ state: 'OPEN', clientOrderId: 'theirs', venueOrderId: 'v-1' })
    expect(order.intent).toEqual({
      intentId: externalIntentIdOf(TEST_ACCOUNT, venueOrderId('v-1')),
      ...ADOPTER,
      ...{ strategyId: 'external', instrumentId, side, terms, reduceOnly: false },
      cause: {
        eventId: eventId(`external/${TEST_ACCOUNT}/v-1`),
        tsEvent: TEST_TIME - 5n,
        tsInit: TEST_TIME,
      },
    })
    expect(isExternal(order)).toBe(true)
    expect(isExternal(buildOrder(1))).toBe(false)
  })

  test('cannot be made of a report without terms', () => {
    const { terms: _hidden, ...report } = reportOf()
    expect(adoptOrder(report, ADOPTER, TEST_TIME)).toBeUndefined()
  })

  test('leaves out what was filled before the account was opened, and its reports are read so', () => {
    const entry = adopted(reportOf({ filledQuantity: parseQuantity('0.4') }), parseQuantity('0.4'))
    expect(entry.order.intent.terms).toMatchObject({ quantity: parseQuantity('0.6') })
    expect(lacksFills(entry, reportOf({ filledQuantity: parseQuantity('0.4') }))).toBe(false)
    expect(lacksFills(entry, reportOf({ filledQuantity: parseQuantity('0.5') }))).toBe(true)
    const ended = bookFill(entry, fillOf(1, '0.6'), TEST_TIME).entry
    const report = reportOf({ status: 'FILLED', filledQuantity: parseQuantity('1') })
    expect(lacksFills(ended, report)).toBe(false)
    expect(followReport(ended, report, TEST_TIME).entry.order).toMatchObject({
      state: 'FILLED',
      needsReview: false,
    })
    expect(adopted(reportOf({ terms: market }), 5n).order.intent.terms).toEqual(market)
    expect(lacksFills(adopted(reportOf({ terms: market })), reportOf({ terms: market }))).toBe(false)
  })

  test.each<[VenueOrderStatus, string, boolean]>([
    ['CANCELED', '0', true],
    ['EXPIRED', '0', true],
    ['REJECTED', '0', true],
    ['CANCELED', '0.1', false],
    ['FILLED', '0', false],
    ['OPEN', '0', false],
    ['PENDING', '0', false],
  ])('is not worth making of one that is %s with %s filled: %s', (status, filled, spent) => {
    expect(isSpent(reportOf({ status, filledQuantity: parseQuantity(filled) }))).toBe(spent)
  })
})

describe('executions', () => {
  const ours: OrderEntry = { order: buildOrder(1, { state: 'OPEN' }), executionIds: new Set() }

  test('of others before the opening are in its balances; ours never are', () => {
    const early = fillOf(1, '1', { tsEvent: 9n as UnixNanos })
    const at = 10n as UnixNanos
    expect([undefined, adopted(), ours].map((entry) => precedesAccount(entry, early, at))).toEqual([
      true,
      true,
      false,
    ])
    expect(precedesAccount(undefined, { ...early, tsEvent: at }, at)).toBe(false)
  })

  test('a reversal of more than is booked lacks its fill, unless it is known', () => {
    const reversal = fillOf(2, '0.5', { kind: 'REVERSAL' })
    expect(lacksItsFill(ours, reversal)).toBe(true)
    expect(lacksItsFill(ours, { ...reversal, kind: 'FILL' })).toBe(false)
    const filled = bookFill(ours, fillOf(1, '0.5'), TEST_TIME).entry
    expect(lacksItsFill(filled, reversal)).toBe(false)
    const undone = bookFill(filled, reversal, TEST_TIME).entry
    expect(undone).toMatchObject({
      reversed: parseQuantity('0.5'),
      order: { state: 'OPEN', needsReview: true },
    })
    expect(lacksItsFill(undone, reversal)).toBe(false)
    const again = bookFill(undone, fillOf(3, '0.5'), TEST_TIME).entry
    expect(bookFill(again, fillOf(4, '0.5', { kind: 'REVERSAL' }), TEST_TIME).entry.reversed).toBe(
      parseQuantity('1'),
    )
  })

  test('read back from the store they are what was booked', () => {
    const fill = buildExecution(ours.order, 1)
    const reversal = buildExecution(ours.order, 2, { kind: 'REVERSAL' })
    expect(entryOf(ours.order, [fill, reversal])).toEqual({
      order: ours.order,
      executionIds: new Set([fill.executionId, reversal.executionId]),
      reversed: fill.quantity,
    })
    expect(entryOf(ours.order, [fill])).toEqual({
      order: ours.order,
      executionIds: new Set([fill.executionId]),
      reversed: 0n,
    })
  })

  test('FILLED with what was taken back is no shortage', () => {
    const filled = bookFill(ours, fillOf(1, '0.5'), TEST_TIME).entry
    const undone = bookFill(filled, fillOf(2, '0.5', { kind: 'REVERSAL' }), TEST_TIME).entry
    const rest = bookFill(undone, fillOf(3, '0.5'), TEST_TIME).entry
    const report = reportOf({ status: 'FILLED', filledQuantity: parseQuantity('1') })
    expect(followReport(rest, report, TEST_TIME).invalid).toEqual([])
    expect(followReport(filled, report, TEST_TIME).invalid).toHaveLength(1)
  })
})

describe('the first look', () => {
  const balance: VenueBalance = {
    currency: currency('USD'),
    available: parseMoney('9'),
    held: parseMoney('1'),
  }
  const look = (changes: Partial<FirstLook> = {}): FirstLook => ({
    venueTime: TEST_TIME,
    executions: [],
    orders: [],
    balances: [balance],
    ...changes,
  })

  test('opens the account at the venue’s time, after everything that was listed', () => {
    expect(openedAt(look())).toBe(TEST_TIME)
    const of = (tsEvent: bigint) =>
      openedAt(look({ executions: [fillOf(1, '1', { tsEvent: tsEvent as UnixNanos })] }))
    expect(of(TEST_TIME - 1n)).toBe(TEST_TIME)
    expect(of(TEST_TIME)).toBe(TEST_TIME + 1n)
    expect(of(TEST_TIME + 7n)).toBe(TEST_TIME + 8n)
  })

  test('belongs together when the same executions are listed before and after', () => {
    expect(sameExecutions([], [])).toBe(true)
    expect(sameExecutions([fillOf(1, '1')], [fillOf(1, '1')])).toBe(true)
    expect(sameExecutions([fillOf(1, '1')], [])).toBe(false)
    expect(sameExecutions([fillOf(1, '1')], [fillOf(2, '1', { executionId: executionId('x') })])).toBe(false)
  })

  test('makes opening balances and orders of others, as far as they are not filled and can be told', () => {
    const { terms: _hidden, ...unclear } = reportOf({ clientOrderId: 'c2' as ClientOrderId })
    const orders = [reportOf({ filledQuantity: parseQuantity('0.25') }), unclear]
    const opening = openFrom(look({ orders }), createLedger(TEST_ACCOUNT), ADOPTER, TEST_TIME)
    expect(opening.adjustments).toMatchObject([
      { kind: 'ADJUSTMENT', adjustment: { reason: 'OPENING', amount: parseMoney('10'), tsEvent: TEST_TIME } },
    ])
    expect(opening.adopted.map(({ entry }) => entry.order.intent.terms)).toEqual([
      { ...terms, quantity: parseQuantity('0.75'), limitPrice: parsePrice('65000.01') },
    ])
  })
})
