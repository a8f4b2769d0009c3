import type { Bus } from '@oasis/ports'
import type { OtsError } from '@oasis/runtime'
import { beforeEach, describe, expect, test } from 'vitest'
import { lead, leadersBus } from '../src/distributed/leadership.ts'
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
