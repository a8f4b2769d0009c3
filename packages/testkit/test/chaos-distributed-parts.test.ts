import { SERVICE_NAMES } from '@oasis/ots'
import { CRASH_POINTS } from '@oasis/ports'
import { seededRandom } from '@oasis/runtime'
import { describe, expect, it } from 'vitest'
import { distributedCommand } from '../src/chaos/distributed/distributed-command.ts'
import { describeDistributed, type FaultTally } from '../src/chaos/distributed/distributed-report.ts'
import { allFaults, nextFault } from '../src/chaos/distributed/faults/all-faults.ts'
import { OrderFlow } from '../src/chaos/distributed/order-flow.ts'

describe('the faults of a distributed run', () => {
  it('kill every service, and pass by no marked crash point', () => {
    const kinds = allFaults(1).map(({ kind }) => kind)
    expect(new Set(kinds).size).toBe(kinds.length)
    for (const name of SERVICE_NAMES)
      expect(kinds.some((kind) => kind.startsWith(`${name} killed`))).toBe(true)
    for (const point of CRASH_POINTS)
      expect(
        kinds.some((kind) => kind.endsWith(`killed at ${point}`)),
        point,
      ).toBe(true)
  })

  it('lose one of three brokers only where there are three', () => {
    const lost = (brokers: 1 | 3) => allFaults(brokers).filter(({ kind }) => kind.includes('one of three'))
    expect(lost(1)).toEqual([])
    expect(lost(3)).toHaveLength(1)
  })

  it('come in turn, each as often as the others, in an order of the seed', () => {
    const order = (seed: number, rounds: number) => {
      const [faults, tried, random] = [allFaults(3), new Map<string, number>(), seededRandom(seed)]
      return Array.from({ length: faults.length * rounds }, () => {
        const kind = nextFault(faults, (each) => tried.get(each) ?? 0, random)?.kind ?? ''
        tried.set(kind, (tried.get(kind) ?? 0) + 1)
        return kind
      })
    }
    const [first, second] = [
      order(1, 2).slice(0, allFaults(3).length),
      order(1, 2).slice(allFaults(3).length),
    ]
    expect(first.toSorted()).toEqual(second.toSorted())
    expect(new Set(first).size).toBe(first.length)
    expect(order(1, 1)).toEqual(first)
    expect(order(2, 1)).not.toEqual(first)
  })
})

describe('the flow of orders', () => {
  it('has its longest time without one between the last before a fault and the first after it', async () => {
    let orders = 0
    const count = async () => ({ kind: 'COUNTED', orders: orders, executions: 0, faults: {} }) as const
    const flow = new OrderFlow({ count })
    flow.start()
    orders = 3
    expect(await flow.comesAfter(0, 2_000)).toBe(true)
    const from = performance.now()
    await new Promise((resolve) => setTimeout(resolve, 700))
    const healed = performance.now()
    orders = 4
    expect(await flow.comesAfter(healed, 2_000)).toBe(true)
    expect(await flow.comesAfter(performance.now(), 300)).toBe(false)
    await flow.stop()
    const gap = flow.longestGap(from, performance.now())
    expect(gap).toBeGreaterThanOrEqual(650)
    expect(flow.idleMs(500)).toBeGreaterThanOrEqual(650)
    expect(flow.idleMs(60_000)).toBe(0)
  })
})

describe('the report', () => {
  const tally = (kind: string): FaultTally => ({ kind, struck: 2, tried: 3, longestGapMs: 1_234 })
  const report = {
    ...{
      seed: 1,
      minutes: 30,
      brokers: 3 as const,
      sabotage: undefined,
      findings: [],
      failures: ['one', 'two'],
      seconds: 9,
    },
    ...{
      ordersAtVenue: 5,
      ordersPerSecond: 1,
      ordersPerSecondTrading: 2,
      executions: 1,
      instruments: 1,
      intents: 6,
    },
    ...{
      inReview: 0,
      orderEvents: 7,
      orderEventsPublished: 8,
      restarts: 1,
      ends: { 'status ended by itself: SIGKILL': 1 },
    },
  } as const

  it('counts each kind of fault, the takeovers among them, and tells every failure', () => {
    const kinds = [
      'order-manager killed, the leader',
      'order-manager killed, the standby',
      'risk-engine held up at decided, taken over, continued',
      'Redis emptied',
    ]
    const text = describeDistributed({ ...report, faults: kinds.map(tally) })
    for (const kind of kinds) expect(text).toMatch(new RegExp(`^${kind} +2 +1\\.2$`, 'm'))
    expect(text).toMatch(/^takeovers they brought about +4$/m)
    expect(text).toContain('FAILED: one\nFAILED: two')
  })
})

describe('npm run chaos -- --distributed', () => {
  it.each([['--brokers', '2'], ['--minutes', 'x'], ['--sabotage', 'nothing'], ['--unknown']])(
    'starts nothing when told %s %s',
    async (...args) => {
      expect(await distributedCommand(['--distributed', ...args])).toBe(2)
    },
  )
})
