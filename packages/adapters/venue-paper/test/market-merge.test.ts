import { addMillis } from '@oasis/domain'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type MarketEvent, MarketMerge } from '../src/market-merge.ts'
import { quote, START, trade } from './paper-world.ts'

const tradeAt = (ms: number, sequence = ms): MarketEvent => ({
  kind: 'TRADE',
  trade: trade(sequence, ms, '1x1'),
})
const quoteAt = (ms: number, sequence = ms): MarketEvent => ({
  kind: 'QUOTE',
  quote: quote(sequence, ms, '', ''),
})
const name = (event: MarketEvent) =>
  event.kind === 'TRADE' ? `t${event.trade.sequence}` : `q${event.quote.sequence}`
const at = (ms: number) => addMillis(START, ms)

test('an event waits until the other topic has passed it', () => {
  const merge = new MarketMerge(100)
  merge.push(tradeAt(10), at(10))
  merge.push(tradeAt(20), at(20))
  expect(merge.release(at(20))).toEqual([])
  merge.push(quoteAt(15), at(21))
  expect(merge.release(at(21)).map(name)).toEqual(['t10', 'q15'])
  merge.push(quoteAt(30), at(30))
  expect(merge.release(at(30)).map(name)).toEqual(['t20'])
  expect(merge.flush().map(name)).toEqual(['q30'])
})

test('what has waited long enough goes, with all that stands before it', () => {
  const merge = new MarketMerge(100)
  merge.push(tradeAt(50), at(50))
  merge.push(tradeAt(40), at(149))
  expect(merge.nextDeadline()).toBe(at(150))
  expect(merge.release(at(149))).toEqual([])
  expect(merge.release(at(150)).map(name)).toEqual(['t40', 't50'])
  expect(merge.isEmpty).toBe(true)
})

test('of one frame the trades come before the quote, in the order received', () => {
  const merge = new MarketMerge(100)
  merge.push(quoteAt(10, 1), at(10))
  merge.push(tradeAt(10, 1), at(10))
  merge.push(tradeAt(10, 1), at(10))
  merge.push(quoteAt(10, 2), at(10))
  merge.push(tradeAt(10, 3), at(10))
  expect(merge.flush().map(name)).toEqual(['t1', 't1', 'q1', 'q2', 't3'])
})

test('however two ordered topics interleave, everything comes out once and in order', () => {
  const ordered = fc.uniqueArray(fc.nat(200), { maxLength: 20 }).map((ms) => ms.sort((a, b) => a - b))
  fc.assert(
    fc.property(ordered, ordered, fc.array(fc.boolean(), { maxLength: 40 }), (trades, quotes, turns) => {
      const merge = new MarketMerge(1_000)
      const waiting = [trades.map((ms) => tradeAt(ms)), quotes.map((ms) => quoteAt(ms))] as const
      const out: MarketEvent[] = []
      const step = (from: MarketEvent[]) => {
        const event = from.shift()
        if (event) merge.push(event, at(0))
        out.push(...merge.release(at(0)))
      }
      for (const turn of turns) step(waiting[turn ? 0 : 1])
      for (const rest of waiting) while (rest.length > 0) step(rest)
      out.push(...merge.flush())
      const expected = [
        ...trades.map((ms) => [ms, 0, `t${ms}`] as const),
        ...quotes.map((ms) => [ms, 1, `q${ms}`] as const),
      ]
      expected.sort(([a, x], [b, y]) => a - b || x - y)
      expect(out.map(name)).toEqual(expected.map(([, , each]) => each))
    }),
  )
})
