import { expect, test } from 'vitest'
import { safeNext } from '../src/features/session/safe-next.ts'

test.each(['/market', '/strategies?id=btc-ticks', '/operations?state=OPEN,UNKNOWN&side=BUY'])(
  '%s is gone to',
  (next) => {
    expect(safeNext(next)).toBe(next)
  },
)

test.each([
  [null],
  ['//evil.example'],
  ['/\\evil.example'],
  ['https://evil.example'],
  ['javascript:alert(1)'],
  ['/login?next=/login'],
  ['/\t/evil.example'],
])('%j is not', (next) => {
  expect(safeNext(next)).toBe('/')
})
