import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodePlainData, encodePlainData, NotPlainData } from '../src/index.ts'

const plainData = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    fc.string(),
    fc.bigInt(),
    fc.array(tie('value')),
    fc.dictionary(
      fc.string().filter((key) => key !== '$n' && key !== '__proto__'),
      tie('value'),
      { noNullPrototype: true },
    ),
  ),
})).value

test('plain data survives being written and read', () => {
  fc.assert(
    fc.property(plainData, (data) => {
      expect(decodePlainData(encodePlainData(data))).toEqual(data)
    }),
  )
})

test('equal data is equal text, whatever the order of its keys', () => {
  expect(encodePlainData({ b: 1n, a: [undefined === null] })).toBe(encodePlainData({ a: [false], b: 1n }))
})

test.each([
  ['a map', { prices: new Map() }, 'state must be plain data, but prices is a Map'],
  ['a date', [new Date(0)], 'state must be plain data, but [0] is a Date'],
  ['a function', { f: () => 1 }, 'state must be plain data, but f is function'],
  ['NaN', { mean: Number.NaN }, 'state must be plain data, but mean is NaN'],
  ['the reserved key', { $n: '1' }, 'state must be plain data, but it is an object of the reserved key $n'],
])('%s is refused with its place', (_name, data, message) => {
  expect(() => encodePlainData(data)).toThrow(NotPlainData)
  expect(() => encodePlainData(data)).toThrow(message)
})
