import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TradeTape } from '../src/core/trade-tape.ts'

describe('the trade tape', () => {
  it('takes every id once, whatever the order, as long as gaps are few', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 100, max: 180 }), { minLength: 1, maxLength: 200 }), (ids) => {
        const tape = new TradeTape()
        const [first = 0] = ids
        const taken: number[] = []
        for (const id of ids) if (tape.see(String(id)).kind !== 'DUPLICATE') taken.push(id)
        // What is older than the first one is history that nobody missed.
        expect(taken).toEqual([...new Set(ids)].filter((id) => id >= first))
      }),
    )
  })

  it('knows exactly which ids are missing', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 100, max: 150 }), { minLength: 1, maxLength: 60 }), (ids) => {
        const tape = new TradeTape()
        for (const id of ids) tape.see(String(id))
        const [first = 0] = ids
        const seen = new Set(ids)
        const expected: number[] = []
        for (let id = first; id < Math.max(...ids); id++) if (!seen.has(id)) expected.push(id)
        const missing = tape
          .stillMissing({ from: 0, to: 1_000 })
          .flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i))
        expect(missing.sort((a, b) => a - b)).toEqual(expected)
      }),
    )
  })

  it('reports the ids skipped just before a new one, but none inside of history', () => {
    const tape = new TradeTape()
    expect(tape.see('10', true)).toEqual({ kind: 'NEW', missing: undefined })
    expect(tape.see('14', true)).toEqual({ kind: 'NEW', missing: undefined })
    expect(tape.see('17')).toEqual({ kind: 'NEW', missing: { from: 15, to: 16 } })
    expect(tape.see('16')).toEqual({ kind: 'LATE' })
    expect(tape.see('16')).toEqual({ kind: 'DUPLICATE' })
    expect(tape.see('12')).toEqual({ kind: 'DUPLICATE' })
  })

  it('keeps a bounded number of gaps and of ids that are no numbers', () => {
    const tape = new TradeTape()
    for (let id = 0; id < 1_000; id += 2) tape.see(String(id))
    expect(tape.stillMissing({ from: 0, to: 1_000 })).toHaveLength(100)
    for (let i = 0; i < 10_000; i++) expect(tape.see(`x${i}`).kind).toBe('NEW')
    expect(tape.see('x9999').kind).toBe('DUPLICATE')
    expect(tape.see('x1').kind).toBe('NEW')
  })
})
