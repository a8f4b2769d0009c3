import type { EventId } from '@oasis/domain'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SeenEvents } from '../src/core/seen-events.ts'

const id = (n: number) => `trade/coinbase:BTC-USD/${n}` as EventId

describe('seen events', () => {
  it('never forget one of the last half of their capacity, and never take a new one for an old', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 60 }), { maxLength: 300 }), (numbers) => {
        const seen = new SeenEvents(40)
        const distinct: number[] = []
        for (const n of numbers) {
          const isNew = seen.add(id(n))
          if (isNew) {
            expect(distinct.slice(-20)).not.toContain(n)
            distinct.push(n)
          } else expect(distinct).toContain(n)
        }
      }),
    )
  })
})
