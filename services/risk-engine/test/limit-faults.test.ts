import { parseMoney, parseRate } from '@oasis/domain'
import { expect, test } from 'vitest'
import { limitFaults } from '../src/core/limit-faults.ts'
import { WIDE } from './risk-fixtures.ts'

test('limits that can be kept have no fault, and none that is not set', () => {
  expect(limitFaults(WIDE)).toEqual([])
  expect(limitFaults({ maxOpenOrders: undefined })).toEqual([])
})

test('a limit of nothing is one where it denies', () => {
  const nothing = { maxOrderNotional: parseMoney('0'), maxOpenOrders: 0, maxOrdersPerSecond: 0 }
  expect(limitFaults(nothing)).toEqual([])
})

test.each([
  [{ maxOrderNotional: parseMoney('-1') }, 'maxOrderNotional must not be negative'],
  [{ maxOpenOrders: 1.5 }, 'maxOpenOrders must be a whole number, not negative'],
  [{ maxOpenOrders: -1 }, 'maxOpenOrders must be a whole number, not negative'],
  [{ maxOpenOrders: Number.NaN }, 'maxOpenOrders must be a whole number, not negative'],
  [{ maxCancelsPerSecond: 0.000001 }, 'maxCancelsPerSecond must be 0, or a number of at least one a day'],
  [
    { maxOrdersPerSecond: Number.POSITIVE_INFINITY },
    'maxOrdersPerSecond must be 0, or a number of at least one a day',
  ],
  [{ maxSignalAgeMs: 0 }, 'maxSignalAgeMs must be a whole number of milliseconds from 1 to 3600000'],
  [
    { maxReferenceAgeMs: 3_600_001 },
    'maxReferenceAgeMs must be a whole number of milliseconds from 1 to 3600000',
  ],
  [{ priceCollar: parseRate('0') }, 'priceCollar must be above 0 and not above 1'],
  [{ maxDrawdown: parseRate('1.01') }, 'maxDrawdown must be above 0 and not above 1'],
])('%o is refused, and told why', (limits, fault) => {
  expect(limitFaults(limits)).toEqual([fault])
})
