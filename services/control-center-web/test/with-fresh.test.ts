import { describe, expect, test } from 'vitest'
import type { Fill } from '../src/api/types.ts'
import { toldOf, withFresh } from '../src/features/operations/with-fresh.ts'

// Of what the API sends, only what this looks at; `price` stands for a version.
const fill = (id: string, price = '1'): Fill => ({ id, price }) as Fill
const keyOf = ({ id }: Fill) => id
const rules = {
  toRow: (value: Fill) => value,
  isNewer: (a: Fill, b: Fill) => Number(a.price) > Number(b.price),
  passes: ({ price }: Fill) => price !== '0' && price !== '9',
}
const merged = (told: readonly Fill[], ...fresh: readonly Fill[]) =>
  withFresh<Fill>(toldOf(told, keyOf), new Map(fresh.map((each) => [each.id, each])), rules).map(
    ({ id, price }) => `${id}${price}`,
  )

describe('a list and what happened since', () => {
  test('has the newest first, and each once', () => {
    expect(merged([fill('b'), fill('a')], fill('c'), fill('b'), fill('d'))).toEqual(['d1', 'c1', 'b1', 'a1'])
  })

  test('shows a row as it is now, in its place; what is older than it changes nothing', () => {
    expect(merged([fill('b'), fill('a', '3')], fill('b', '2'), fill('a', '2'))).toEqual(['b2', 'a3'])
  })

  test('lets go what does not pass any more, and takes in nothing that does not', () => {
    expect(merged([fill('b'), fill('a')], fill('b', '9'), fill('c', '0'))).toEqual(['a1'])
  })

  test('is the very same list while nothing has happened', () => {
    const told = [fill('a')]
    expect(withFresh<Fill>(toldOf(told, keyOf), new Map(), rules)).toBe(told)
  })
})
