import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson, stateHash } from '../src/composition/state-hash.ts'

const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reversed(item)]),
  )
}

test('the hash does not depend on the order of keys', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => stateHash(reversed(value)) === stateHash(value)))
})

test('the hash depends on every value and on the order of lists', () => {
  const base = { orders: [{ id: 'a', filled: 5n }, { id: 'b' }] }
  const hashes = [
    base,
    { orders: [{ id: 'b' }, { id: 'a', filled: 5n }] },
    { orders: [{ id: 'a', filled: 6n }, { id: 'b' }] },
    { orders: [{ id: 'a', filled: 5n }] },
  ].map(stateHash)
  expect(new Set(hashes).size).toBe(4)
})

test('bigints, maps and sets have one text each', () => {
  expect(
    canonicalJson({
      b: 10n ** 20n,
      a: new Map([
        ['y', 1],
        ['x', 2],
      ]),
      s: new Set(['q', 'p']),
    }),
  ).toBe('{"a":{"x":2,"y":1},"b":"100000000000000000000","s":["\\"p\\"","\\"q\\""]}')
})
