import { expect, test } from 'vitest'
import { changesOf } from '../src/frame/use-equity-changes.ts'

const MIDNIGHT = Date.parse('2026-01-14T00:00:00Z')
const day = (date: string, open: string | null, high: string | null) => ({
  ts: `2026-01-${date}T00:00:00.000000000Z`,
  open,
  high,
})

test('equity is compared with what it was when the day, the week and the account began', () => {
  const days = [
    day('02', null, null),
    day('03', '100', '104.5'),
    day('12', '103', '103.2'),
    day('14', '101', '102'),
  ]
  expect(changesOf(days, '101.25', MIDNIGHT)).toEqual({
    today: { base: '101', change: '0.25' },
    week: { base: '103', change: '-1.75' },
    all: { base: '100', change: '1.25' },
    since: '2026-01-02T00:00:00.000000000Z',
    peak: '104.5',
  })
})

test('what is not known is not shown as nothing', () => {
  const { today, all, peak } = changesOf([day('03', '100', '104')], undefined, MIDNIGHT)
  expect([today, all, peak]).toEqual([undefined, undefined, '104'])
})
