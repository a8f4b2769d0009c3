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
      { id: 'a', side: 'BUY', openTime: minute(1) },
      { id: 'b', side: 'BUY', openTime: minute(2) },
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

  test('are named where no other of their side is near', () => {
    const many = Array.from({ length: 40 }, (_, n) => ({ openTime: minute(n) }))
    const named = (...at: readonly [number, 'BUY' | 'SELL'][]) =>
      fillMarks(
        at.map(([n, side]) => fill(String(n), minute(n), side)),
        many,
      ).map(({ text }) => text !== undefined)
    expect(named([0, 'BUY'], [14, 'BUY'], [28, 'BUY'])).toEqual([true, true, true])
    expect(named([0, 'BUY'], [14, 'BUY'], [27, 'BUY'])).toEqual([true, false, false])
    expect(named([0, 'BUY'], [1, 'SELL'])).toEqual([true, true])
  })
})
