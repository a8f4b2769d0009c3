import { addMillis, parseQuantity } from '@oasis/domain'
import { buildIntent, TEST_TIME } from '@oasis/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { overtaken } from '../../src/core/leave-to-send.ts'

const reduction = buildIntent(1, {
  side: 'SELL',
  reduceOnly: true,
  terms: { type: 'MARKET', timeInForce: 'IOC', size: { unit: 'BASE', quantity: parseQuantity('1') } },
})
const leave = { haltEpoch: 2, riskEpoch: 3, expiresAt: addMillis(TEST_TIME, 2_000) }
const epoch = fc.integer({ min: 0, max: 4 })

test('invariant: an order goes out under exactly what it was approved for, before its approval expires, and not halted', () => {
  const moment = fc.record({ haltEpoch: epoch, riskEpoch: epoch, halted: fc.boolean(), ms: fc.nat(4_000) })
  fc.assert(
    fc.property(moment, fc.boolean(), ({ haltEpoch, riskEpoch, halted, ms }, reduces) => {
      const rules = { halt: { halted, haltEpoch }, riskEpoch }
      const why = overtaken(reduces ? reduction : buildIntent(1), leave, rules, addMillis(TEST_TIME, ms))
      const mayGo = haltEpoch === 2 && riskEpoch === 3 && ms < 2_000 && (!halted || reduces)
      expect(why === undefined).toBe(mayGo)
    }),
    { numRuns: 2_000 },
  )
})

test.each([
  ['a halt of another epoch', { halt: { halted: true, haltEpoch: 3 }, riskEpoch: 3 }, 0, 'halted meanwhile'],
  ['a halt', { halt: { halted: true, haltEpoch: 2 }, riskEpoch: 3 }, 0, 'only reductions'],
  [
    'another risk epoch',
    { halt: { halted: false, haltEpoch: 2 }, riskEpoch: 4 },
    0,
    'risk epoch 4 has begun',
  ],
  ['the expiry itself', { halt: { halted: false, haltEpoch: 2 }, riskEpoch: 3 }, 2_000, 'expired'],
])('%s is named as the reason', (_what, rules, ms, words) => {
  expect(overtaken(buildIntent(1), leave, rules, addMillis(TEST_TIME, ms))).toContain(words)
})
