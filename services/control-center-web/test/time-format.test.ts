import { describe, expect, test } from 'vitest'
import { formatSpan } from '../src/ui/format/time-format.ts'

describe('how long a step took', () => {
  test.each([
    [0, '0.0 ms'],
    [0.04, '0.0 ms'],
    [1.55, '1.6 ms'],
    [999.94, '999.9 ms'],
    [999.96, '1.0 s'],
    [23_301.4, '23.3 s'],
    [59_940, '59.9 s'],
    [59_960, '60.0 s'],
    [67_000, '1 m 07 s'],
    [6 * 3_600_000 + 12 * 60_000, '6 h 12 m'],
  ])('%d ms is %s', (ms, text) => expect(formatSpan(ms, 'en')).toBe(text))

  test('is signed where it counts from a beginning, before it as well', () => {
    const signed = (ms: number) => formatSpan(ms, 'en', { isSigned: true })
    expect([0, 1.5, -0.3, 23_301, -2_000, 67_000, -67_000].map(signed)).toEqual([
      ...['0.0 ms', '+1.5 ms', '−0.3 ms', '+23.3 s', '−2.0 s', '+1 m 07 s', '−1 m 07 s'],
    ])
  })

  test('is written as the language has it', () => expect(formatSpan(2_340, 'pt-BR')).toBe('2,3 s'))
})
