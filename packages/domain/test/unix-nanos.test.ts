import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addMillis,
  formatRfc3339,
  fromMillis,
  InvalidTimestamp,
  millisBetween,
  parseRfc3339,
  toMillis,
  type UnixNanos,
} from '../src/index.ts'

/** 0001-01-01 to 9999-12-31, before 1970 included. */
const time = fc
  .bigInt({ min: -62_135_596_800_000_000_000n, max: 253_402_300_799_999_999_999n })
  .map((n) => n as UnixNanos)

describe('RFC 3339', () => {
  test('a time that is formatted and parsed again is the same, before 1970 too', () => {
    fc.assert(
      fc.property(time, (t) => {
        expect(parseRfc3339(formatRfc3339(t))).toBe(t)
      }),
    )
  })

  test('text order is time order', () => {
    fc.assert(
      fc.property(time, time, (a, b) => {
        expect(formatRfc3339(a) < formatRfc3339(b)).toBe(a < b)
      }),
    )
  })

  test('a fraction of 0 to 9 digits means the same however many zeros end it', () => {
    fc.assert(
      fc.property(time, fc.integer({ min: 0, max: 9 }), (t, digits) => {
        const unit = 10n ** BigInt(9 - digits)
        const coarse = (t - (((t % unit) + unit) % unit)) as UnixNanos
        const full = formatRfc3339(coarse)
        const text = digits === 0 ? `${full.slice(0, 19)}Z` : `${full.slice(0, 20 + digits)}Z`
        expect(parseRfc3339(text)).toBe(coarse)
      }),
    )
  })

  test('whole milliseconds agree with the built-in calendar', () => {
    fc.assert(
      fc.property(fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 }), (ms) => {
        expect(parseRfc3339(new Date(ms).toISOString())).toBe(fromMillis(ms))
      }),
    )
  })

  test('trailing zeros of a fraction may be missing, or all of it', () => {
    expect(parseRfc3339('2026-09-30T02:37:14.08981798Z')).toBe(parseRfc3339('2026-09-30T02:37:14.089817980Z'))
    expect(parseRfc3339('2026-09-30T02:37:14Z')).toBe(1_790_735_834_000_000_000n)
  })

  test.each([
    '2026-09-30',
    '2026-09-30T02:37:1xZ',
    '2026-09-30T02:37:14.1xZ',
    '20O6-09-30T02:37:14Z',
    '2026-09-05 22:10:30.25788961 +0000 UTC m=+139651.272674714',
    '2025-02-29T00:00:00Z',
    '1900-02-29T00:00:00Z',
    '2025-13-01T00:00:00Z',
    '2025-00-01T00:00:00Z',
    '2025-04-31T00:00:00Z',
    '2025-01-01T24:00:00Z',
    '2025-01-01T00:60:00Z',
    '2025-01-01T00:00:60Z',
    '2025-01-01T00:00:00',
    '2025-01-01T00:00:00+00:00',
    '2025-01-01T00:00:00.Z',
    '2025-01-01T00:00:00.0000000000Z',
    '2025-01-01 00:00:00Z',
    '2025-01-01T00:00:00z',
    '',
  ])('"%s" is refused', (text) => {
    expect(() => parseRfc3339(text)).toThrow(InvalidTimestamp)
  })
})

describe('spans', () => {
  const t = 1_795_000_000_123_456_789n as UnixNanos

  test('adding whole milliseconds is exact over any span', () => {
    fc.assert(
      fc.property(time, fc.integer({ min: -4e12, max: 4e12 }), (from, ms) => {
        expect(addMillis(from, ms) - from).toBe(BigInt(ms) * 1_000_000n)
      }),
    )
  })

  test('fractions of milliseconds count to the nanosecond', () => {
    expect(addMillis(t, 0.000001) - t).toBe(1n)
    expect(addMillis(t, -1.5) - t).toBe(-1_500_000n)
    expect(millisBetween(t, addMillis(t, 2.25))).toBe(2.25)
  })

  test('milliseconds cut off what is finer', () => {
    expect(toMillis(t)).toBe(1_795_000_000_123)
    expect(fromMillis(1.9)).toBe(1_000_000n)
  })
})
