/** What a leader tells the next one of a halt, over the bus alone. */
import { createEmbeddedBus } from '@oasis/bus-embedded'
import { haltStateKey, topicSpecs, topics } from '@oasis/contracts'
import { accountId, type UnixNanos } from '@oasis/domain'
import type { Bus, HaltRecord } from '@oasis/ports'
import { createSilentLogger, createVirtualScheduler } from '@oasis/runtime'
import { expect, onTestFinished, test } from 'vitest'
import { type BusHaltLatchOptions, openBusHaltLatch } from '../src/distributed/bus-halt-latch.ts'

const ACCOUNT = accountId('coinbase.main.paper')
const OWN = { owner: 'ORDER_MANAGER', accountId: ACCOUNT } as const

async function openWorld() {
  const scheduler = createVirtualScheduler({ startAt: 1_000_000_000n as UnixNanos })
  const log = await createEmbeddedBus({ path: ':memory:', scheduler, durability: 'process' })
  await log.createTopics(topicSpecs(['coinbase']))
  const settled = <T>(work: Promise<T>): Promise<T> => scheduler.runUntilSettled(work)
  onTestFinished(() => settled(log.close()))
  const world = { lapsed: undefined as string | undefined, failures: 0, hangs: false }
  const bus: Pick<Bus, 'publish' | 'subscribe'> = {
    publish: (records) => (world.hangs ? new Promise(() => {}) : log.publish(records)),
    subscribe: (options) =>
      world.failures-- > 0 ? Promise.reject(new Error('no broker answers')) : log.subscribe(options),
  }
  const stop = new AbortController()
  const open = (changes: Partial<BusHaltLatchOptions> = {}) =>
    settled(
      openBusHaltLatch({
        ...{ ...OWN, bus, scheduler, logger: createSilentLogger(), stopping: stop.signal },
        lease: { name: 'order-manager/main', lapsed: () => world.lapsed },
        ...changes,
      }),
    )
  return { world, log, scheduler, settled, open, stop }
}

const record: HaltRecord = { haltEpoch: 3, reason: 'a test', at: 2_000_000_000n as UnixNanos }

test('the next leader reads the last halt of its own kind, until it was ended', async () => {
  const { open, settled } = await openWorld()
  const first = await open()
  expect(await first.read()).toBeUndefined()
  await settled(first.set({ ...record, haltEpoch: 2 }))
  await settled(first.set(record))
  // What it read is of before it led.
  expect(await first.read()).toBeUndefined()
  const next = await open()
  expect(await next.read()).toEqual({ ...record, shared: true })
  expect(await (await open({ owner: 'RISK_ENGINE' })).read()).toBeUndefined()
  expect(await (await open({ accountId: accountId('coinbase.other.paper') })).read()).toBeUndefined()
  await settled(next.clear())
  expect(await (await open()).read()).toBeUndefined()
})

test('what cannot be read is no absence', async () => {
  const { open, log, settled } = await openWorld()
  const topic = topics.controlState.spec.name
  await settled(log.publish([{ topic, key: haltStateKey(OWN), headers: {}, value: Uint8Array.of(255) }]))
  await expect((await open()).read()).rejects.toThrow()
})

test('a bus that does not answer is asked until it does, or until the process is to stop', async () => {
  const { open, world, stop } = await openWorld()
  world.failures = 3
  await expect((await open()).read()).resolves.toBeUndefined()
  expect(world.failures).toBe(-1)
  world.failures = 1_000_000
  const opening = open()
  stop.abort(new Error('told to stop'))
  await expect(opening).rejects.toThrow('told to stop')
})

test.each([
  ['that comes when the lease has lapsed', { lapsed: 'it was last renewed 10 s ago' }, 'OTS_LEASE_LOST'],
  ['that does not come in time', { hangs: true }, 'OTS_BUS_UNREACHABLE'],
])('the word of the bus %s is not taken for kept', async (_what, changes, code) => {
  const { open, world, settled } = await openWorld()
  const latch = await open()
  Object.assign(world, changes)
  await expect(settled(latch.set(record))).rejects.toMatchObject({ code })
})
