import { describe, expect, test } from 'vitest'
import { fillMarks } from '../src/charts/fill-marks.ts'

const minute = (n: number) => `2026-01-01T10:${String(n).padStart(2, '0')}:00.000000000Z`
const candles = [0, 1, 2].map((n) => ({ openTime: minute(n) }))
const fill = (id: string, ts: string, side: 'BUY' | 'SELL' = 'BUY') => ({
  id,
  ts,
  side,
  label: `${side} ${id}`,
})

describe('fills at candles', () => {
  test('stand at the last that begins no later, those after the end at the last one', () => {
    const marks = fillMarks(
      [fill('a', '2026-01-01T10:01:59.999999999Z'), fill('b', '2026-01-01T10:30:00.000000000Z')],
      candles,
    )
    expect(marks).toEqual([
      { id: 'a', side: 'BUY', openTime: minute(1), text: 'BUY a' },
      { id: 'b', side: 'BUY', openTime: minute(2), text: 'BUY b' },
    ])
  })

  test('of before the first candle have none', () => {
    expect(fillMarks([fill('a', '2026-01-01T09:59:59.000000000Z')], candles)).toEqual([])
    expect(fillMarks([fill('a', minute(0))], [])).toEqual([])
  })

  test('of one side in one candle are one, and say how many', () => {
    const marks = fillMarks(
      [fill('a', minute(1)), fill('b', minute(1)), fill('c', minute(1), 'SELL')],
      candles,
    )
    expect(marks.map(({ side, text }) => [side, text])).toEqual([
      ['BUY', '2×'],
      ['SELL', 'SELL c'],
    ])
  })

  test('are not named where names would write over each other', () => {
    const many = Array.from({ length: 13 }, (_, n) => ({ openTime: minute(n) }))
    const marks = fillMarks(
      many.map(({ openTime }, n) => fill(String(n), openTime)),
      many,
    )
    expect(marks).toHaveLength(13)
    expect(marks.every(({ text }) => text === undefined)).toBe(true)
  })
})
