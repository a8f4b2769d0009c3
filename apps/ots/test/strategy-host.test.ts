/** Hosts of strategies that come and go over one table of leases, on virtual time. */
import { addMillis, parseRfc3339, type StrategyId, strategyId } from '@oasis/domain'
import { createSilentLogger, createVirtualScheduler, type OtsError, type Service } from '@oasis/runtime'
import { beforeEach, describe, expect, test } from 'vitest'
import { createStrategyHost } from '../src/distributed/strategies/strategy-host.ts'
import { LeaseTable } from './support/memory-leases.ts'

const STRATEGIES = Array.from({ length: 6 }, (_, i) => strategyId(`strategy-${i}`))
const LOOK_MS = 1_000

class World {
  readonly scheduler = createVirtualScheduler({ startAt: parseRfc3339('2026-11-22T12:00:00Z') })
  readonly table = new LeaseTable()
  /** Which host runs what; a strategy twice would throw. */
  readonly running = new Map<StrategyId, string>()
  readonly lost: OtsError[] = []
  readonly fatal: unknown[] = []
  readonly hosts = new Map<string, Service>()
  stopMs = 0
  failsToStart = false

  async add(hostId: string): Promise<Service> {
    const { scheduler, table, running } = this
    const host = createStrategyHost(
      {
        ...{ scheduler, board: table.board, leases: table.of(hostId), logger: createSilentLogger() },
        run: async (strategy) => {
          if (this.failsToStart) throw new Error('its store cannot be opened')
          if (running.has(strategy)) throw new Error(`${strategy} runs twice`)
          running.set(strategy, hostId)
          return {
            health: () => ({ ready: true, detail: 'running' }),
            stop: async () => {
              await scheduler.sleep(this.stopMs)
              running.delete(strategy)
            },
          }
        },
        onFatal: (error) => this.fatal.push(error),
        onLeaseLost: (error) => this.lost.push(error),
      },
      { hostId, strategies: STRATEGIES, ttlMs: 10_000, lookIntervalMs: LOOK_MS },
    )
    this.hosts.set(hostId, host)
    await this.settled(host.start())
    return host
  }

  async remove(hostId: string): Promise<void> {
    await this.settled(this.hosts.get(hostId)?.stop() ?? Promise.resolve())
    this.hosts.delete(hostId)
  }

  settled<T>(work: Promise<T>): Promise<T> {
    return this.scheduler.runUntilSettled(work)
  }

  pass(ms: number): Promise<void> {
    return this.scheduler.runUntil(addMillis(this.scheduler.now(), ms))
  }

  counts(): Record<string, number> {
    const counts: Record<string, number> = {}
    for (const host of this.running.values()) counts[host] = (counts[host] ?? 0) + 1
    return counts
  }
}

let world: World
beforeEach(() => {
  world = new World()
})

describe('hosts of strategies', () => {
  test('one alone has all of them', async () => {
    await world.add('a')
    await world.pass(LOOK_MS)
    expect(world.counts()).toEqual({ a: 6 })
    expect(world.hosts.get('a')?.health().ready).toBe(true)
  })

  test('from one to two to four to one: each strategy runs once, and none of the hosts has more than its share', async () => {
    world.stopMs = 300
    await world.add('a')
    await world.pass(LOOK_MS)
    await world.add('b')
    await world.pass(5 * LOOK_MS)
    expect(world.counts()).toEqual({ a: 3, b: 3 })
    await world.add('c')
    await world.add('d')
    await world.pass(8 * LOOK_MS)
    expect(Math.max(...Object.values(world.counts()))).toBe(2)
    expect(world.running.size).toBe(6)
    for (const each of ['a', 'b', 'c']) await world.remove(each)
    await world.pass(5 * LOOK_MS)
    expect(world.counts()).toEqual({ d: 6 })
    expect(world.fatal).toEqual([])
  })

  test('what a host that died had is taken when its leases have run out, and not before', async () => {
    await world.add('a')
    await world.add('b')
    await world.pass(5 * LOOK_MS)
    // What it ran is gone with it; its leases are not yet.
    for (const [strategy, host] of world.running) if (host === 'a') world.running.delete(strategy)
    await world.pass(5 * LOOK_MS)
    expect(world.counts()).toEqual({ b: 3 })
    world.table.expire('a')
    await world.pass(5 * LOOK_MS)
    expect(world.counts()).toEqual({ b: 6 })
  })

  test('one that starts again takes what is free while its own name is still held by its last life', async () => {
    const lastLife = world.table.of('the last life of a')
    await lastLife.acquire('strategy-host/a', { ttlMs: 1, graceMs: 0, signal: new AbortController().signal })
    const host = await world.add('a')
    await world.pass(LOOK_MS)
    expect(world.counts()).toEqual({ a: 6 })
    expect(host.health().ready).toBe(false)
    world.table.expire('the last life of a')
    await world.pass(LOOK_MS)
    expect(host.health().ready).toBe(true)
    await world.remove('a')
    expect(await world.table.board.held('')).toEqual([])
  })

  test('one that is stopped while its own name is still held stops', async () => {
    const lastLife = world.table.of('the last life of a')
    await lastLife.acquire('strategy-host/a', { ttlMs: 1, graceMs: 0, signal: new AbortController().signal })
    await world.add('a')
    await world.remove('a')
    expect(world.running.size).toBe(0)
    expect(world.fatal).toEqual([])
  })

  test('a lease that is lost is told, so that the process ends', async () => {
    await world.add('a')
    await world.pass(LOOK_MS)
    world.table.expire('a')
    await world.pass(1)
    expect(world.lost.map(({ code }) => code)).toContain('OTS_LEASE_LOST')
  })

  test('a strategy that cannot be started ends the process', async () => {
    world.failsToStart = true
    await world.add('a')
    await world.pass(LOOK_MS)
    expect(world.fatal).not.toEqual([])
  })

  test('a stop gives everything back, so that others need not wait', async () => {
    await world.add('a')
    await world.pass(LOOK_MS)
    await world.remove('a')
    expect(await world.table.board.held('')).toEqual([])
    expect(world.running.size).toBe(0)
  })
})
