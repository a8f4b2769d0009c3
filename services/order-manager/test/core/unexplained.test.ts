import {
  addMillis,
  currenciesOfSymbol,
  currency,
  type Order,
  type OrderState,
  type OrderTerms,
  parseMoney,
  parsePrice,
  parseQuantity,
  type UnixNanos,
} from '@oasis/domain'
import { buildOrder, TEST_ACCOUNT, TEST_TIME } from '@oasis/testkit'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ClockReading, clockFault, clockOffsetMs, moreExact } from '../../src/core/clock-offset.ts'
import {
  adjustmentFor,
  amountOf,
  type BalanceDifference,
  isTransfer,
  transferFor,
  type WatchedDifferences,
  watchDifferences,
} from '../../src/core/compare-balances.ts'
import { leastHold, mayRestUnseen, unexplainedHolds } from '../../src/core/explain-holds.ts'

const at = (ms: number): UnixNanos => addMillis(TEST_TIME, ms)
const off = (code: string, amount: string): BalanceDifference => ({
  currency: currency(code),
  venue: parseMoney(amount),
  ledger: parseMoney('0'),
})
/** Looks ten seconds apart. */
const watch = (...looks: readonly (readonly BalanceDifference[])[]): WatchedDifferences =>
  looks.reduce<WatchedDifferences>(
    (before, found, n) => watchDifferences(before, found, at(n * 10_000)),
    new Map(),
  )
const transfers = (...looks: readonly (readonly BalanceDifference[])[]): readonly string[] =>
  [...watch(...looks).values()].flatMap((each) =>
    isTransfer(each, at((looks.length - 1) * 10_000)) ? [each.currency] : [],
  )

describe('a difference that stays', () => {
  const usd = [off('USD', '5')]
  const trade = [off('BTC', '1'), off('USD', '-9')]

  test('is a transfer when it is the same in one currency over thirty seconds and three looks', () => {
    expect(transfers(usd, usd, usd)).toEqual([])
    expect(transfers(usd, usd, usd, usd)).toEqual(['USD'])
    const [first] = watch(usd).values()
    expect(first && isTransfer({ ...first, looks: 2 }, at(60_000))).toBe(false)
    expect(first && isTransfer({ ...first, looks: 3 }, at(29_999))).toBe(false)
  })

  test('begins anew when it changes', () => {
    expect(transfers(usd, usd, [off('USD', '6')], [off('USD', '6')])).toEqual([])
  })

  test('in two currencies that came at once the same way is one in each: no trade does that', () => {
    const deposits = [off('BTC', '1'), off('USD', '9')]
    const withdrawals = [off('BTC', '-1'), off('USD', '-9')]
    expect(transfers(deposits, deposits, deposits, deposits)).toEqual(['BTC', 'USD'])
    expect(transfers(withdrawals, withdrawals, withdrawals, withdrawals)).toEqual(['BTC', 'USD'])
    const trade = [...deposits, off('ETH', '-3')]
    expect(transfers(trade, trade, trade, trade)).toEqual([])
  })

  test('in two currencies that came at once, one up and one down, is never one', () => {
    expect(transfers(trade, trade, trade, trade, trade, trade)).toEqual([])
  })

  test('on top of what looks like a trade is not told apart from it', () => {
    const more = [off('BTC', '1'), off('USD', '-8')]
    expect(transfers(trade, more, more, more, more, more)).toEqual([])
  })

  test('that is left alone counts from then on', () => {
    const left = [off('USD', '-9')]
    expect(transfers(trade, trade, trade, left, left, left)).toEqual([])
    expect(transfers(trade, trade, trade, left, left, left, left)).toEqual(['USD'])
  })

  test('of two that came one after the other, each is one', () => {
    const both = [off('BTC', '1'), off('USD', '5')]
    expect(transfers(usd, both, both, both, both)).toEqual(['BTC', 'USD'])
  })

  test('that came alone is one beside others that look like a trade', () => {
    const three = [...trade, off('ETH', '2')]
    expect(transfers(trade, three, three, three, three)).toEqual(['ETH'])
  })

  test('that was mixed with a late fill is one when the fill is explained', () => {
    const mixed = [off('BTC', '1'), off('USD', '-4')]
    expect(transfers(usd, mixed, usd, usd, usd)).toEqual([])
    expect(transfers(usd, mixed, usd, usd, usd, usd)).toEqual(['USD'])
  })

  test('is watched for every currency found, and no other', () => {
    const found = fc.uniqueArray(
      fc.record({ code: fc.constantFrom('A', 'B', 'C'), amount: fc.integer({ min: 1, max: 3 }) }),
      { selector: ({ code }) => code },
    )
    fc.assert(
      fc.property(fc.array(found, { minLength: 1 }), (looks) => {
        const all = looks.map((look) => look.map(({ code, amount }) => off(code, String(amount))))
        const watched = watch(...all)
        const last = all.at(-1) ?? []
        expect([...watched.keys()].sort()).toEqual(last.map((each) => each.currency).sort())
        for (const each of watched.values()) expect(each.looks).toBeLessThanOrEqual(all.length)
        for (const each of last) expect(watched.get(each.currency)?.venue).toBe(each.venue)
      }),
    )
  })

  test('becomes an adjustment by the venue’s amount', () => {
    const context = { accountId: TEST_ACCOUNT, mode: 'PAPER', tsEvent: TEST_TIME } as const
    const less = { ...off('USD', '3'), ledger: parseMoney('5') }
    expect(amountOf(less)).toBe(parseMoney('-2'))
    expect(transferFor(less, context)).toEqual({
      ...context,
      currency: 'USD',
      amount: parseMoney('-2'),
      reason: 'WITHDRAWAL',
    })
    expect(transferFor(off('USD', '3'), context).reason).toBe('DEPOSIT')
    expect(adjustmentFor(less, 'CORRECTION', context).reason).toBe('CORRECTION')
  })
})

describe('holds', () => {
  const held = (code: string, amount: string) => ({
    currency: currency(code),
    available: parseMoney('0'),
    held: parseMoney(amount),
  })
  const resting = (state: OrderState, changes: Partial<Order> = {}, sell = false): Order =>
    buildOrder(1, { state, ...changes }, sell ? { side: 'SELL' } : {})
  const market = (size: Extract<OrderTerms, { type: 'MARKET' }>['size']): Order =>
    buildOrder(1, {}, { terms: { type: 'MARKET', timeInForce: 'IOC', size } })

  test('a buy holds what remains at its limit, a sell what remains, and a market order nothing for long', () => {
    const half = { filledQuantity: parseQuantity('0.5') }
    const least = (order: Order) => leastHold(order, currenciesOfSymbol)
    expect(least(resting('OPEN', half))).toEqual({ currency: 'USD', amount: parseMoney('32500.005') })
    expect(least(resting('OPEN', half, true))).toEqual({ currency: 'BTC', amount: parseMoney('0.5') })
    expect(least(market({ unit: 'BASE', quantity: parseQuantity('1') }))).toBeUndefined()
    expect(least(market({ unit: 'QUOTE', amount: parseMoney('1') }))).toBeUndefined()
  })

  test('what no known order needs is unexplained; orders that have ended or are in doubt are not known', () => {
    const known = (['OPEN', 'PENDING_CANCEL', 'UNKNOWN', 'REVIEW', 'FILLED', 'SUBMITTED'] as const).map(
      (state) => resting(state),
    )
    const left = unexplainedHolds(
      [held('USD', '200000')],
      [
        ...known,
        resting('PARTIALLY_FILLED', {}, true),
        market({ unit: 'BASE', quantity: parseQuantity('1') }),
      ],
      currenciesOfSymbol,
    )
    expect(left).toEqual(
      new Map([
        ['USD', parseMoney('69999.98')],
        ['BTC', parseMoney('-1')],
      ]),
    )
  })

  test.each([
    ['65000', false],
    ['65000.01', true],
  ])('with %s unexplained a buy for 65000.01 may rest unseen: %s', (amount, may) => {
    const left = unexplainedHolds([held('USD', amount)], [], currenciesOfSymbol)
    expect(mayRestUnseen(resting('UNKNOWN'), left, currenciesOfSymbol)).toBe(may)
  })

  test('a market order does not rest, and where nothing is held nothing rests', () => {
    const left = unexplainedHolds([held('USD', '99999999')], [], currenciesOfSymbol)
    const order = market({ unit: 'BASE', quantity: parseQuantity('1') })
    expect(mayRestUnseen(order, left, currenciesOfSymbol)).toBe(false)
    expect(mayRestUnseen(resting('UNKNOWN', {}, true), left, currenciesOfSymbol)).toBe(false)
    const dust = buildOrder(
      1,
      {},
      {
        terms: {
          type: 'LIMIT',
          timeInForce: 'GTC',
          quantity: parseQuantity('0.1'),
          limitPrice: parsePrice('1'),
          postOnly: false,
        },
      },
    )
    expect(mayRestUnseen(dust, new Map(), currenciesOfSymbol)).toBe(false)
  })
})

describe('the clock', () => {
  const reading = (tookMs: number, offsetMs: number): ClockReading => ({
    askedAt: at(0),
    answeredAt: at(tookMs),
    venueTime: at(tookMs / 2 + offsetMs),
  })

  test('an answer belongs to the middle of asking, and the quickest is believed', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.nat(5_000).map((n) => n * 2),
            fc.integer({ min: -9_999, max: 9_999 }),
          ),
          { minLength: 1 },
        ),
        (readings) => {
          const all = readings.map(([tookMs, offsetMs]) => reading(tookMs, offsetMs))
          const best = all.reduce(moreExact)
          const least = Math.min(...readings.map(([tookMs]) => tookMs))
          const [, offset] = readings.find(([tookMs]) => tookMs === least) ?? []
          expect(clockOffsetMs(best)).toBe(offset)
        },
      ),
    )
  })

  test('a fault says which is ahead, how far, and what to do', () => {
    expect(clockFault(250, 250)).toBeUndefined()
    expect(clockFault(-250, 250)).toBeUndefined()
    expect(clockFault(251, 250)).toContain("251 ms behind the venue's")
    expect(clockFault(-900, 250)).toContain(
      "900 ms ahead of the venue's, more than the 250 ms allowed: synchronise",
    )
  })
})
