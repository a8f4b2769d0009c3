import { describe, expect, test } from 'vitest'
import type { Fill } from '../src/api/types.ts'
import {
  foldedPages,
  newestOf,
  type ToldPage,
  toldOf,
  withFresh,
} from '../src/features/operations/with-fresh.ts'
import { rowsOf } from '../src/ui/row-list.ts'

// Of what the API sends, only what this looks at; `price` stands for a version.
const fill = (id: string, price = '1'): Fill => ({ id, price }) as Fill
const keyOf = ({ id }: Fill) => id
const rules = {
  toRow: (value: Fill) => value,
  isNewer: (a: Fill, b: Fill) => Number(a.price) > Number(b.price),
  passes: ({ price }: Fill) => price !== '0' && price !== '9',
}
const pageOf = (...items: readonly Fill[]): ToldPage<Fill> => ({
  items,
  nextCursor: `after ${items.at(-1)?.id}`,
})
const freshOf = (...fresh: readonly Fill[]) => new Map(fresh.map((each) => [each.id, each]))
const written = (rows: readonly Fill[]) => rows.map(({ id, price }) => `${id}${price}`)
const merged = (told: readonly Fill[], ...fresh: readonly Fill[]) =>
  written(rowsOf(withFresh(toldOf([pageOf(...told)], keyOf), freshOf(...fresh), rules)))

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

  test('leaves out several that went, wherever they were', () => {
    const told = [...'fedcba'].map((id) => fill(id))
    expect(merged(told, fill('b', '9'), fill('f', '9'), fill('d', '9'), fill('g'))).toEqual([
      ...['g1', 'e1', 'c1', 'a1'],
    ])
  })

  test('is the very same list while nothing has happened', () => {
    const told = toldOf([pageOf(fill('a'))], keyOf)
    expect(withFresh(told, new Map<string, Fill>(), rules)).toBe(told)
  })
})

describe('the pages of a list', () => {
  const [first, second, third] = [pageOf(fill('e'), fill('d')), pageOf(fill('c')), pageOf(fill('b'))]

  test('go on where they ended, and the shorter list stays as it was', () => {
    const short = toldOf([first], keyOf)
    const long = toldOf([first, second], keyOf, short)
    expect(written(rowsOf(long))).toEqual(['e1', 'd1', 'c1'])
    expect(long.placeOf('c')).toBe(2)
    expect([short.length, short.at(2), short.placeOf('c')]).toEqual([2, undefined, undefined])
  })

  test('may go on from the same page in two ways', () => {
    const short = toldOf([first], keyOf)
    toldOf([first, second], keyOf, short)
    const other = toldOf([first, third], keyOf, short)
    expect(written(rowsOf(other))).toEqual(['e1', 'd1', 'b1'])
    expect([other.placeOf('b'), other.placeOf('c')]).toEqual([2, undefined])
  })

  test('are read anew where an earlier one is another', () => {
    const before = toldOf([first, second], keyOf)
    expect(written(rowsOf(toldOf([third, second], keyOf, before)))).toEqual(['b1', 'c1'])
  })

  test('take up what happened: the same rows as beneath it, and no more than asked for', () => {
    const pages = [first, second, third]
    const fresh = freshOf(fill('f'), fill('d', '9'), fill('c', '2'), fill('g'), fill('h', '0'))
    const folded = foldedPages(pages, fresh, rules, keyOf, 100)
    const beneath = withFresh(toldOf(pages, keyOf), fresh, rules)
    expect(written(rowsOf(toldOf(folded, keyOf)))).toEqual(written(rowsOf(beneath)))
    expect(written(rowsOf(beneath))).toEqual(['g1', 'f1', 'e1', 'c2', 'b1'])
    expect(written(rowsOf(toldOf(foldedPages(pages, fresh, rules, keyOf, 4), keyOf)))).toEqual([
      ...['g1', 'f1', 'e1', 'c2'],
    ])
  })

  test('never go on after a page that the API has not told: what follows it is not what followed another one', () => {
    const pages = [first, second, third]
    const folded = foldedPages(pages, freshOf(fill('f'), fill('g')), rules, keyOf, 4)
    expect(folded.map(({ nextCursor }) => nextCursor)).toEqual([null, 'after d'])
    const beyond = foldedPages(folded, freshOf(fill('h'), fill('i')), rules, keyOf, 2)
    expect(beyond.at(-1)?.nextCursor).toBeNull()
    expect(newestOf(folded, 3)).toEqual({ items: [fill('g'), fill('f'), fill('e')], nextCursor: null })
  })
})
