import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  applyFill,
  cashChange,
  FLAT_POSITION,
  formatMoney,
  type Money,
  type Position,
  type Price,
  parseMoney,
  parsePrice,
  parseQuantity,
  positionValue,
  type Quantity,
  type Side,
  unrealizedPnl,
} from '../src/index.ts'

interface Fill {
  readonly kind: 'FILL' | 'REVERSAL'
  readonly side: Side
  readonly price: Price
  readonly quantity: Quantity
  readonly fee: Money
}

/** On an 8-digit grid, as venues have it; small quantities, so that positions meet zero and flip. */
const fill: fc.Arbitrary<Fill> = fc.record({
  kind: fc.constantFrom('FILL', 'FILL', 'FILL', 'REVERSAL'),
  side: fc.constantFrom<Side>('BUY', 'SELL'),
  price: fc.bigInt({ min: 1n, max: 10n ** 13n }).map((n) => (n * 10n ** 4n) as Price),
  quantity: fc.oneof(
    fc.bigInt({ min: 1n, max: 5n }).map((n) => (n * 10n ** 12n) as Quantity),
    fc.bigInt({ min: 1n, max: 10n ** 9n }).map((n) => (n * 10n ** 4n) as Quantity),
  ),
  fee: fc.bigInt({ min: 0n, max: 10n ** 21n }).map((n) => n as Money),
})
const fills = fc.array(fill, { maxLength: 25 })
const mark = fc.bigInt({ min: 1n, max: 10n ** 13n }).map((n) => (n * 10n ** 4n) as Price)

const signed = ({ kind, side, quantity }: Fill): bigint =>
  (side === 'BUY' ? quantity : -quantity) * (kind === 'FILL' ? 1n : -1n)
const paid = ({ kind, fee }: Fill): bigint => (kind === 'FILL' ? fee : -fee)
const walk = (all: readonly Fill[]): Position => all.reduce(applyFill, FLAT_POSITION)

describe('average-cost accounting', () => {
  test('position = sum of fills', () => {
    fc.assert(
      fc.property(fills, (all) => {
        expect(walk(all).quantity).toBe(all.reduce((sum, each) => sum + signed(each), 0n))
      }),
    )
  })

  test('fees = sum of fees, apart from realised profit', () => {
    fc.assert(
      fc.property(fills, (all) => {
        const free = all.map((each) => ({ ...each, fee: 0n as Money }))
        expect(walk(all).fees).toBe(all.reduce((sum, each) => sum + paid(each), 0n))
        expect(walk(all)).toEqual({ ...walk(free), fees: walk(all).fees })
      }),
    )
  })

  test('cash + value = gross realised + unrealised − fees, exactly, at any mark', () => {
    fc.assert(
      fc.property(fills, mark, (all, price) => {
        const position = walk(all)
        const cash = all.reduce((sum, each) => sum + cashChange(each), 0n)
        const equity = cash + positionValue(position, price)
        expect(equity).toBe(position.realizedPnl + unrealizedPnl(position, price) - position.fees)
      }),
    )
  })

  test('at every step: equity change = realised + change of unrealised − fee, exactly', () => {
    fc.assert(
      fc.property(fills, fill, mark, mark, (all, next, before, after) => {
        const [a, b] = [walk(all), walk([...all, next])]
        const equity = cashChange(next) + positionValue(b, after) - positionValue(a, before)
        const realized = b.realizedPnl - a.realizedPnl
        const unrealized = unrealizedPnl(b, after) - unrealizedPnl(a, before)
        expect(equity).toBe(realized + unrealized - paid(next))
      }),
    )
  })

  test('closing to flat leaves no cost basis, whatever was rounded on the way', () => {
    fc.assert(
      fc.property(fills, mark, (all, price) => {
        const open = walk(all)
        fc.pre(open.quantity !== 0n)
        const quantity = (open.quantity < 0n ? -open.quantity : open.quantity) as Quantity
        const side: Side = open.quantity > 0n ? 'SELL' : 'BUY'
        const flat = applyFill(open, { kind: 'FILL', side, quantity, price, fee: 0n as Money })
        expect([flat.quantity, flat.costBasis]).toEqual([0n, 0n])
      }),
    )
  })

  test('the cost basis has the sign of the quantity', () => {
    fc.assert(
      fc.property(fills, (all) => {
        const { quantity, costBasis } = walk(all)
        if (quantity >= 0n) expect(costBasis >= 0n).toBe(true)
        if (quantity <= 0n) expect(costBasis <= 0n).toBe(true)
      }),
    )
  })

  test('an increase realises nothing; a reduction keeps the average cost within one unit of rounding', () => {
    fc.assert(
      fc.property(fills, fill, (all, next) => {
        const [a, b] = [walk(all), walk([...all, next])]
        const same = a.quantity === 0n || a.quantity > 0n === signed(next) > 0n
        if (same) {
          expect(b.realizedPnl).toBe(a.realizedPnl)
          return
        }
        if (b.quantity !== 0n && a.quantity > 0n !== b.quantity > 0n) return
        // b.costBasis / b.quantity = a.costBasis / a.quantity, multiplied out.
        const off = b.costBasis * a.quantity - a.costBasis * b.quantity
        const unit = a.quantity < 0n ? -a.quantity : a.quantity
        expect(off <= unit && off >= -unit).toBe(true)
      }),
    )
  })

  test('a fill split in two at the same price is the same fill, but for rounding of the cost released', () => {
    fc.assert(
      fc.property(fills, fill, (all, next) => {
        const half = ((next.quantity / 2n / 10n ** 4n) * 10n ** 4n) as Quantity
        fc.pre(half > 0n)
        const parts = [
          { ...next, quantity: half, fee: 0n as Money },
          { ...next, quantity: (next.quantity - half) as Quantity },
        ]
        const [whole, split] = [walk([...all, next]), walk([...all, ...parts])]
        expect([split.quantity, split.fees]).toEqual([whole.quantity, whole.fees])
        const off = split.realizedPnl - whole.realizedPnl
        expect(off >= -2n && off <= 2n).toBe(true)
      }),
    )
  })
})

describe('by hand', () => {
  const of = (side: Side, quantity: string, price: string, fee = '0'): Fill => ({
    kind: 'FILL',
    side,
    quantity: parseQuantity(quantity),
    price: parsePrice(price),
    fee: parseMoney(fee),
  })
  const shown = ({ quantity, costBasis, realizedPnl, fees }: Position) => [
    Number(quantity) / 1e12,
    ...[costBasis, realizedPnl, fees].map(formatMoney),
  ]

  test.each<[string, Fill[], (string | number)[]]>([
    [
      'long, added to, partly sold',
      [of('BUY', '1', '100'), of('BUY', '1', '200'), of('SELL', '1', '180')],
      [1, '150', '30', '0'],
    ],
    [
      'short, added to, partly covered',
      [of('SELL', '1', '100'), of('SELL', '1', '200'), of('BUY', '1', '120')],
      [-1, '-150', '30', '0'],
    ],
    ['long flipped to short', [of('BUY', '1', '100'), of('SELL', '3', '110')], [-2, '-220', '10', '0']],
    ['short flipped to long', [of('SELL', '1', '100'), of('BUY', '3', '90')], [2, '180', '10', '0']],
    [
      'closed at a loss, with fees',
      [of('BUY', '2', '10', '0.1'), of('SELL', '2', '9', '0.09')],
      [0, '0', '-2', '0.19'],
    ],
    [
      'a third sold, which does not divide',
      [of('BUY', '3', '1', '0'), of('BUY', '0.00000001', '1'), of('SELL', '1', '1')],
      [2.00000001, '2.00000001', '0', '0'],
    ],
  ])('%s', (_name, all, expected) => {
    expect(shown(walk(all))).toEqual(expected)
  })
})
