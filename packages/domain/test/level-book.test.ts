import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BookChange, LevelBook, type Price, type PriceLevel, type Quantity } from '../src/index.ts'

/** The obvious book: a map per side, sorted when asked. */
class NaiveBook {
  readonly levels = { BID: new Map<Price, Quantity>(), ASK: new Map<Price, Quantity>() }

  replace(levels: readonly BookChange[]): void {
    this.levels.BID.clear()
    this.levels.ASK.clear()
    this.apply(levels)
  }

  apply(changes: readonly BookChange[]): void {
    for (const { side, price, quantity } of changes) {
      if (quantity === 0n) this.levels[side].delete(price)
      else this.levels[side].set(price, quantity)
    }
  }

  all(side: 'BID' | 'ASK'): PriceLevel[] {
    const ascending = [...this.levels[side]].sort(([a], [b]) => (a < b ? -1 : 1))
    const bestFirst = side === 'BID' ? ascending.reverse() : ascending
    return bestFirst.map(([price, quantity]) => ({ price, quantity }))
  }
}

/** Few prices, so that levels meet; the far ones differ by less than a double can tell. */
const price = fc.oneof(
  fc.bigInt({ min: 1n, max: 60n }),
  fc.bigInt({ min: 10n ** 20n, max: 10n ** 20n + 12n }),
) as fc.Arbitrary<Price>
const quantity = fc.bigInt({ min: 0n, max: 3n }) as fc.Arbitrary<Quantity>
const change: fc.Arbitrary<BookChange> = fc.record({
  side: fc.constantFrom('BID' as const, 'ASK' as const),
  price,
  quantity,
})
const step = fc.record({
  snapshot: fc.boolean(),
  changes: fc.array(change, { maxLength: 120 }),
})

const level = (side: 'BID' | 'ASK', at: bigint, size: bigint): BookChange => ({
  side,
  price: at as Price,
  quantity: size as Quantity,
})

describe('the level book', () => {
  it('equals a naive book after any snapshots and changes', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const book = new LevelBook()
        const naive = new NaiveBook()
        for (const { snapshot, changes } of steps) {
          if (snapshot) {
            book.replace(changes)
            naive.replace(changes)
          } else {
            book.apply(changes)
            naive.apply(changes)
          }
          for (const side of ['BID', 'ASK'] as const) {
            const expected = naive.all(side)
            expect(book.top(side, 1_000)).toEqual(expected)
            expect(book.levelCount(side)).toBe(expected.length)
          }
          const [bid] = naive.all('BID')
          const [ask] = naive.all('ASK')
          expect(book.bestBid()).toEqual(bid)
          expect(book.bestAsk()).toEqual(ask)
          expect(book.isCrossed()).toBe(bid !== undefined && ask !== undefined && bid.price >= ask.price)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('takes a snapshot in best-first order as it is', () => {
    const book = new LevelBook()
    book.replace([level('BID', 9n, 1n), level('BID', 7n, 2n), level('ASK', 11n, 3n), level('ASK', 15n, 4n)])
    expect(book.top('BID', 1)).toEqual([{ price: 9n, quantity: 1n }])
    expect(book.top('ASK', 5)).toEqual([
      { price: 11n, quantity: 3n },
      { price: 15n, quantity: 4n },
    ])
  })

  it('says that a book is crossed when bid and ask meet, and not when a side is empty', () => {
    const book = new LevelBook()
    book.apply([level('BID', 10n, 1n)])
    expect(book.isCrossed()).toBe(false)
    book.apply([level('ASK', 10n, 1n)])
    expect(book.isCrossed()).toBe(true)
    book.apply([level('ASK', 10n, 0n), level('ASK', 11n, 1n)])
    expect(book.isCrossed()).toBe(false)
  })

  it('forgets everything when cleared', () => {
    const book = new LevelBook()
    book.apply([level('BID', 10n, 1n)])
    book.clear()
    expect(book.bestBid()).toBeUndefined()
    expect(book.levelCount('BID')).toBe(0)
  })
})
