import type { Money, Price, Quantity, Rate } from '@oasis/domain'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { affordable, commission, holdFor } from '../src/paper/fee-schedule.ts'

/** Rates with twelve digits, so that commissions do not come out even. */
const rate = fc.bigInt({ min: 0n, max: 99_999_999_999n }).map((value) => value as Rate)
const fees = fc.record({ maker: rate, taker: rate })
/** Six decimals each, so that price × quantity is exact and the commission is not. */
const price = fc.bigInt({ min: 1n, max: 10n ** 11n }).map((value) => (value * 10n ** 6n) as Price)
const quantity = fc.bigInt({ min: 1n, max: 10n ** 9n }).map((value) => (value * 10n ** 6n) as Quantity)

const costOf = (schedule: { maker: Rate; taker: Rate }, p: Price, q: Quantity, taker: boolean): bigint =>
  (p * q) / 10n ** 6n + commission(schedule, taker ? 'TAKER' : 'MAKER', p, q)

test('what is held for a buy covers its fills in any parts, at the limit, and the hold of the rest', () => {
  fc.assert(
    fc.property(
      fees,
      price,
      fc.array(fc.tuple(quantity, fc.boolean()), { minLength: 1, maxLength: 6 }),
      (schedule, limit, parts) => {
        let remaining = parts.reduce((sum, [part]) => sum + part, 0n) as Quantity
        const held = holdFor(schedule, 'BUY', limit, remaining)
        let paid = 0n
        for (const [part, taker] of parts) {
          paid += costOf(schedule, limit, part, taker)
          remaining = (remaining - part) as Quantity
          const rest = remaining === 0n ? 0n : holdFor(schedule, 'BUY', limit, remaining)
          expect(paid + rest <= held).toBe(true)
        }
      },
    ),
  )
})

test('what funds afford costs no more than they are, and one increment more would', () => {
  const increment = (10n ** 6n) as Quantity
  const funds = fc.bigInt({ min: 1n, max: 10n ** 24n }).map((value) => value as Money)
  fc.assert(
    fc.property(fees, price, funds, (schedule, p, amount) => {
      const bought = affordable(schedule, amount, p, increment)
      expect(bought % increment).toBe(0n)
      expect(costOf(schedule, p, bought, true) <= amount).toBe(true)
      const exactCostOfMore = p * (bought + increment) * (10n ** 12n + schedule.taker)
      expect(exactCostOfMore > amount * 10n ** 18n).toBe(true)
    }),
  )
})
