import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatRfc3339, InvalidTimestamp, parseRfc3339, type UnixNanos } from '../src/index.ts'

/** Years 1 to 9999. */
const time = fc.bigInt({
  min: BigInt(Date.parse('0001-01-01T00:00:00Z')) * 1_000_000n,
  max: BigInt(Date.parse('9999-12-31T23:59:59Z')) * 1_000_000n,
}) as fc.Arbitrary<UnixNanos>

describe('RFC 3339 times', () => {
  it('agree with the built-in calendar to the millisecond', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
        (date) => {
          expect(parseRfc3339(date.toISOString())).toBe(BigInt(date.getTime()) * 1_000_000n)
        },
      ),
      { numRuns: 1_000 },
    )
  })

  it('survive being written and read', () => {
    fc.assert(
      fc.property(
        time.filter((t) => t >= 0n),
        (t) => {
          expect(parseRfc3339(formatRfc3339(t))).toBe(t)
        },
      ),
    )
  })

  it('may lack trailing zeros of the fraction, or all of it', () => {
    expect(parseRfc3339('2026-09-30T02:37:14.08981798Z')).toBe(parseRfc3339('2026-09-30T02:37:14.089817980Z'))
    expect(parseRfc3339('2026-09-30T02:37:14Z')).toBe(1_790_735_834_000_000_000n)
  })

  it.each([
    '',
    '2026-09-30',
    '2026-09-30T02:37:14',
    '2026-09-30T02:37:14.Z',
    '2026-09-30T02:37:14.1234567890Z',
    '2026-09-30T02:37:14+00:00',
    '2026-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-09-31T00:00:00Z',
    '2026-09-30T24:00:00Z',
    '2026-09-30T23:59:60Z',
    '2026-09-30 02:37:14Z',
    '2026-09-30T02:37:1xZ',
    '20O6-09-30T02:37:14Z',
    '2026-09-05 22:10:30.25788961 +0000 UTC m=+139651.272674714',
  ])('refuse "%s"', (text) => {
    expect(() => parseRfc3339(text)).toThrow(InvalidTimestamp)
  })
})
