/**
 * What a process says of itself besides its work: whether its parts are ready, how full its disks are, when its
 * certificates expire. Looked at now and then; what cannot be read is told as the worst, and never stops the process.
 */
import { X509Certificate } from 'node:crypto'
import { readFile, statfs } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Logger, Scheduler, Timer } from '@oasis/ports'
import type { HealthReport, Service } from '../lifecycle/service.ts'
import type { Metrics } from './metrics.ts'

export interface ProcessWatchOptions {
  readonly metrics: Metrics
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly health: () => Readonly<Record<string, HealthReport>>
  /** Where state is written. */
  readonly folders: readonly string[]
  /** PEM files; of several certificates in one, the first to expire counts. */
  readonly certificates: readonly string[]
  /** Default 5,000. */
  readonly intervalMs?: number
}

const INTERVAL_MS = 5_000
const PEM = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g

export function createProcessWatch(options: ProcessWatchOptions): Service {
  const { scheduler, intervalMs = INTERVAL_MS } = options
  let timer: Timer | undefined
  let stopped = false

  const look = async (): Promise<void> => {
    tellHealth(options)
    await Promise.all([
      ...options.folders.map(tellDisk(options)),
      ...options.certificates.map(tellExpiry(options)),
    ])
    if (!stopped) timer = scheduler.after(intervalMs, () => void look())
  }

  return {
    name: 'process-watch',
    start: look,
    stop: async () => {
      stopped = true
      timer?.cancel()
    },
    health: () => ({ ready: true, detail: 'looking' }),
  }
}

function tellHealth({ health, metrics }: ProcessWatchOptions): void {
  for (const [service, { ready }] of Object.entries(health())) {
    metrics.set('ots_service_ready', { service }, ready ? 1 : 0)
  }
}

const tellDisk =
  ({ metrics, logger }: ProcessWatchOptions) =>
  async (folder: string): Promise<void> => {
    try {
      const { bavail, blocks, bsize } = await statfs(folder)
      metrics.set('ots_disk_size_bytes', { folder }, blocks * bsize)
      metrics.set('ots_disk_free_bytes', { folder }, bavail * bsize)
    } catch (error) {
      metrics.set('ots_disk_free_bytes', { folder }, 0)
      logger.warn({ err: error, folder }, 'the disk of a folder could not be looked at')
    }
  }

const tellExpiry =
  ({ metrics, logger }: ProcessWatchOptions) =>
  async (file: string): Promise<void> => {
    const tell = (seconds: number): void =>
      metrics.set('ots_certificate_expiry_timestamp_seconds', { certificate: basename(file) }, seconds)
    try {
      const pems = (await readFile(file, 'utf8')).match(PEM) ?? []
      const expiries = pems.map((pem) => new X509Certificate(pem).validToDate.getTime() / 1_000)
      if (expiries.length === 0) throw new Error('there is no certificate in it')
      tell(Math.min(...expiries))
    } catch (error) {
      tell(0)
      logger.warn({ err: error, file }, 'a certificate could not be read')
    }
  }
