import type { UnixNanos } from '@oasis/domain'
import type { FeedFrame } from '@oasis/ports'
import { CRASH_POINTS } from '@oasis/ports'
import { createVirtualScheduler, seededRandom } from '@oasis/runtime'
import { describe, expect, it } from 'vitest'
import { chaosInstruments } from '../src/chaos/market/chaos-market.ts'
import { createSyntheticFeed } from '../src/chaos/market/synthetic-feed.ts'
import { planKills } from '../src/chaos/run/kill-plan.ts'
import { parseCrashAt } from '../src/chaos/trading/crash-at.ts'

const START = 1_790_000_000_000_000_000n as UnixNanos

describe('the plan of kills', () => {
  it('has each crash point as often as asked, and the random ones, in an order of the seed', () => {
    const plan = (seed: number) =>
      planKills({ randomKills: 100, pointKills: 3, orders: 200, random: seededRandom(seed) })
    const kills = plan(1)
    expect(kills.filter(({ kind }) => kind === 'RANDOM')).toHaveLength(100)
    for (const point of CRASH_POINTS) {
      expect(kills.filter((kill) => kill.kind === 'POINT' && kill.point === point)).toHaveLength(3)
    }
    expect(plan(1)).toEqual(kills)
    expect(plan(2)).not.toEqual(kills)
  })

  it('reads point and pass from the environment, and names the points where there is no such one', () => {
    expect(parseCrashAt('published')).toEqual({ point: 'published', pass: 1 })
    expect(parseCrashAt('decided:4')).toEqual({ point: 'decided', pass: 4 })
    for (const text of ['decide', 'decided:0', 'decided:x', '']) {
      expect(() => parseCrashAt(text)).toThrow('order-committed')
    }
  })
})

describe('the synthetic market', () => {
  const pricesAt = (seed: number, at: bigint) =>
    chaosInstruments(seed).map(({ prices }) => prices.at(at as UnixNanos))

  it('has the same prices at the same time by the same seed, and others by another', () => {
    expect(pricesAt(1, START)).toEqual(pricesAt(1, START))
    expect(pricesAt(2, START)).not.toEqual(pricesAt(1, START))
    for (const { bid, ask } of pricesAt(1, START)) expect(bid < ask).toBe(true)
  })

  it('numbers trades without a gap within a connection, and onwards in the next', async () => {
    const scheduler = createVirtualScheduler({ startAt: START })
    const feed = createSyntheticFeed({ scheduler, instruments: chaosInstruments(1), tickMs: 100 })
    const ids: number[] = []
    const onFrame = ({ messages }: FeedFrame): void => {
      for (const message of messages) {
        if (message.kind === 'TRADES') ids.push(...message.trades.map(({ tradeId }) => Number(tradeId)))
      }
    }
    for (let connection = 0; connection < 2; connection++) {
      const { signal } = new AbortController()
      const handlers = { onFrame, onMalformed: () => {}, onClose: () => {} }
      const opened = await feed.connect(handlers, signal)
      opened.subscribe('trades', ['BTC-USD'])
      const first = ids.length - 1
      await scheduler.runUntil((scheduler.now() + 2_000_000_000n) as UnixNanos)
      opened.close()
      const own = ids.slice(first)
      expect(own.length).toBeGreaterThan(15)
      expect(own.every((id, n) => n === 0 || id === (own[n - 1] ?? 0) + 1)).toBe(true)
    }
    expect(ids).toEqual([...ids].sort((a, b) => a - b))
  })
})
