import type { Lease, Leases } from '@oasis/ports'
import { expect, test } from 'vitest'
import { createMetrics, measuredLeases } from '../src/index.ts'

function setUp() {
  const metrics = createMetrics()
  const acquired = Promise.withResolvers<Lease>()
  const lost = Promise.withResolvers<string>()
  const lease: Lease = {
    name: 'om',
    epoch: 3,
    lapsed: () => undefined,
    lost: lost.promise,
    release: async () => {},
  }
  const leases: Leases = { acquire: () => acquired.promise, close: async () => {} }
  const held = async () => /^ots_lease_held\{lease="om"\} (\d)$/m.exec(await metrics.render())?.[1]
  const options = { ttlMs: 1, graceMs: 1, signal: new AbortController().signal }
  return {
    acquire: () => measuredLeases(leases, metrics).acquire('om', options),
    acquired,
    lost,
    lease,
    held,
  }
}

test('who waits has 0, who leads has 1', async () => {
  const { acquire, acquired, lease, held } = setUp()
  const waiting = acquire()
  expect(await held()).toBe('0')
  acquired.resolve(lease)
  expect(await waiting).toMatchObject({ name: 'om', epoch: 3 })
  expect(await held()).toBe('1')
})

test.each([
  ['lost', async ({ lost }: ReturnType<typeof setUp>) => lost.resolve('late')],
  ['released', async (_: ReturnType<typeof setUp>, lease: Lease) => lease.release()],
])('a lease that is %s is held no more', async (_name, end) => {
  const setting = setUp()
  setting.acquired.resolve(setting.lease)
  await end(setting, await setting.acquire())
  await new Promise(setImmediate)
  expect(await setting.held()).toBe('0')
})
