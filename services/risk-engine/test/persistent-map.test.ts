import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PersistentMap } from '../src/core/persistent-map.ts'

/** Two pairs of keys with the same hash (FNV-1a), among others of all kinds. */
const COLLIDING = ['costarring', 'liquid', 'declinate', 'macallums']
const key = fc.oneof(fc.constantFrom(...COLLIDING), fc.string({ maxLength: 3 }), fc.nat(200).map(String))
const step = fc.record({ key, value: fc.option(fc.nat(5), { nil: undefined }) })
const steps = fc.array(step, { maxLength: 200 })
type Steps = readonly { readonly key: string; readonly value: number | undefined }[]

function both(
  all: Steps,
  from = PersistentMap.empty<string, number>(),
  plain = new Map<string, number>(from),
) {
  let map = from
  for (const { key, value } of all) {
    map = map.put(key, value)
    if (value === undefined) plain.delete(key)
    else plain.set(key, value)
  }
  return { map, plain }
}

const sorted = (map: ReadonlyMap<string, number>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1))

describe('a persistent map', () => {
  test('property: holds what a Map holds after the same changes', () => {
    fc.assert(
      fc.property(steps, key, (all, probe) => {
        const { map, plain } = both(all)
        expect(sorted(map)).toEqual(sorted(plain))
        expect(map.size).toBe(plain.size)
        expect([map.get(probe), map.has(probe)]).toEqual([plain.get(probe), plain.has(probe)])
        for (const [each, value] of plain) expect(map.get(each)).toBe(value)
        expect([...map.keys()]).toEqual([...map].map(([each]) => each))
        expect([...map.values()]).toEqual([...map].map(([, value]) => value))
        const seen: unknown[] = []
        map.forEach((value, each) => void seen.push([each, value]))
        expect(seen).toEqual([...map.entries()])
      }),
    )
  })

  test('property: a change leaves the version it was made from as it was', () => {
    fc.assert(
      fc.property(steps, steps, (before, after) => {
        const { map } = both(before)
        const entries = [...map]
        both(after, map)
        expect([...map]).toEqual(entries)
      }),
    )
  })

  test('property: equal entries make equal maps, whatever way they came about', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const { map, plain } = both(all)
        const direct = PersistentMap.of([...plain].reverse())
        expect([...direct]).toEqual([...map])
        expect(direct.changedKeys(map).size).toBe(0)
        expect(direct).toEqual(map)
        expect(direct).not.toEqual(map.with('another', 1))
      }),
    )
  })

  test('property: changed keys are exactly those whose values differ', () => {
    fc.assert(
      fc.property(steps, steps, (before, after) => {
        const { map: a, plain: old } = both(before)
        const { map: b, plain } = both(after, a)
        const different = [...new Set([...old.keys(), ...plain.keys()])].filter(
          (each) => old.get(each) !== plain.get(each),
        )
        expect([...a.changedKeys(b)].sort()).toEqual(different.sort())
        expect([...b.changedKeys(a)].sort()).toEqual(different.sort())
      }),
    )
  })

  test('keys of one hash are told apart', () => {
    const map = PersistentMap.of(COLLIDING.map((each, n) => [each, n]))
    expect(COLLIDING.map((each) => map.get(each))).toEqual([0, 1, 2, 3])
    expect(sorted(map.without('liquid').without('macallums'))).toEqual([
      ['costarring', 0],
      ['declinate', 2],
    ])
  })

  test('setting what is there, and removing what is not, is no change', () => {
    const map = PersistentMap.of<string, number>([['a', 1]])
    expect(map.with('a', 1)).toBe(map)
    expect(map.without('b')).toBe(map)
  })
})
