import {
  addMillis,
  ORDER_STATES,
  type Order,
  type OrderState,
  type OrderTerms,
  parsePrice,
  parseQuantity,
  type UnixNanos,
  venueOrderId,
} from '@oasis/domain'
import { buildOrder, TEST_TIME } from '@oasis/testkit'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  absenceIsOver,
  endAbsence,
  giveUp,
  isAbsent,
  mayBeAtVenue,
  notFound,
  putToReview,
} from '../../src/core/lose-track.ts'
import {
  beginDoubt,
  CHARGE_MS,
  chargeDueIn,
  type DoubtRules,
  reviewDueIn,
  scannedEnough,
  scannedInVain,
  scansDueAt,
  spentMs,
} from '../../src/core/order-doubt.ts'
import type { OrderEntry } from '../../src/core/order-entry.ts'
import { beginReach, isAway, lookAnswered, lookFailed, reachedFor } from '../../src/core/venue-reach.ts'

const RULES: DoubtRules = { absentScans: 3, absentAfterMs: 30_000, reviewAfterMs: 55_000 }
const MS = 1_000_000n
const at = (ms: number): UnixNanos => addMillis(TEST_TIME, ms)
const acknowledged = { venueOrderId: venueOrderId('venue-1') }
const entryIn = (state: OrderState, changes: Partial<Order> = {}): OrderEntry => ({
  order: buildOrder(1, { state, ...changes }),
  executionIds: new Set(),
})

describe('enough scans', () => {
  const after = (...starts: number[]) =>
    starts.reduce((doubt, ms) => scannedInVain(doubt, at(ms)), beginDoubt('OUTCOME', buildOrder(1), 0n))

  test.each([
    [[], false],
    [[0, 40_000], false],
    [[0, 10_000, 29_999], false],
    [[0, 10_000, 30_000], true],
    [[0, 1, 2, 3, 4], false],
  ])('begun at %j ms: %s', (starts, enough) => {
    expect(scannedEnough(after(...starts), RULES)).toBe(enough)
  })

  test('are due thirty seconds after the first', () => {
    expect(scansDueAt(after(), RULES)).toBeUndefined()
    expect(scansDueAt(after(500, 700), RULES)).toBe(at(30_500))
  })
})

test('a person is asked after so much reachable time, whatever was scanned', () => {
  const doubt = beginDoubt('FILLS', buildOrder(1), 10n * MS)
  expect(reviewDueIn(doubt, RULES, 10n * MS)).toBe(55_000n * MS)
  expect(reviewDueIn(doubt, RULES, 55_009n * MS)).toBe(1n * MS)
  expect(reviewDueIn(doubt, RULES, 99_999n * MS)).toBe(0n)
})

describe('a charge', () => {
  test('is due at once, and then when what was charged has passed', () => {
    const doubt = beginDoubt('OUTCOME', buildOrder(1), 10n * MS)
    expect(chargeDueIn(doubt, 10n * MS)).toBe(0n)
    const charged = { ...doubt, chargedMs: spentMs(doubt, 12n * MS) + CHARGE_MS }
    expect(charged.chargedMs).toBe(5_002)
    expect(chargeDueIn(charged, 12n * MS)).toBe(5_000n * MS)
    expect(chargeDueIn(charged, 5_013n * MS)).toBe(0n)
  })

  test('is rounded up', () => {
    expect(spentMs(beginDoubt('OUTCOME', buildOrder(1), 0n, 3), 1n)).toBe(4)
  })

  test('is what a restart goes on from: lives of any length together are no longer than the minute', () => {
    const STEP_MS = 100
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60_000 }), { minLength: 1 }), (livesMs) => {
        let chargedMs = 0
        let usedMs = 0
        for (const lifeMs of livesMs) {
          let doubt = beginDoubt('OUTCOME', buildOrder(1), 0n, chargedMs)
          for (let ms = 0; ms < lifeMs; ms += STEP_MS) {
            const reached = BigInt(ms) * MS
            if (reviewDueIn(doubt, RULES, reached) === 0n) return
            if (chargeDueIn(doubt, reached) === 0n) {
              chargedMs = spentMs(doubt, reached) + CHARGE_MS
              doubt = { ...doubt, chargedMs }
            }
            usedMs += Math.min(STEP_MS, lifeMs - ms)
          }
          expect(usedMs).toBeLessThanOrEqual(RULES.reviewAfterMs + STEP_MS)
        }
      }),
    )
  })
})

describe('reachable time', () => {
  type Look = { readonly answered: boolean; readonly afterMs: number; readonly tookMs: number }
  const look: fc.Arbitrary<Look> = fc.record({
    answered: fc.boolean(),
    afterMs: fc.nat({ max: 10_000 }),
    tookMs: fc.nat({ max: 11_000 }),
  })
  const run = (looks: readonly Look[]) => {
    let now = TEST_TIME
    let reach = beginReach(now)
    for (const { answered, afterMs, tookMs } of looks) {
      const startedAt = addMillis(now, afterMs)
      now = addMillis(startedAt, tookMs)
      reach = answered ? lookAnswered(reach, now) : lookFailed(reach, startedAt, now)
    }
    return { reach, now }
  }

  test('never runs ahead of the clock', () => {
    fc.assert(
      fc.property(fc.array(look), (looks) => {
        const { reach, now } = run(looks)
        const reached = reachedFor(reach, now)
        expect(reached >= 0n && reached <= now - TEST_TIME).toBe(true)
      }),
    )
  })

  test('is all time while no three looks in a row have failed', () => {
    fc.assert(
      fc.property(fc.array(look), (looks) => {
        const answer = { answered: true, afterMs: 0, tookMs: 1 }
        const spread = looks.flatMap((each) => (each.answered ? [each] : [each, each, answer]))
        const { reach, now } = run(spread)
        expect(isAway(reach)).toBe(false)
        expect(reachedFor(reach, now)).toBe(now - TEST_TIME)
      }),
    )
  })

  test('stands still from the first failure of an outage to the last', () => {
    const failed = (startedMs: number, endedMs: number) => (reach: ReturnType<typeof beginReach>) =>
      lookFailed(reach, at(startedMs), at(endedMs))
    const down = [failed(10_000, 10_010), failed(11_000, 11_010), failed(70_000, 70_010)].reduce(
      (reach, fail) => fail(reach),
      lookAnswered(beginReach(at(0)), at(5_000)),
    )
    expect(isAway(down)).toBe(true)
    expect(reachedFor(down, at(500_000))).toBe(10_010n * MS)
    const back = lookAnswered(down, at(71_000))
    expect(reachedFor(back, at(72_000))).toBe((72_000n - (70_000n - 10_010n)) * MS)
  })

  test('three looks that failed at once were no outage of any length', () => {
    const reach = [1, 2, 3].reduce((last) => lookFailed(last, at(0), at(10_000)), beginReach(at(0)))
    expect(isAway(reach)).toBe(true)
    expect(reachedFor(lookAnswered(reach, at(10_500)), at(11_000))).toBe(11_000n * MS)
  })
})

describe('giving up', () => {
  test('needs an order that is UNKNOWN and was never acknowledged', () => {
    const given = ORDER_STATES.filter((state) => giveUp(entryIn(state), TEST_TIME).bodies.length > 0)
    expect(given).toEqual(['UNKNOWN'])
    expect(giveUp(entryIn('UNKNOWN', acknowledged), TEST_TIME).bodies).toEqual([])
  })

  test('keeps the order reserved until its expiry, or for a day', () => {
    const expiring: OrderTerms = {
      type: 'STOP_LIMIT',
      timeInForce: 'GTD',
      quantity: parseQuantity('1'),
      limitPrice: parsePrice('1'),
      stopPrice: parsePrice('1'),
      expiresAt: at(1),
    }
    const market: OrderTerms = {
      type: 'MARKET',
      timeInForce: 'IOC',
      size: { unit: 'BASE', quantity: parseQuantity('1') },
    }
    const until = (terms?: OrderTerms) => {
      const order = buildOrder(1, { state: 'UNKNOWN' }, terms ? { terms } : {})
      return giveUp({ order, executionIds: new Set() }, TEST_TIME).entry.order.absentUntil
    }
    expect([until(expiring), until(market), until()]).toEqual([at(1), at(86_400_000), at(86_400_000)])
  })

  test('ends with its time, or a decision, and leaves the way back', () => {
    const absent = giveUp(entryIn('UNKNOWN'), TEST_TIME).entry
    expect(absenceIsOver(absent.order, at(86_399_999))).toBe(false)
    expect(absenceIsOver(absent.order, at(86_400_000))).toBe(true)
    expect(absenceIsOver(entryIn('REJECTED').order, at(86_400_000))).toBe(false)
    const { order } = endAbsence(absent, 'over', TEST_TIME).entry
    expect(order).toMatchObject({ state: 'REJECTED', reason: 'ABSENT [over]', needsReview: false })
    expect(order).not.toHaveProperty('absentUntil')
    expect(isAbsent(order)).toBe(true)
    expect(endAbsence({ ...absent, order }, 'again', TEST_TIME).bodies).toEqual([])
  })
})

describe('not found', () => {
  test('an order whose lookup proves nothing is not doubted within ten seconds of its last sign of life', () => {
    const seen = entryIn('OPEN', { ...acknowledged, updatedAt: TEST_TIME })
    expect(notFound(seen, false, at(9_999)).bodies).toEqual([])
    expect(notFound(seen, false, at(10_000)).entry.order.state).toBe('UNKNOWN')
    expect(notFound(seen, true, TEST_TIME).entry.order.state).toBe('UNKNOWN')
  })

  test('changes nothing of what was not sent or has ended', () => {
    for (const state of ORDER_STATES) {
      const order = entryIn(state).order
      if (mayBeAtVenue(order)) continue
      expect(notFound({ order, executionIds: new Set() }, true, TEST_TIME).bodies).toEqual([])
    }
    const atVenue = ORDER_STATES.filter((state) => mayBeAtVenue(entryIn(state).order))
    expect(atVenue).toEqual(['SUBMITTED', 'UNKNOWN', 'REVIEW', 'OPEN', 'PARTIALLY_FILLED', 'PENDING_CANCEL'])
  })
})

test('everything that may be at the venue can be put to review, once, and nothing else', () => {
  for (const state of ORDER_STATES) {
    const change = putToReview(entryIn(state), 'why', TEST_TIME)
    expect(change.invalid).toEqual([])
    const review = mayBeAtVenue(entryIn(state).order) || state === 'REVIEW'
    expect(change.entry.order.state).toBe(review ? 'REVIEW' : state)
    expect(putToReview(change.entry, 'why', TEST_TIME).bodies).toEqual([])
  }
})
