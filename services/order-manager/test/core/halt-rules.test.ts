import { ORDER_STATES, type OrderTerms, parsePrice, parseQuantity, venueOrderId } from '@oasis/domain'
import { buildIntent, buildOrder, TEST_TIME } from '@oasis/testkit'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  haltAtStart,
  isHaltReduction,
  isInDoubt,
  type LatchReading,
  type LatchUpkeep,
  latchUpkeep,
  refuseByHalt,
} from '../../src/core/halt-rules.ts'

const ABSENT: LatchReading = { kind: 'ABSENT' }
const set = (haltEpoch: number, shared = false): LatchReading => ({
  kind: 'SET',
  record: { haltEpoch, reason: '', at: TEST_TIME, ...(shared ? { shared: true } : {}) },
})
/** The latch as the start leaves it. */
function after(latch: LatchReading, upkeep: LatchUpkeep): LatchReading {
  if (upkeep.kind === 'SET') return { kind: 'SET', record: upkeep.record }
  return upkeep.kind === 'CLEAR' ? ABSENT : latch
}

const epoch = fc.nat({ max: 100 })
const numbered = fc.integer({ min: 1, max: 100 })

describe('at start', () => {
  test('it is halted when row or latch says so, and the epoch is never less than either knows', () => {
    fc.assert(
      fc.property(fc.boolean(), epoch, numbered, (halted, row, latched) => {
        const state = haltAtStart({ halted, haltEpoch: row }, set(latched))
        expect(state.halted).toBe(true)
        expect(state.haltEpoch).toBeGreaterThanOrEqual(Math.max(row, latched))
        expect(haltAtStart({ halted, haltEpoch: row }, ABSENT)).toEqual({ halted, haltEpoch: row })
      }),
    )
  })

  test('a latch whose halt others knew of, and ended, is stale: it does not halt again, and goes', () => {
    fc.assert(
      fc.property(epoch, numbered, (row, latched) => {
        const before = { halted: false, haltEpoch: row }
        const latch = set(latched, true)
        const state = haltAtStart(before, latch)
        const isEnded = row >= latched
        expect(state).toEqual(isEnded ? before : { halted: true, haltEpoch: latched })
        expect(latchUpkeep(before, latch, state, TEST_TIME).kind).toBe(isEnded ? 'CLEAR' : 'KEEP')
      }),
    )
  })

  test('a halt that only this machine knows of is not ended by the end of another one that took its number', () => {
    const row = { halted: false, haltEpoch: 4 }
    const state = haltAtStart(row, set(3))
    // One more than the number that was ended: who heard of that end must not take this halt for it.
    expect(state).toEqual({ halted: true, haltEpoch: 5 })
    expect(latchUpkeep(row, set(3), state, TEST_TIME)).toMatchObject({
      kind: 'SET',
      record: { haltEpoch: 5 },
    })
  })

  test('what the last leader told whoever leads next halts, unless the row has heard of it', () => {
    fc.assert(
      fc.property(fc.boolean(), epoch, numbered, (halted, row, told) => {
        const before = { halted, haltEpoch: row }
        const isNews = told > row
        expect(haltAtStart(before, ABSENT, set(told))).toEqual(
          isNews ? { halted: true, haltEpoch: told } : before,
        )
      }),
    )
    const unreadable = { kind: 'UNREADABLE' } as const
    const first = haltAtStart({ halted: false, haltEpoch: 4 }, ABSENT, unreadable)
    expect(first).toEqual({ halted: true, haltEpoch: 5 })
    expect(haltAtStart(first, ABSENT, unreadable)).toEqual(first)
  })

  test('a latch that was set while nothing ran is a halt of its own, which a resume of an earlier one does not end', () => {
    fc.assert(
      fc.property(fc.boolean(), epoch, (halted, row) => {
        const state = haltAtStart({ halted, haltEpoch: row }, set(0))
        expect(state).toEqual({ halted: true, haltEpoch: row + 1 })
      }),
    )
  })

  test('what a start makes of row and latch, the next one finds: the epoch is raised once', () => {
    const reading: fc.Arbitrary<LatchReading> = fc.oneof(
      fc.constant({ kind: 'ABSENT' } as const),
      fc.constant({ kind: 'UNREADABLE' } as const),
      fc.tuple(epoch, fc.boolean()).map(([latched, shared]) => set(latched, shared && latched > 0)),
    )
    fc.assert(
      fc.property(fc.boolean(), epoch, reading, fc.boolean(), (halted, row, latch, isRowWritten) => {
        const before = { halted, haltEpoch: row }
        const first = haltAtStart(before, latch)
        const next = after(latch, latchUpkeep(before, latch, first, TEST_TIME))
        const found = isRowWritten ? first : before
        expect(haltAtStart(found, next)).toEqual(first)
        expect(latchUpkeep(found, next, first, TEST_TIME)).toEqual({ kind: 'KEEP' })
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
