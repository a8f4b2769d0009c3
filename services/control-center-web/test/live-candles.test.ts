import { describe, expect, test } from 'vitest'
import { type Candle, heldSince, withMinutes } from '../src/features/market/live-candles.ts'

const candle = (openTime: string, [open, high, low, close, volume]: readonly string[]): Candle => ({
  ...{ openTime: `2026-01-01T${openTime}:00.000000000Z`, open: open ?? '', high: high ?? '' },
  ...{ low: low ?? '', close: close ?? '', volume: volume ?? '' },
})
const told = (...minutes: readonly Candle[]) => new Map(minutes.map((minute) => [minute.openTime, minute]))

describe('live minutes', () => {
  const first = candle('10:00', ['100', '110', '90', '105', '7'])

  test('take the place of the same minute, and follow the last', () => {
    const [again, next] = [
      candle('10:00', ['100', '111', '90', '106', '8']),
      candle('10:01', ['106', '107', '105', '107', '1']),
    ]
    expect(withMinutes([first], told(next, again), '1m')).toEqual([again, next])
  })

  test('widen the candle that they are in, and leave its volume to whoever counted it', () => {
    const minutes = told(
      candle('10:02', ['105', '9', '9', '9', '3']),
      candle('10:03', ['9', '120.5', '8.5', '101', '3']),
    )
    expect(withMinutes([first], minutes, '5m')).toEqual([
      candle('10:00', ['100', '120.5', '8.5', '101', '7']),
    ])
  })

  test('begin the next span at its own beginning', () => {
    const next = candle('10:07', ['1', '2', '1', '2', '3'])
    expect(withMinutes([first], told(next), '5m').at(-1)).toEqual({
      ...next,
      openTime: '2026-01-01T10:05:00.000000000Z',
    })
  })

  test('of before the last candle change nothing; without candles they are the candles', () => {
    expect(withMinutes([first], told(candle('09:59', ['1', '1', '1', '1', '1'])), '1m')).toEqual([first])
    expect(withMinutes([], told(first), '1m')).toEqual([first])
  })
})

describe('what is held is held since', () => {
  const fill = (ts: string, side: 'BUY' | 'SELL', quantity: string, kind: 'FILL' | 'REVERSAL' = 'FILL') => ({
    ...{ ts, side, quantity, kind },
  })

  test('the fill before which nothing was', () => {
    const fills = [fill('3', 'BUY', '0.1'), fill('2', 'BUY', '0.2'), fill('1', 'SELL', '5')]
    expect(heldSince('0.3', fills)).toBe('2')
  })

  test('the fill that turned it round', () => {
    expect(heldSince('0.2', [fill('2', 'BUY', '0.5'), fill('1', 'SELL', '0.3')])).toBe('2')
  })

  test('an execution that was not taken back', () => {
    const fills = [fill('3', 'BUY', '1', 'REVERSAL'), fill('2', 'BUY', '1'), fill('1', 'BUY', '1')]
    expect(heldSince('1', fills)).toBe('1')
  })

  test('nobody knows when, beyond the fills at hand; and never, where nothing is held', () => {
    expect(heldSince('1', [fill('1', 'BUY', '0.4')])).toBeUndefined()
    expect(heldSince('0', [fill('1', 'BUY', '0.4')])).toBeUndefined()
  })
})
