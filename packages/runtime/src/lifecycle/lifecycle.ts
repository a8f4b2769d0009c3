/** Starts services in order and stops them in reverse, under one deadline; a failed start stops what had started. */
import type { Logger, Scheduler } from '@oasis/ports'
import { OtsError } from '../errors/ots-error.ts'
import type { HealthReport, Service } from './service.ts'

export interface LifecycleOptions {
  readonly services: readonly Service[]
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly stopTimeoutMs: number
}

export interface Lifecycle {
  start(): Promise<void>
  /** Idempotent. Rejects with OTS_STOP_TIMEOUT, naming who did not stop. */
  stop(): Promise<void>
  health(): Readonly<Record<string, HealthReport>>
  ready(): boolean
}

export function createLifecycle(options: LifecycleOptions): Lifecycle {
  const { services, scheduler, logger, stopTimeoutMs } = options
  const started: Service[] = []
  let stopping: Promise<void> | undefined

  async function stopOne(service: Service): Promise<void> {
    try {
      await service.stop()
      logger.debug({ service: service.name }, 'service stopped')
    } catch (error) {
      logger.error({ service: service.name, err: error }, 'service failed to stop cleanly')
    }
  }

  async function stopAll(): Promise<void> {
    let current = ''
    const work = (async () => {
      for (const service of started.reverse()) {
        current = service.name
        await stopOne(service)
      }
      return 'stopped' as const
    })()
    const abort = new AbortController()
    const deadline = scheduler.sleep(stopTimeoutMs, abort.signal).then(() => 'late' as const)
    deadline.catch(() => {})
    const outcome = await Promise.race([work, deadline])
    abort.abort()
    if (outcome === 'late') {
      throw new OtsError('OTS_STOP_TIMEOUT', `${current} did not stop within ${stopTimeoutMs} ms`)
    }
  }

  const stop = (): Promise<void> => {
    stopping ??= stopAll()
    return stopping
  }

  return {
    stop,
    start: async () => {
      for (const service of services) {
        // Recorded first: a start that fails halfway has things to stop, too.
        started.push(service)
        try {
          await service.start()
        } catch (cause) {
          await stop().catch((error) => logger.error({ err: error }, 'stopping after a failed start'))
          if (cause instanceof OtsError) throw cause
          throw new OtsError('OTS_START_FAILED', `${service.name} could not start: ${String(cause)}`, {
            cause,
          })
        }
        logger.debug({ service: service.name }, 'service started')
      }
    },
    health: () => Object.fromEntries(services.map((service) => [service.name, service.health()])),
    ready: () => services.every((service) => service.health().ready),
  }
}
