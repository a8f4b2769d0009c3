import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PersistentMap } from '../src/core/persistent-map.ts'

const key = fc.oneof(fc.string({ maxLength: 3 }), fc.nat(30).map(String))
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
        expect(direct.changedKeys(map)).toEqual([])
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
        expect(a.changedKeys(b).sort()).toEqual(different.sort())
        expect(b.changedKeys(a).sort()).toEqual(different.sort())
      }),
    )
  })

  test('property: any version may be asked, and gone on from, at any time', () => {
    const edit = fc.record({
      from: fc.nat(60),
      key,
      value: fc.option(fc.nat(5), { nil: undefined }),
      ask: fc.nat(60),
    })
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 60 }), (edits) => {
        const versions = [both([])]
        for (const { from, key, value, ask } of edits) {
          const base = versions[from % versions.length] ?? both([])
          versions.push(both([{ key, value }], base.map, new Map(base.plain)))
          const asked = versions[ask % versions.length]
          expect(sorted(asked?.map ?? base.map)).toEqual(sorted(asked?.plain ?? base.plain))
        }
        for (const { map, plain } of versions) expect(sorted(map)).toEqual(sorted(plain))
      }),
    )
  })

  test('may be walked while it is gone on from', () => {
    let map = PersistentMap.of<string, number>([
      ['b', 2],
      ['a', 1],
    ])
    const walked: string[] = []
    for (const each of map.keys()) {
      walked.push(each)
      map = map.without(each).with(`${each}${each}`, 3)
    }
    expect([walked, [...map.keys()]]).toEqual([
      ['a', 'b'],
      ['aa', 'bb'],
    ])
  })

  test('goes on after any number of changes, and earlier versions stay what they were', () => {
    const first = PersistentMap.of<string, number>([['x', -1]])
    let map = first
    for (let i = 0; i < 250_000; i++) map = map.with(String(i % 7), i)
    expect(map.size).toBe(8)
    expect(map.get('3')).toBe(249_994)
    expect(map.changedKeys(first)).toHaveLength(7)
    expect([...first]).toEqual([['x', -1]])
    expect(map.get('3')).toBe(249_994)
  })

  test("the empty map is nobody's own", () => {
    const empty = PersistentMap.empty<string, number>()
    const [a, b] = [empty.with('a', 1), empty.with('b', 2)]
    expect([[...a], [...b], [...empty], [...a]]).toEqual([[['a', 1]], [['b', 2]], [], [['a', 1]]])
  })

  test('setting what is there, and removing what is not, is no change', () => {
    const map = PersistentMap.of<string, number>([['a', 1]])
    expect(map.with('a', 1)).toBe(map)
    expect(map.without('b')).toBe(map)
  })
})
