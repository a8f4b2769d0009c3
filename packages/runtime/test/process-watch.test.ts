import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { UnixNanos } from '@oasis/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  createMetrics,
  createProcessWatch,
  createSilentLogger,
  createVirtualScheduler,
  type ProcessWatchOptions,
} from '../src/index.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ots-watch-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

async function watch(options: Partial<ProcessWatchOptions>) {
  const metrics = createMetrics()
  const scheduler = createVirtualScheduler({ startAt: 0n as UnixNanos })
  const watched = createProcessWatch({
    ...{ metrics, scheduler, logger: createSilentLogger() },
    health: () => ({}),
    folders: [],
    certificates: [],
    ...options,
  })
  await watched.start()
  await watched.stop()
  const text = await metrics.render()
  return (series: string) => {
    const line = text.split('\n').find((each) => each.startsWith(`${series} `))
    return line === undefined ? undefined : Number(line.slice(series.length))
  }
}

function certificate(days: number): string {
  const file = join(folder, `cert-${days}.pem`)
  const request = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  const subject = [
    '-subj',
    '/CN=ots',
    '-days',
    String(days),
    '-keyout',
    join(folder, 'key.pem'),
    '-out',
    file,
  ]
  execFileSync('openssl', [...request, ...subject], { stdio: 'ignore' })
  return file
}

test('parts that are ready have 1, others 0', async () => {
  const health = () => ({
    'risk-engine': { ready: true, detail: '' },
    'order-manager': { ready: false, detail: 'reconciling' },
  })
  const value = await watch({ health })
  expect(value('ots_service_ready{service="risk-engine"}')).toBe(1)
  expect(value('ots_service_ready{service="order-manager"}')).toBe(0)
})

test('a folder is told with the free space of its disk, one that is not there with none', async () => {
  const value = await watch({ folders: [folder, '/nowhere'] })
  const size = value(`ots_disk_size_bytes{folder="${folder}"}`) ?? 0
  const free = value(`ots_disk_free_bytes{folder="${folder}"}`) ?? 0
  expect(free).toBeGreaterThan(0)
  expect(size).toBeGreaterThanOrEqual(free)
  expect(value('ots_disk_free_bytes{folder="/nowhere"}')).toBe(0)
})

test('of several certificates in a file the first to expire counts; a file without one counts as expired', async () => {
  const chain = join(folder, 'chain.pem')
  writeFileSync(chain, readFileSync(certificate(30), 'utf8') + readFileSync(certificate(3), 'utf8'))
  const none = join(folder, 'none.pem')
  writeFileSync(none, 'nothing\n')
  const value = await watch({ certificates: [chain, none] })
  const days =
    ((value('ots_certificate_expiry_timestamp_seconds{certificate="chain.pem"}') ?? 0) * 1_000 - Date.now()) /
    86_400_000
  expect(days).toBeGreaterThan(2.9)
  expect(days).toBeLessThan(3.1)
  expect(value('ots_certificate_expiry_timestamp_seconds{certificate="none.pem"}')).toBe(0)
})

test('it looks again until it is stopped', async () => {
  let looks = 0
  const scheduler = createVirtualScheduler({ startAt: 0n as UnixNanos })
  const health = () => {
    looks++
    return {}
  }
  const watched = createProcessWatch({
    ...{ metrics: createMetrics(), scheduler, logger: createSilentLogger(), health },
    ...{ folders: [], certificates: [], intervalMs: 1_000 },
  })
  await watched.start()
  await scheduler.runUntil(3_500_000_000n as UnixNanos)
  expect(looks).toBe(4)
  await watched.stop()
  await scheduler.runUntil(9_000_000_000n as UnixNanos)
  expect(looks).toBe(4)
})
