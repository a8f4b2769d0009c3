import { type Limits, type LimitsBook, parseMoney, parseRate, strategyId } from '@oasis/domain'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  halted,
  haltHeard,
  limitsBookOf,
  seedsOf,
  withScopedLimits,
  withSeeds,
} from '../src/core/control-changes.ts'
import { ACCOUNT, BTC, ETH, openState, STRATEGY } from './risk-fixtures.ts'

const { control } = openState()
const why = { reason: 'enough', by: 'ada' }

describe('a halt that the order manager has taken', () => {
  test('bears its name there, and the mark of one unheard no more', () => {
    const heard = haltHeard(halted(control, 4, why), 6)
    expect(heard).toMatchObject({ status: 'HALTED', haltEpoch: 6 })
    expect(heard).not.toHaveProperty('haltUnheard')
  })

  test('is not changed by the answer to a second call of it that tells nothing new', () => {
    const heard = haltHeard(halted(control, 4, why), 6)
    expect(haltHeard(heard, 6)).toBe(heard)
    expect(haltHeard(heard, 7).haltEpoch).toBe(7)
  })
})

describe('limits from configuration', () => {
  const limits = { maxOpenOrders: 3 }
  const book: LimitsBook = {
    account: new Map([[ACCOUNT, limits]]),
    strategy: new Map([[STRATEGY, limits]]),
    instrument: new Map([[BTC, limits]]),
  }

  test('are put beneath what was set, limit by limit', () => {
    const set = { scope: { level: 'instrument', id: ETH }, limits: { maxOpenOrders: 1 } } as const
    const own = {
      scope: { level: 'instrument', id: BTC },
      limits: { priceCollar: parseRate('0.01') },
    } as const
    const tighter = { scope: { level: 'account', id: ACCOUNT }, limits: { maxOpenOrders: 2 } } as const
    const inForce = withSeeds({ ...control, limits: [set, own, tighter] }, seedsOf(book, ACCOUNT)).limits
    expect(inForce).toHaveLength(4)
    expect(inForce).toEqual(
      expect.arrayContaining([
        tighter,
        { scope: { level: 'strategy', id: STRATEGY }, limits },
        set,
        { ...own, limits: { ...limits, ...own.limits } },
      ]),
    )
  })

  test('of an instrument bind in an account that has none of its own', () => {
    const seeds = seedsOf({ ...book, account: new Map(), strategy: new Map() }, ACCOUNT)
    expect(seeds).toEqual([{ scope: { level: 'instrument', id: BTC }, limits }])
  })
})

const someLimits = fc.record(
  {
    maxOpenOrders: fc.nat(3),
    maxOrderNotional: fc.nat(3).map((n) => parseMoney(String(n))),
    priceCollar: fc.integer({ min: 1, max: 3 }).map((n) => parseRate(`0.0${n}`)),
  },
  { requiredKeys: [] },
)

test('property: a limit in force is the one last set by a command, else the one of configuration', () => {
  fc.assert(
    fc.property(someLimits, fc.array(someLimits, { maxLength: 5 }), (seed, commands) => {
      const scope = { level: 'account', id: ACCOUNT } as const
      const set = commands.reduce((state, limits) => withScopedLimits(state, scope, limits), control)
      const [told] = withSeeds(set, [{ scope, limits: seed }]).limits
      // None named gives everything back.
      const since = commands.slice(commands.findLastIndex((each) => Object.keys(each).length === 0) + 1)
      expect(told?.limits).toEqual(Object.assign({}, seed, ...since))
    }),
  )
})

test('property: of what is set for a strategy and for one of its instances, the strictest binds the instance', () => {
  const instance = strategyId('momentum-btc')
  const some = fc.record(
    { maxOpenOrders: fc.nat(3), maxOrderNotional: fc.nat(3).map((n) => parseMoney(String(n))) },
    { requiredKeys: [] },
  )
  const least = <K extends 'maxOpenOrders' | 'maxOrderNotional'>(
    a: Partial<Limits>,
    b: Partial<Limits>,
    name: K,
  ) => [a[name], b[name]].filter((each) => each !== undefined).sort((x, y) => (x < y ? -1 : 1))[0]
  fc.assert(
    fc.property(some, some, fc.boolean(), (ofAll, ofOne, instanceFirst) => {
      const all = { scope: { level: 'strategy', id: STRATEGY }, limits: ofAll } as const
      const one = { scope: { level: 'strategy', id: instance }, limits: ofOne } as const
      const told = instanceFirst ? [one, all] : [all, one]
      const { strategy } = limitsBookOf(told, new Map([[STRATEGY, [instance]]]))
      expect(strategy.get(instance)?.maxOpenOrders).toBe(least(ofAll, ofOne, 'maxOpenOrders'))
      expect(strategy.get(instance)?.maxOrderNotional).toBe(least(ofAll, ofOne, 'maxOrderNotional'))
      expect(strategy.get(STRATEGY)).toEqual(ofAll)
    }),
    { examples: [[{ maxOpenOrders: 1 }, { maxOpenOrders: 2 }, false]] },
  )
})
