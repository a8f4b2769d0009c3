/** Servers and clients of a test, closed after it. */
import type { Logger, Scheduler } from '@oasis/ports'
import { createRealScheduler, createSilentLogger } from '@oasis/runtime'
import { onTestFinished } from 'vitest'
import {
  createGrpcClient,
  createGrpcServer,
  type GrpcClient,
  type GrpcClientOptions,
  type GrpcServer,
  type GrpcServerOptions,
} from '../src/index.ts'
import { SERVICE } from './echo-method.ts'

export const scheduler: Scheduler = createRealScheduler()
const opened: (() => unknown)[] = []

export function serverOf(options: Partial<GrpcServerOptions> = {}): GrpcServer {
  const logger = createSilentLogger()
  const server = createGrpcServer({ host: '127.0.0.1', port: 0, logger, scheduler, ...options })
  closeLater(() => server.close(), 'LAST')
  return server
}

/** Closed before the servers. */
export function clientOf(addresses: readonly string[], options: Partial<GrpcClientOptions> = {}): GrpcClient {
  const logger = createSilentLogger()
  const client = createGrpcClient({ addresses: { [SERVICE]: addresses }, logger, ...options })
  closeLater(() => client.close(), 'FIRST')
  return client
}

export const closeAfterTest = (close: () => unknown): void => closeLater(close, 'FIRST')

/** A hook of this module would be that of the first file alone that imports it: files share workers. */
function closeLater(close: () => unknown, when: 'FIRST' | 'LAST'): void {
  if (opened.length === 0) {
    onTestFinished(async () => {
      for (const each of opened.splice(0)) await each()
    })
  }
  if (when === 'FIRST') opened.unshift(close)
  else opened.push(close)
}

/** Real time, but what takes `ms` takes 20 ms. */
export const hurried = (ms: number): Scheduler => ({
  ...scheduler,
  after: (delayMs, run) => scheduler.after(delayMs === ms ? 20 : delayMs, run),
  sleep: (delayMs, signal) => scheduler.sleep(delayMs === ms ? 20 : delayMs, signal),
})

/** Keeps what is logged, as `level message {fields}`. */
export function keptLogger(): Logger & { readonly lines: string[] } {
  const lines: string[] = []
  const keep = (level: string) => (fields: object, message: string) => {
    const shown = JSON.stringify(fields, (_, value) => (value instanceof Error ? value.message : value))
    lines.push(`${level} ${message} ${shown}`)
  }
  const logger = {
    lines,
    debug: keep('debug'),
    info: keep('info'),
    warn: keep('warn'),
    error: keep('error'),
    child: () => logger,
  }
  return logger
}
