import { createHash } from 'node:crypto'
import type { Price, Quantity, Side } from '@oasis/domain'
import { seededRandom } from '@oasis/runtime'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type BookEntry, type BookOrder, ExchangeBook } from '../src/index.ts'
import { NaiveBook } from './naive-book.ts'

const order = (
  id: string,
  side: Side,
  price: number | undefined,
  quantity: number,
  rest: Partial<BookOrder> = {},
): BookOrder => ({
  id,
  side,
  price: price === undefined ? undefined : (BigInt(price) as Price),
  quantity: BigInt(quantity) as Quantity,
  timeInForce: 'GTC',
  postOnly: false,
  ...rest,
})

const hashOf = (entries: Iterable<BookEntry>): string => {
  const hash = createHash('sha256')
  for (const { id, side, price, remaining } of entries) hash.update(`${id} ${side} ${price} ${remaining}\n`)
  return hash.digest('hex')
}

test('better prices fill first, and within a price the earlier order does', () => {
  const book = new ExchangeBook()
  book.submit(order('late', 'SELL', 101, 5))
  book.submit(order('first', 'SELL', 100, 5))
  book.submit(order('second', 'SELL', 100, 5))
  const { outcome, fills } = book.submit(order('taker', 'BUY', 101, 12))
  expect(outcome).toBe('FILLED')
  expect(
    fills.map((fill) => `${fill.makerId} ${fill.quantity}@${fill.price} left ${fill.makerRemaining}`),
  ).toEqual(['first 5@100 left 0', 'second 5@100 left 0', 'late 2@101 left 3'])
  expect(book.levels('SELL', 5)).toEqual([{ price: 101n, quantity: 3n }])
})

test('a remainder rests, and a partly filled order keeps its place', () => {
  const book = new ExchangeBook()
  book.submit(order('a', 'BUY', 100, 5))
  book.submit(order('b', 'BUY', 100, 5))
  book.submit(order('s', 'SELL', 100, 2))
  expect(book.submit(order('t', 'SELL', 100, 9))).toMatchObject({ outcome: 'RESTING', remaining: 1n })
  expect(book.best('BUY')).toBeUndefined()
  expect(book.find('t')).toEqual({ id: 't', side: 'SELL', price: 100n, remaining: 1n })
})

test('market, immediate and all-or-nothing orders never rest', () => {
  const book = new ExchangeBook()
  book.submit(order('a', 'SELL', 100, 5))
  expect(book.submit(order('fok', 'BUY', 100, 6, { timeInForce: 'FOK' }))).toMatchObject({
    outcome: 'CANCELED',
    fills: [],
    remaining: 6n,
  })
  expect(book.submit(order('ioc', 'BUY', 100, 3, { timeInForce: 'IOC' })).outcome).toBe('FILLED')
  expect(book.submit(order('m', 'BUY', undefined, 9))).toMatchObject({ outcome: 'CANCELED', remaining: 7n })
  expect([...book.entries()]).toEqual([])
})

test('a post-only order that would trade, and an id that rests already, are refused', () => {
  const book = new ExchangeBook()
  book.submit(order('a', 'SELL', 100, 5))
  expect(book.submit(order('p', 'BUY', 100, 1, { postOnly: true })).refusal).toBe('POST_ONLY_WOULD_CROSS')
  expect(book.submit(order('a', 'BUY', 1, 1)).refusal).toBe('DUPLICATE_ID')
  expect(book.submit(order('q', 'BUY', 99, 1, { postOnly: true })).outcome).toBe('RESTING')
})

test('a canceled order is out of the book, and canceling it again says so', () => {
  const book = new ExchangeBook()
  book.submit(order('a', 'SELL', 100, 5))
  expect(book.cancel('a')).toBe(5n)
  expect(book.cancel('a')).toBeUndefined()
  expect(book.best('SELL')).toBeUndefined()
})

type Command = { readonly cancel: string } | { readonly order: BookOrder }

const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .record({
        id: fc.integer({ min: 0, max: 60 }).map(String),
        side: fc.constantFrom<Side>('BUY', 'SELL'),
        price: fc.option(fc.integer({ min: 95, max: 105 }), { nil: undefined, freq: 8 }),
        quantity: fc.integer({ min: 1, max: 20 }),
        timeInForce: fc.constantFrom('GTC', 'GTC', 'GTC', 'IOC', 'FOK'),
        postOnly: fc.boolean(),
      })
      .map(({ id, side, price, quantity, timeInForce, postOnly }) => ({
        order: order(id, side, price, quantity, { timeInForce, postOnly: postOnly && timeInForce === 'GTC' }),
      })),
  },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 60 }).map((id) => ({ cancel: String(id) })) },
)

test('every answer and every state is that of the naive book', () => {
  fc.assert(
    fc.property(fc.array(command, { minLength: 20, maxLength: 150 }), (commands) => {
      const book = new ExchangeBook()
      const naive = new NaiveBook()
      for (const each of commands) {
        if ('cancel' in each) expect(book.cancel(each.cancel)).toBe(naive.cancel(each.cancel))
        else expect(book.submit(each.order)).toEqual(naive.submit(each.order))
        expect([...book.entries()]).toEqual(naive.entries())
        const [bid, ask] = [book.best('BUY'), book.best('SELL')]
        expect(bid === undefined || ask === undefined || bid < ask).toBe(true)
      }
    }),
  )
})

test('under a long generated load the state hash stays that of the naive book', () => {
  const random = seededRandom('exchange-book')
  const upTo = (n: number) => Math.floor(random() * n)
  const book = new ExchangeBook()
  const naive = new NaiveBook()
  for (let i = 0; i < 8_000; i++) {
    if (random() < 0.45) {
      const id = String(Math.max(0, i - 1 - upTo(400)))
      expect(book.cancel(id)).toBe(naive.cancel(id))
    } else {
      const price = random() < 0.05 ? undefined : 1_000 + upTo(60) - 30
      const timeInForce = random() < 0.1 ? 'IOC' : 'GTC'
      const next = order(String(i), random() < 0.5 ? 'BUY' : 'SELL', price, 1 + upTo(50), { timeInForce })
      const answer = book.submit(next)
      const expected = naive.submit(next)
      expect(answer.remaining).toBe(expected.remaining)
      expect(answer.fills.length).toBe(expected.fills.length)
    }
    if (i % 500 === 0) expect(hashOf(book.entries())).toBe(hashOf(naive.entries()))
  }
  expect(hashOf(book.entries())).toBe(hashOf(naive.entries()))
})

test('a level’s quantity is the sum of its orders', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 100 }), (commands) => {
      const book = new ExchangeBook()
      for (const each of commands) {
        if ('cancel' in each) book.cancel(each.cancel)
        else book.submit(each.order)
      }
      for (const side of ['BUY', 'SELL'] as const) {
        const sums = new Map<bigint, bigint>()
        for (const entry of book.entries())
          if (entry.side === side) sums.set(entry.price, (sums.get(entry.price) ?? 0n) + entry.remaining)
        expect(book.levels(side, 100).map((l): [bigint, bigint] => [l.price, l.quantity])).toEqual([...sums])
      }
    }),
  )
})
