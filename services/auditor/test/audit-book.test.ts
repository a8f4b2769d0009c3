import {
  type AccountEvent,
  bookAdjustment,
  bookExecution,
  type Currency,
  createLedger,
  currency,
  type Execution,
  instrumentId,
  type Money,
  type Portfolio,
  type Price,
  parseMoney,
  type Quantity,
  type Side,
  strategyId,
} from '@oasis/domain'
import { buildExecution, buildOrder, TEST_ACCOUNT, TEST_TIME } from '@oasis/testkit'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AuditBook } from '../src/core/audit-book.ts'
import { compareBooks, comparePortfolio } from '../src/core/compare-portfolio.ts'

const USD = currency('USD')
const PAIRS = new Map([
  [instrumentId('coinbase:BTC-USD'), { base: currency('BTC'), quote: USD }],
  [instrumentId('coinbase:ETH-USD'), { base: currency('ETH'), quote: USD }],
])
const pairOf = (id: string) => PAIRS.get(id as never) ?? { base: USD, quote: USD }

const execution: fc.Arbitrary<Execution> = fc
  .record({
    n: fc.nat(1_000_000),
    instrumentId: fc.constantFrom(...PAIRS.keys()),
    strategyId: fc.constantFrom(strategyId('a'), strategyId('b'), strategyId('external')),
    side: fc.constantFrom<Side>('BUY', 'SELL'),
    kind: fc.constantFrom<Execution['kind']>('FILL', 'FILL', 'FILL', 'REVERSAL'),
    price: fc.bigInt({ min: 1n, max: 10n ** 13n }).map((n) => (n * 10n ** 4n) as Price),
    quantity: fc.bigInt({ min: 1n, max: 10n ** 9n }).map((n) => (n * 10n ** 4n) as Quantity),
    fee: fc.bigInt({ min: 0n, max: 10n ** 20n }).map((n) => n as Money),
  })
  .map(({ n, ...changes }) => buildExecution(buildOrder(n), n, changes))

const amount = fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }).map((n) => n as Money)
const history = fc.array(fc.oneof(execution, amount), { maxLength: 40 })

function fold(items: readonly (Execution | Money)[]) {
  const book = new AuditBook(pairOf)
  let ledger = createLedger(TEST_ACCOUNT)
  for (const item of items) {
    if (typeof item === 'bigint') {
      const adjustment = {
        accountId: TEST_ACCOUNT,
        mode: 'PAPER',
        currency: USD,
        amount: item,
        reason: 'DEPOSIT',
        tsEvent: TEST_TIME,
      } as const
      book.adjustment(adjustment)
      ledger = bookAdjustment(ledger, adjustment)
    } else {
      book.execution(item)
      ledger = bookExecution(ledger, item, pairOf(item.instrumentId))
    }
  }
  const portfolio: Portfolio = {
    accountId: TEST_ACCOUNT,
    mode: 'PAPER',
    valuationCurrency: USD,
    accountSeq: items.length,
    riskEpoch: 1,
    balances: [...ledger.balances].map(([code, total]) => ({ currency: code, total, held: 0n as Money })),
    positions: [...ledger.byInstrument].map(([id, position]) => ({ ...position, instrumentId: id })),
    byStrategy: [...ledger.byStrategy].flatMap(([id, held]) =>
      [...held].map(([instrument, position]) => ({
        ...position,
        instrumentId: instrument,
        strategyId: id,
      })),
    ),
    grossExposure: 0n as Money,
    netExposure: 0n as Money,
    openOrders: 0,
    ts: TEST_TIME,
  }
  return { book, portfolio }
}

describe('the audit’s book', () => {
  test('is what the accounting makes of the same history, to the last digit, by code of its own', () => {
    fc.assert(
      fc.property(history, (items) => {
        const { book, portfolio } = fold(items)
        expect(comparePortfolio(book, portfolio)).toEqual([])
      }),
    )
  })

  test('keeps the identity: cost is what was paid and received plus the profit taken from it', () => {
    fc.assert(
      fc.property(fc.array(execution, { maxLength: 40 }), (items) => {
        const { book } = fold(items)
        for (const [id, position] of book.positions) {
          const paid = items
            .filter((each) => each.instrumentId === id)
            .map(({ side, kind, price, quantity }) => {
              const sign = (side === 'BUY') === (kind === 'FILL') ? 1n : -1n
              return (sign * price * quantity) / 1_000_000n
            })
            .reduce((sum, each) => sum + each, 0n)
          expect(position.cost).toBe(paid + position.realized)
        }
      }),
    )
  })

  test('finds any change of any one number', () => {
    fc.assert(
      fc.property(
        fc.array(execution, { minLength: 1, maxLength: 20 }),
        fc.constantFrom('quantity', 'costBasis', 'realizedPnl', 'fees', 'cash'),
        fc.nat(),
        (items, what, pick) => {
          const { book, portfolio } = fold(items)
          const { positions, balances } = portfolio
          const wrong =
            what === 'cash'
              ? { ...portfolio, balances: changed(balances, pick, 'total') }
              : { ...portfolio, positions: changed(positions, pick, what) }
          expect(comparePortfolio(book, wrong)).toHaveLength(1)
        },
      ),
    )
  })

  test('a position or a balance that is not told of is a difference, and so is one that is invented', () => {
    const { book, portfolio } = fold([buildExecution(buildOrder(1), 1)])
    expect(comparePortfolio(book, { ...portfolio, positions: [] })).toHaveLength(1)
    expect(comparePortfolio(book, { ...portfolio, byStrategy: [] })).toHaveLength(1)
    expect(comparePortfolio(book, { ...portfolio, balances: [] })).toHaveLength(2)
    const invented = { currency: 'XRP' as Currency, total: parseMoney('1'), held: 0n as Money }
    const balances = [...portfolio.balances, invented]
    expect(comparePortfolio(book, { ...portfolio, balances })).toHaveLength(1)
  })

  test('starts again from nothing with an account that is reset', () => {
    const { book } = fold([buildExecution(buildOrder(1), 1)])
    const reset = { body: { kind: 'RESET', reason: 'asked for' } } as AccountEvent
    book.take(reset)
    expect(compareBooks(book, new AuditBook(pairOf))).toEqual([])
  })
})

function changed<T extends object>(rows: readonly T[], pick: number, key: keyof T | string): T[] {
  const at = pick % rows.length
  return rows.map((row, n) => (n === at ? { ...row, [key]: (row[key as keyof T] as bigint) + 1n } : row))
}
