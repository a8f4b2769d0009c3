import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BookSide, type Side } from '../src/core/order-book.ts'

const sides = fc.constantFrom<Side>('bid', 'offer')
const operations = fc.array(fc.record({ ticks: fc.integer({ min: 1, max: 30 }), lots: fc.nat(9) }))

/** The naive book: a map, sorted whenever somebody looks. */
function naiveLevels(levels: ReadonlyMap<number, number>, side: Side): { ticks: number; lots: number }[] {
  return [...levels]
    .map(([ticks, lots]) => ({ ticks, lots }))
    .sort((a, b) => (side === 'bid' ? b.ticks - a.ticks : a.ticks - b.ticks))
}

function build(side: Side, changes: readonly { ticks: number; lots: number }[]) {
  const book = new BookSide(side)
  const naive = new Map<number, number>()
  for (const { ticks, lots } of changes) {
    book.set(ticks, lots)
    if (lots > 0) naive.set(ticks, lots)
    else naive.delete(ticks)
  }
  return { book, naive }
}

describe('BookSide', () => {
  it('holds what a naive book holds, best first', () => {
    fc.assert(
      fc.property(sides, operations, (side, changes) => {
        const { book, naive } = build(side, changes)
        expect(book.levels()).toEqual(naiveLevels(naive, side))
        expect(book.count).toBe(naive.size)
      }),
    )
  })

  it('takes from the best prices first, never beyond the worst price allowed nor more than wanted', () => {
    fc.assert(
      fc.property(
        sides,
        operations,
        fc.nat(60),
        fc.integer({ min: 1, max: 30 }),
        (side, changes, lots, worst) => {
          const { book, naive } = build(side, changes)
          const fills = book.take(lots, worst)
          let wanted = lots
          const expected: { ticks: number; lots: number }[] = []
          for (const level of naiveLevels(naive, side)) {
            const allowed = side === 'bid' ? level.ticks >= worst : level.ticks <= worst
            if (!allowed || wanted === 0) break
            const taken = Math.min(wanted, level.lots)
            expected.push({ ticks: level.ticks, lots: taken })
            naive.set(level.ticks, level.lots - taken)
            if (level.lots === taken) naive.delete(level.ticks)
            wanted -= taken
          }
          expect(fills).toEqual(expected)
          expect(book.levels()).toEqual(naiveLevels(naive, side))
        },
      ),
    )
  })
})
