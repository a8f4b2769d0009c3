import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  accountId,
  accountLimits,
  DEFAULT_LIMITS,
  DENIAL_CODES,
  effectiveLimits,
  instrumentId,
  type Limits,
  type LimitsBook,
  type Money,
  parseMoney,
  strategyId,
} from '../src/index.ts'

const ACCOUNT = accountId('coinbase.main.paper')
const STRATEGY = strategyId('a')
const BTC = instrumentId('coinbase:BTC-USD')
const NONE: LimitsBook = { account: new Map(), strategy: new Map(), instrument: new Map() }

const some: fc.Arbitrary<Partial<Limits>> = fc
  .record(
    {
      maxOrderNotional: fc.bigInt({ min: 0n, max: 10n ** 22n }).map((n) => n as Money),
      maxPositionNotional: fc.bigInt({ min: 0n, max: 10n ** 23n }).map((n) => n as Money),
      maxOpenOrders: fc.nat(40),
      maxSignalAgeMs: fc.nat(5_000),
    },
    { requiredKeys: [] },
  )
  .map((limits) => limits)

const book = fc.record({ account: some, strategy: some, instrument: some }).map(
  ({ account, strategy, instrument }): LimitsBook => ({
    account: new Map([[ACCOUNT, account]]),
    strategy: new Map([[STRATEGY, strategy]]),
    instrument: new Map([[BTC, instrument]]),
  }),
)
const KEYS = Object.keys(DEFAULT_LIMITS) as (keyof Limits)[]

test('where nothing is set, the stated defaults are in force', () => {
  expect(effectiveLimits(NONE, ACCOUNT, STRATEGY, BTC)).toEqual(DEFAULT_LIMITS)
})

test('there is never no limit, and the strictest level wins', () => {
  fc.assert(
    fc.property(book, (limits) => {
      const inForce = effectiveLimits(limits, ACCOUNT, STRATEGY, BTC)
      for (const key of KEYS) {
        const set = [
          limits.account.get(ACCOUNT)?.[key] ?? DEFAULT_LIMITS[key],
          limits.strategy.get(STRATEGY)?.[key],
          limits.instrument.get(BTC)?.[key],
        ].filter((value) => value !== undefined)
        expect(set).toContain(inForce[key])
        for (const value of set) expect(inForce[key] <= value).toBe(true)
      }
    }),
  )
})

test('an account may allow more than the defaults; a strategy may not allow more than its account', () => {
  const wide = { maxOrderNotional: parseMoney('9999') }
  const wideAccount = { ...NONE, account: new Map([[ACCOUNT, wide]]) }
  const wideStrategy = { ...NONE, strategy: new Map([[STRATEGY, wide]]) }
  expect(accountLimits(wideAccount, ACCOUNT)).toEqual({ ...DEFAULT_LIMITS, ...wide })
  expect(effectiveLimits(wideAccount, ACCOUNT, STRATEGY, BTC).maxOrderNotional).toBe(wide.maxOrderNotional)
  expect(effectiveLimits(wideStrategy, ACCOUNT, STRATEGY, BTC)).toEqual(DEFAULT_LIMITS)
})

test('limits of another account, strategy or instrument do not bind', () => {
  fc.assert(
    fc.property(book, (limits) => {
      const other = [
        accountId('coinbase.other.paper'),
        strategyId('b'),
        instrumentId('coinbase:ETH-USD'),
      ] as const
      expect(effectiveLimits(limits, ...other)).toEqual(DEFAULT_LIMITS)
    }),
  )
})

test('denial codes are all different: each is an enum value and a metric label', () => {
  expect(new Set(DENIAL_CODES).size).toBe(DENIAL_CODES.length)
})
