import type { UnixNanos } from '@oasis/domain'
import { expect, test } from 'vitest'
import {
  createLifecycle,
  createSilentLogger,
  createVirtualScheduler,
  OtsError,
  type Service,
} from '../src/index.ts'

const logger = createSilentLogger()
const virtual = () => createVirtualScheduler({ startAt: 0n as UnixNanos })

function recording(log: string[], name: string, overrides: Partial<Service> = {}): Service {
  return {
    name,
    start: async () => {
      log.push(`start ${name}`)
    },
    stop: async () => {
      log.push(`stop ${name}`)
    },
    health: () => ({ ready: true, detail: 'ok' }),
    ...overrides,
  }
}

test('services stop in the reverse order of their start, once', async () => {
  const log: string[] = []
  const services = [recording(log, 'a'), recording(log, 'b')]
  const lifecycle = createLifecycle({ services, scheduler: virtual(), logger, stopTimeoutMs: 1_000 })
  await lifecycle.start()
  await Promise.all([lifecycle.stop(), lifecycle.stop()])
  expect(log).toEqual(['start a', 'start b', 'stop b', 'stop a'])
})

test('a failed start stops what had started, the failing one included, and names it', async () => {
  const log: string[] = []
  const failing = recording(log, 'b', { start: () => Promise.reject(new Error('no port')) })
  const services = [recording(log, 'a'), failing, recording(log, 'c')]
  const lifecycle = createLifecycle({ services, scheduler: virtual(), logger, stopTimeoutMs: 1_000 })
  await expect(lifecycle.start()).rejects.toThrow('b could not start')
  expect(log).toEqual(['start a', 'stop b', 'stop a'])
})

test('a service that does not stop is named when the deadline passes', async () => {
  const scheduler = virtual()
  const stuck = recording([], 'stuck', { stop: () => new Promise(() => {}) })
  const lifecycle = createLifecycle({ services: [stuck], scheduler, logger, stopTimeoutMs: 1_000 })
  await lifecycle.start()
  const stopping = lifecycle.stop()
  const rejected = expect(stopping).rejects.toThrow(OtsError)
  await scheduler.runUntilIdle()
  await rejected
  await expect(stopping).rejects.toThrow('stuck did not stop within 1000 ms')
})

test('the system is ready only when every service is', async () => {
  const notReady = recording([], 'b', { health: () => ({ ready: false, detail: 'reconciling' }) })
  const lifecycle = createLifecycle({
    services: [recording([], 'a'), notReady],
    scheduler: virtual(),
    logger,
    stopTimeoutMs: 1,
  })
  expect(lifecycle.ready()).toBe(false)
  expect(lifecycle.health().b).toEqual({ ready: false, detail: 'reconciling' })
})
