import { expect, test } from 'vitest'
import { placeOf } from '../src/ui/row-place.ts'

const rows = Array.from({ length: 10_000 }, (_, n) => `row ${n}`)
const at = (key: string, index: number) => placeOf(rows, (row) => row, key, index)

test('finds a row again that others have come before, or gone from before', () => {
  expect(at('row 40', 40)).toBe(40)
  expect(at('row 43', 40)).toBe(43)
  expect(at('row 2100', 100)).toBe(2_100)
  expect(at('row 7', 40)).toBe(7)
  expect(at('row 0', 0)).toBe(0)
})

test('does not look for it in all of a long list', () => {
  expect(at('row 9000', 10)).toBeUndefined()
  expect(at('gone', 40)).toBeUndefined()
})
