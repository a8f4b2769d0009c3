import { addMillis, type UnixNanos } from '@oasis/domain'
import type { Bus } from '@oasis/ports'
import { createVirtualScheduler, type OtsError } from '@oasis/runtime'
import { beforeEach, describe, expect, test } from 'vitest'
import { endLeading, LAST_WORK_MS, lead, leadersBus } from '../src/distributed/leadership.ts'
import { ProcessState } from '../src/distributed/process-state.ts'
import { LeaseTable } from './support/memory-leases.ts'

let table: LeaseTable
let lost: OtsError[]
beforeEach(() => {
  table = new LeaseTable()
  lost = []
})

const process = (holder: string, stopping = new AbortController()) => {
  const state = new ProcessState()
  const leading = lead('risk-engine/main', {
    ...{ leases: table.of(holder), state, stopping: stopping.signal, ttlMs: 10_000, graceMs: 0 },
    onLeaseLost: (error) => lost.push(error),
  })
  return { state, leading, stopping }
}

describe('leader and standby', () => {
  test('the second waits, alive and not ready, until the first gives its lease back', async () => {
    const first = await process('one').leading
    const second = process('two')
    expect([second.state.phase, second.state.ready()]).toEqual(['STANDBY', false])
    await first.release()
    const lease = await second.leading
    expect([lease.epoch, second.state.phase]).toEqual([2, 'STARTING'])
    expect(first.lapsed()).toBeDefined()
  })

  test('who loses its lease is told, and publishes nothing any more', async () => {
    const lease = await process('one').leading
    const published: unknown[] = []
    const bus = leadersBus({ publish: async (records) => void published.push(records) } as Bus, lease)
    await bus.publish([])
    table.expire('one')
    await Promise.resolve()
    expect(lost.map(({ code }) => code)).toEqual(['OTS_LEASE_LOST'])
    await expect(bus.publish([])).rejects.toMatchObject({ code: 'OTS_LEASE_LOST' })
    expect(published).toHaveLength(1)
  })

  test('a standby that is told to stop ends its waiting', async () => {
    await process('one').leading
    const second = process('two')
    const reason = new Error('told to stop')
    second.stopping.abort(reason)
    await expect(second.leading).rejects.toBe(reason)
  })
})

describe('a leader that has lost its lease ends', () => {
  const start = 1_000_000_000n as UnixNanos
  const ending = (last?: Promise<void>) => {
    const scheduler = createVirtualScheduler({ startAt: start })
    let ended = false
    endLeading(scheduler, last, () => {
      ended = true
    })
    const after = async (ms: number) => {
      await scheduler.runUntil(addMillis(start, ms))
      return ended
    }
    return { after, endedAtOnce: ended }
  }

  test('in that very turn where nothing is under way', () => {
    expect(ending().endedAtOnce).toBe(true)
  })

  test('when a halt under way is done', async () => {
    const last = Promise.withResolvers<void>()
    const { after, endedAtOnce } = ending(last.promise)
    expect([endedAtOnce, await after(1_000)]).toEqual([false, false])
    last.resolve()
    expect(await after(1_001)).toBe(true)
  })

  test('when its time for that is over', async () => {
    const { after } = ending(new Promise(() => {}))
    expect(await after(LAST_WORK_MS - 1)).toBe(false)
    expect(await after(LAST_WORK_MS)).toBe(true)
  })
})
