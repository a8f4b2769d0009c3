import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type AccountLedger,
  accountId,
  amountAsQuantity,
  type BalanceAdjustment,
  bookAdjustment,
  bookExecution,
  cashChange,
  clientOrderId,
  createLedger,
  currency,
  type Execution,
  type ExecutionKind,
  executionId,
  formatMoney,
  type InstrumentId,
  instrumentId,
  type Money,
  type Price,
  parseMoney,
  parseQuantity,
  type Quantity,
  quantityAsAmount,
  type Side,
  type StrategyId,
  strategyId,
  symbolOf,
  type UnixNanos,
} from '../src/index.ts'

const ACCOUNT = accountId('coinbase.main.paper')
const TIME = 1_795_000_000_000_000_000n as UnixNanos
const INSTRUMENTS = ['coinbase:BTC-USD', 'coinbase:ETH-USD', 'coinbase:ETH-BTC'].map(instrumentId)
const STRATEGIES = ['a', 'b', 'external'].map(strategyId)

function pairOf(id: InstrumentId) {
  const [base = '', quote = ''] = symbolOf(id).split('-')
  return { base: currency(base), quote: currency(quote) }
}

const execution: fc.Arbitrary<Execution> = fc
  .record({
    instrument: fc.constantFrom(...INSTRUMENTS),
    strategy: fc.constantFrom(...STRATEGIES),
    kind: fc.constantFrom<ExecutionKind>('FILL', 'FILL', 'FILL', 'REVERSAL'),
    side: fc.constantFrom<Side>('BUY', 'SELL'),
    price: fc.bigInt({ min: 1n, max: 10n ** 13n }),
    quantity: fc.bigInt({ min: 1n, max: 10n ** 9n }),
    fee: fc.bigInt({ min: 0n, max: 10n ** 20n }),
  })
  .map(({ instrument, strategy, kind, side, price, quantity, fee }) => ({
    executionId: executionId('e'),
    kind,
    accountId: ACCOUNT,
    mode: 'PAPER',
    strategyId: strategy,
    clientOrderId: clientOrderId('c'),
    instrumentId: instrument,
    side,
    price: (price * 10n ** 4n) as Price,
    quantity: (quantity * 10n ** 4n) as Quantity,
    fee: fee as Money,
    feeCurrency: pairOf(instrument).quote,
    liquidity: 'TAKER',
    synthetic: false,
    tsEvent: TIME,
    tsInit: TIME,
  }))

const adjustment: fc.Arbitrary<BalanceAdjustment> = fc
  .record({
    code: fc.constantFrom('USD', 'BTC', 'ETH'),
    amount: fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }),
  })
  .map(({ code, amount }) => ({
    accountId: ACCOUNT,
    mode: 'PAPER',
    currency: currency(code),
    amount: amount as Money,
    reason: 'DEPOSIT',
    tsEvent: TIME,
  }))

const events = fc.array(fc.oneof(execution, adjustment), { maxLength: 30 })
type Event = Execution | BalanceAdjustment

function book(ledger: AccountLedger, event: Event): AccountLedger {
  return 'instrumentId' in event
    ? bookExecution(ledger, event, pairOf(event.instrumentId))
    : bookAdjustment(ledger, event)
}
/** By hand: what is bought comes, what is sold goes, and a reversal undoes it. */
const signed = ({ kind, side, quantity }: Execution): bigint =>
  (side === 'BUY' ? quantity : -quantity) * (kind === 'FILL' ? 1n : -1n)
const replay = (all: readonly Event[]) => all.reduce(book, createLedger(ACCOUNT))
const executionsOf = (all: readonly Event[]) =>
  all.filter((each): each is Execution => 'instrumentId' in each)

describe('an account ledger', () => {
  test("an instrument's quantity and fees are the sums of its strategies'", () => {
    fc.assert(
      fc.property(events, (all) => {
        const { byInstrument, byStrategy } = replay(all)
        for (const [id, whole] of byInstrument) {
          const parts = [...byStrategy.values()].flatMap((held) => held.get(id) ?? [])
          expect(parts.reduce((sum, { quantity }) => sum + quantity, 0n)).toBe(whole.quantity)
          expect(parts.reduce((sum, { fees }) => sum + fees, 0n)).toBe(whole.fees)
        }
      }),
    )
  })

  test('realised minus cost, which is cash earned, adds up over strategies, too', () => {
    fc.assert(
      fc.property(events, (all) => {
        const { byInstrument, byStrategy } = replay(all)
        for (const [id, whole] of byInstrument) {
          const parts = [...byStrategy.values()].flatMap((held) => held.get(id) ?? [])
          const earned = parts.reduce((sum, { realizedPnl, costBasis }) => sum + realizedPnl - costBasis, 0n)
          expect(earned).toBe(whole.realizedPnl - whole.costBasis)
        }
      }),
    )
  })

  test('positions are the sums of executions, per strategy and instrument', () => {
    fc.assert(
      fc.property(events, (all) => {
        const { byStrategy } = replay(all)
        const sums = new Map<string, bigint>()
        for (const each of executionsOf(all)) {
          const key = `${each.strategyId} ${each.instrumentId}`
          sums.set(key, (sums.get(key) ?? 0n) + signed(each))
        }
        const booked = [...byStrategy].flatMap(([strategy, held]) =>
          [...held].map(([id, position]) => [`${strategy} ${id}`, position.quantity] as const),
        )
        expect(new Map<string, bigint>(booked)).toEqual(sums)
      }),
    )
  })

  test('balances are the sums of adjustments, base amounts and cash changes', () => {
    fc.assert(
      fc.property(events, (all) => {
        const sums = new Map<string, bigint>()
        const add = (code: string, amount: bigint) => sums.set(code, (sums.get(code) ?? 0n) + amount)
        for (const event of all) {
          if ('amount' in event) add(event.currency, event.amount)
          else {
            const { base, quote } = pairOf(event.instrumentId)
            add(base, signed(event) * 10n ** 6n)
            add(quote, cashChange(event))
          }
        }
        expect(new Map<string, bigint>(replay(all).balances)).toEqual(sums)
      }),
    )
  })

  test('replaying the same events gives the same ledger, and booking changes no earlier one', () => {
    fc.assert(
      fc.property(events, events, (first, second) => {
        const earlier = replay(first)
        const copy = structuredClone(earlier)
        const later = second.reduce(book, earlier)
        expect(earlier).toEqual(copy)
        expect(later).toEqual(replay([...first, ...second]))
      }),
    )
  })

  test('one strategy alone has the position of the instrument', () => {
    fc.assert(
      fc.property(events, (all) => {
        const own = executionsOf(all).map((each) => ({ ...each, strategyId: 'a' as StrategyId }))
        const { byStrategy, byInstrument } = replay(own)
        expect(byStrategy.get('a' as StrategyId) ?? new Map()).toEqual(byInstrument)
      }),
    )
  })
})

test('a fill that was reversed leaves holdings and fees as if it had never been', () => {
  fc.assert(
    fc.property(events, execution, (all, each) => {
      const fill = { ...each, kind: 'FILL' } as const
      const before = replay(all)
      const after = replay([...all, fill, { ...fill, kind: 'REVERSAL' }])
      const held = ({ balances }: AccountLedger) => new Map([...balances].filter(([, total]) => total !== 0n))
      expect(held(after)).toEqual(held(before))
      const now = after.byInstrument.get(fill.instrumentId)
      const then = before.byInstrument.get(fill.instrumentId)
      expect([now?.quantity, now?.fees]).toEqual([then?.quantity ?? 0n, then?.fees ?? 0n])
    }),
  )
})

test('a base quantity and the amount of its currency are the same number', () => {
  expect(formatMoney(quantityAsAmount(parseQuantity('0.123456789012')))).toBe('0.123456789012')
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), (n) => {
      expect(amountAsQuantity(quantityAsAmount(n as Quantity), 'DOWN')).toBe(n)
    }),
  )
  expect(amountAsQuantity(parseMoney('0.0000000000001'), 'UP')).toBe(1n)
})
