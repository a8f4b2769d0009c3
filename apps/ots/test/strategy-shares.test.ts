import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { strategyShares } from '../src/distributed/strategies/strategy-shares.ts'

const names = (prefix: string, max: number) =>
  fc
    .uniqueArray(fc.stringMatching(/^[a-z0-9]{1,8}$/), { minLength: 1, maxLength: max })
    .map((all) => all.map((each) => `${prefix}-${each}`))
const strategies = names('strategy', 30)
const hosts = names('host', 8)

describe('shares of strategies', () => {
  test('each strategy has one host, and no host more than its fair share', () => {
    fc.assert(
      fc.property(strategies, hosts, (all, them) => {
        const shares = strategyShares(all, them)
        expect([...shares.keys()].sort()).toEqual([...all].sort())
        const most = Math.ceil(all.length / them.length)
        for (const host of them) {
          expect([...shares.values()].filter((each) => each === host).length).toBeLessThanOrEqual(most)
        }
      }),
    )
  })

  test('every host comes to the same, in whatever order it sees the others', () => {
    fc.assert(
      fc.property(strategies, hosts, fc.integer(), (all, them, seed) => {
        const turned = (list: readonly string[]) => {
          const by = Math.abs(seed) % list.length
          return [...list.slice(by), ...list.slice(0, by)].reverse()
        }
        expect(strategyShares(turned(all), turned(them))).toEqual(strategyShares(all, them))
      }),
    )
  })

  test('a host that leaves moves its own strategies, and few others', () => {
    const all = Array.from({ length: 40 }, (_, i) => `strategy-${i}`)
    const before = strategyShares(all, ['a', 'b', 'c', 'd'])
    const after = strategyShares(all, ['a', 'b', 'c'])
    const moved = all.filter((each) => before.get(each) !== 'd' && before.get(each) !== after.get(each))
    expect(moved.length).toBeLessThanOrEqual(10)
  })

  test('without hosts nobody has anything', () => {
    expect(strategyShares(['a'], []).size).toBe(0)
  })
})
