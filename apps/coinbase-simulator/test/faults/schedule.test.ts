import { addMillis, type UnixNanos } from '@oasis/domain'
import { createVirtualScheduler } from '@oasis/runtime'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FaultDice } from '../../src/faults/fault-dice.ts'
import {
  CHANCE_FAULTS,
  createSimulatedExchange,
  DEFAULT_FAULTS,
  EPISODE_FAULTS,
  NO_FAULTS,
  parseSimulatorOptions,
  type SimulatorOptionsInput,
} from '../../src/index.ts'
import { bitten } from './fault-world.ts'

const START = 1_786_309_548_000_000_000n as UnixNanos
const kinds = fc.array(fc.constantFrom(...CHANCE_FAULTS), { maxLength: 200 })
const roll = (dice: FaultDice, opportunities: readonly (typeof CHANCE_FAULTS)[number][]) =>
  opportunities.map((kind) => [kind, dice.strikes(kind)] as const)

describe('the dice', () => {
  it('fall the same for the same seed and opportunities', () => {
    fc.assert(
      fc.property(fc.string(), kinds, (seed, opportunities) => {
        const [one, other] = [new FaultDice(DEFAULT_FAULTS, seed), new FaultDice(DEFAULT_FAULTS, seed)]
        expect(roll(one, opportunities)).toEqual(roll(other, opportunities))
      }),
    )
  })

  it('of one kind do not know what happened to the others', () => {
    fc.assert(
      fc.property(fc.string(), kinds, (seed, opportunities) => {
        const together = roll(new FaultDice(DEFAULT_FAULTS, seed), opportunities)
        const alone = new FaultDice(DEFAULT_FAULTS, seed)
        const ofOne = together.filter(([kind]) => kind === 'lookup-lagging')
        expect(ofOne).toEqual(ofOne.map(() => ['lookup-lagging', alone.strikes('lookup-lagging')]))
      }),
    )
  })

  it('of two kinds with one chance do not fall alike', () => {
    const dice = new FaultDice(DEFAULT_FAULTS, 'apart')
    const rolls = (kind: 'lookup-lagging' | 'fill-listed-late') =>
      Array.from({ length: 300 }, () => dice.strikes(kind))
    expect(rolls('lookup-lagging')).not.toEqual(rolls('fill-listed-late'))
  })

  it('strike as often as the plan says, and never where it says never', () => {
    const dice = new FaultDice(DEFAULT_FAULTS, 'often')
    const struck = Array.from({ length: 10_000 }, () => dice.strikes('lookup-lagging')).filter(Boolean)
    expect(struck.length).toBeGreaterThan(850)
    expect(struck.length).toBeLessThan(1_150)
    const never = new FaultDice(NO_FAULTS, 'never')
    expect(CHANCE_FAULTS.some((kind) => never.strikes(kind))).toBe(false)
  })

  it('take what was forced first, only where it belongs, and draw nothing for it', () => {
    const [forced, free] = [new FaultDice(DEFAULT_FAULTS, 's'), new FaultDice(DEFAULT_FAULTS, 's')]
    forced.force('unauthorized', 2, 'create')
    expect([forced.strikes('unauthorized', 'create'), forced.strikes('unauthorized', 'create')]).toEqual([
      true,
      true,
    ])
    const many = Array.from({ length: 500 }, () => 'unauthorized' as const)
    expect(roll(forced, many)).toEqual(roll(free, many))
    forced.force('unauthorized', 1, 'cancel')
    forced.heal()
    expect(roll(forced, many).some(([, struck]) => struck)).toBe(false)
  })
})

describe('episodes', () => {
  const open = (seed: string, everyMs: object) => {
    const scheduler = createVirtualScheduler({ startAt: START })
    const options: SimulatorOptionsInput = {
      historyHours: 1,
      products: ['BTC-USD'],
      faultSeed: seed,
      balances: { USD: '100000', BTC: '1' },
    }
    const exchange = createSimulatedExchange({ ...options, faults: { everyMs } }, scheduler)
    const run = (ms: number) => scheduler.runUntil(addMillis(scheduler.now(), ms))
    return { exchange, run }
  }

  it('come by themselves, the same for the same seed and others for another', async () => {
    const everyMs = Object.fromEntries(EPISODE_FAULTS.map((kind) => [kind, 8_000]))
    const happened = async (seed: string) => {
      const { exchange, run } = open(seed, everyMs)
      await run(200_000)
      const { orders, transfers, executions } = exchange.venue.ledger()
      exchange.stop()
      return { counts: bitten(exchange.faults), orders, transfers, executions }
    }
    const one = await happened('1')
    expect(await happened('1')).toEqual(one)
    expect(await happened('2')).not.toEqual(one)
    // Nobody is connected and no key trades: what would have met those has met nobody.
    expect(Object.keys(one.counts).sort()).toEqual(
      ['deposit', 'external-order', 'fill-reversed', 'maintenance', 'manual-trade', 'withdrawal'].sort(),
    )
    for (const count of Object.values(one.counts)) expect(count).toBeGreaterThan(3)
  })

  it('end all at once when the venue is healed, and come no more', async () => {
    const { exchange, run } = open('1', { maintenance: 5_000, unreachable: 5_000, 'clock-skewed': 5_000 })
    await run(60_000)
    exchange.faults.heal()
    const { counts } = exchange.faults
    const flags = exchange.view.products(START).map((product) => [product.cancel_only, product.post_only])
    expect(flags.flat().some((set) => set === true)).toBe(false)
    await run(600_000)
    expect(exchange.faults.counts).toEqual(counts)
    expect(exchange.faults.healed).toBe(true)
    exchange.stop()
  })
})

describe('a plan', () => {
  const planOf = (faults: unknown) => parseSimulatorOptions({ faults }).faults

  it('has a name, or names what differs from its base', () => {
    expect(planOf('none')).toEqual(NO_FAULTS)
    expect(planOf('default')).toEqual(DEFAULT_FAULTS)
    expect(planOf(undefined)).toEqual(NO_FAULTS)
    expect(planOf({ chances: { unauthorized: 0.5 } })).toEqual({
      ...NO_FAULTS,
      chances: { ...NO_FAULTS.chances, unauthorized: 0.5 },
    })
    const spans = { unreachable: { minMs: 1, maxMs: 2 } }
    expect(planOf({ base: 'default', spans }).spans).toEqual({ ...DEFAULT_FAULTS.spans, ...spans })
  })

  it.each([
    ['a chance above one', { chances: { unauthorized: 1.1 } }],
    ['a kind that does not exist', { chances: { unautorized: 0.1 } }],
    ['an episode among the chances', { chances: { deposit: 0.1 } }],
    ['a span that ends before it begins', { spans: { unreachable: { minMs: 2, maxMs: 1 } } }],
    ['another name', 'many'],
  ])('with %s is refused', (_, faults) => {
    expect(() => planOf(faults)).toThrow(/faults/)
  })
})
