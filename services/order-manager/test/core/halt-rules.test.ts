import { ORDER_STATES, type OrderTerms, parsePrice, parseQuantity, venueOrderId } from '@oasis/domain'
import { buildIntent, buildOrder, TEST_TIME } from '@oasis/testkit'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  haltAtStart,
  isHaltReduction,
  isInDoubt,
  type LatchReading,
  numberedLatch,
  refuseByHalt,
} from '../../src/core/halt-rules.ts'

const epoch = fc.nat({ max: 100 })
const numbered = fc.integer({ min: 1, max: 100 })

describe('at start', () => {
  test('it is halted when either says so, and the epoch is never less than either knows', () => {
    fc.assert(
      fc.property(fc.boolean(), epoch, fc.option(numbered), (halted, row, latched) => {
        const record = { haltEpoch: latched ?? 1, reason: '', at: TEST_TIME }
        const latch = latched === null ? ({ kind: 'ABSENT' } as const) : ({ kind: 'SET', record } as const)
        const state = haltAtStart({ halted, haltEpoch: row }, latch)
        expect(state.halted).toBe(halted || latched !== null)
        expect(state.haltEpoch).toBe(Math.max(row, latched ?? 0))
      }),
    )
  })

  test('a latch that was set while nothing ran is a halt of its own, which a resume of an earlier one does not end', () => {
    fc.assert(
      fc.property(fc.boolean(), epoch, (halted, row) => {
        const record = { haltEpoch: 0, reason: '', at: TEST_TIME }
        const state = haltAtStart({ halted, haltEpoch: row }, { kind: 'SET', record })
        expect(state).toEqual({ halted: true, haltEpoch: row + 1 })
      }),
    )
  })

  test('what a start makes of row and latch, the next one finds: the epoch is raised once', () => {
    const record = fc.record({ haltEpoch: epoch, reason: fc.string(), at: fc.constant(TEST_TIME) })
    const reading: fc.Arbitrary<LatchReading> = fc.oneof(
      fc.constant({ kind: 'ABSENT' } as const),
      fc.constant({ kind: 'UNREADABLE' } as const),
      record.map((set) => ({ kind: 'SET', record: set }) as const),
    )
    fc.assert(
      fc.property(fc.boolean(), epoch, reading, fc.boolean(), (halted, row, latch, isRowWritten) => {
        const before = { halted, haltEpoch: row }
        const first = haltAtStart(before, latch)
        const numbered = numberedLatch(latch, first, TEST_TIME)
        const next = numbered === undefined ? latch : ({ kind: 'SET', record: numbered } as const)
        expect(haltAtStart(isRowWritten ? first : before, next)).toEqual(first)
        expect(numberedLatch(next, first, TEST_TIME)).toBeUndefined()
      }),
    )
  })

  test('a latch that cannot be read halts, and kills the approvals of the row’s epoch', () => {
    const state = haltAtStart({ halted: false, haltEpoch: 4 }, { kind: 'UNREADABLE' })
    expect(state).toEqual({ halted: true, haltEpoch: 5 })
  })
})

describe('halted', () => {
  const limit = (timeInForce: 'GTC' | 'GTD' | 'IOC' | 'FOK'): OrderTerms => ({
    type: 'LIMIT',
    timeInForce,
    quantity: parseQuantity('1'),
    limitPrice: parsePrice('1'),
    postOnly: false,
  })
  const market = (timeInForce: 'IOC' | 'FOK'): OrderTerms => ({
    type: 'MARKET',
    timeInForce,
    size: { unit: 'BASE', quantity: parseQuantity('1') },
  })
  const stop: OrderTerms = {
    type: 'STOP_LIMIT',
    timeInForce: 'GTC',
    quantity: parseQuantity('1'),
    limitPrice: parsePrice('1'),
    stopPrice: parsePrice('1'),
  }

  test.each([
    [market('IOC'), true],
    [market('FOK'), true],
    [limit('IOC'), true],
    [limit('FOK'), false],
    [limit('GTC'), false],
    [limit('GTD'), false],
    [stop, false],
  ])('lets reductions through as MARKET or IOC alone: %o', (terms, passes) => {
    expect(isHaltReduction(buildIntent(1, { terms, reduceOnly: true }))).toBe(passes)
    expect(isHaltReduction(buildIntent(1, { terms, reduceOnly: false }))).toBe(false)
    const halted = refuseByHalt(buildIntent(1, { terms, reduceOnly: true }), { halted: true, haltEpoch: 1 })
    expect(halted?.reason).toBe(passes ? undefined : 'HALTED')
    expect(refuseByHalt(buildIntent(1, { terms }), { halted: false, haltEpoch: 1 })).toBeUndefined()
  })

  test('what is in doubt is what no cancel is known to have reached', () => {
    expect(ORDER_STATES.filter((state) => isInDoubt(buildOrder(1, { state })))).toEqual([
      'SUBMITTED',
      'UNKNOWN',
      'REVIEW',
      'PENDING_CANCEL',
    ])
    const known = { venueOrderId: venueOrderId('v1'), state: 'PENDING_CANCEL' as const }
    expect(isInDoubt(buildOrder(1, known))).toBe(false)
  })
})
