import { expect, test } from 'vitest'
import { withNewest } from '../src/features/overview/with-newest.ts'

const at = (seconds: number) => `2026-01-14T00:00:${String(seconds).padStart(2, '0')}.000000000Z`
const POINTS = [
  { ts: at(0), open: '100', close: '101' },
  { ts: at(5), open: '101', close: '102' },
]

test('what is held now ends the span that it is of', () => {
  const points = withNewest(POINTS, { ts: at(9), equity: '99' }, 5_000)
  expect(points).toEqual([POINTS[0], { ts: at(5), open: '101', close: '99' }])
})

test('after it the curve goes on from where it was', () => {
  const points = withNewest(POINTS, { ts: at(10), equity: '99' }, 5_000)
  expect(points).toEqual([...POINTS, { ts: at(10), open: '102', close: '99' }])
})

test('what is older, or not known, changes nothing', () => {
  for (const account of [undefined, { ts: at(5), equity: '99' }, { ts: at(9), equity: null }])
    expect(withNewest(POINTS, account, 5_000)).toBe(POINTS)
  expect(withNewest([], { ts: at(9), equity: '99' }, 5_000)).toEqual([])
})
