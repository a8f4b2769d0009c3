import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RowSlots } from '../src/ui/row-slots.ts'

const keysFrom = (from: number, count: number) => Array.from({ length: count }, (_, n) => `row ${from + n}`)

describe('the elements that rows are drawn in', () => {
  test('stay with a row as long as it is in sight, and are those of rows that have gone', () => {
    const slots = new RowSlots()
    const before = slots.deal(keysFrom(0, 10))
    const after = slots.deal(keysFrom(3, 10))
    for (const key of keysFrom(3, 7)) expect(after.get(key)).toBe(before.get(key))
    const freed = keysFrom(0, 3).map((key) => before.get(key))
    expect(keysFrom(10, 3).map((key) => after.get(key))).toEqual(freed)
  })

  test('are dealt out in order where most rows are new, so that none is moved', () => {
    const slots = new RowSlots()
    slots.deal(keysFrom(0, 10))
    slots.deal(keysFrom(4, 10))
    expect([...slots.deal(keysFrom(11, 10)).values()]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  })

  test('are new ones for rows that come before all others, so that none of these is moved', () => {
    const slots = new RowSlots()
    const before = slots.deal(keysFrom(2, 10))
    const after = slots.deal(keysFrom(0, 10))
    for (const key of keysFrom(2, 8)) expect(after.get(key)).toBe(before.get(key))
    for (const key of keysFrom(0, 2)) expect([...before.values()]).not.toContain(after.get(key))
  })

  test('are one for each row, and the same for the same rows, however one scrolls', () => {
    const windows = fc.array(fc.tuple(fc.nat(60), fc.integer({ min: 0, max: 12 })), { maxLength: 30 })
    fc.assert(
      fc.property(windows, (steps) => {
        const slots = new RowSlots()
        for (const [from, count] of steps) {
          const keys = keysFrom(from, count)
          const dealt = slots.deal(keys)
          expect([...dealt.keys()]).toEqual(keys)
          expect(new Set(dealt.values()).size).toBe(count)
          expect(slots.deal(keys)).toBe(dealt)
        }
      }),
    )
  })
})
