/** A small service for tests: what it says is JSON. */
import type { Codec, Logger, RpcMethod, Scheduler } from '@oasis/ports'
import { createRealScheduler, createSilentLogger } from '@oasis/runtime'
import { afterEach } from 'vitest'
import {
  createGrpcClient,
  createGrpcServer,
  type GrpcClient,
  type GrpcClientOptions,
  type GrpcServer,
  type GrpcServerOptions,
} from '../src/index.ts'

export interface Message {
  readonly text: string
  readonly n?: number
}

const codec = (schema: string): Codec<Message> => ({
  schema,
  encode: (value) => new TextEncoder().encode(JSON.stringify(value)),
  decode: (bytes) => JSON.parse(new TextDecoder().decode(bytes)) as Message,
})

export const SERVICE = 'oasis.test.v1.EchoService'

export const method = (name: string, service = SERVICE): RpcMethod<Message, Message> => ({
  service,
  name,
  request: codec('oasis.test.v1.Request'),
  response: codec('oasis.test.v1.Response'),
})

export const echo = method('Echo')
export const count = method('Count')
export const soon = { timeoutMs: 10_000 }

export const scheduler: Scheduler = createRealScheduler()
const opened: (() => unknown)[] = []

/** Closed after the test. */
export function serverOf(options: Partial<GrpcServerOptions> = {}): GrpcServer {
  const logger = createSilentLogger()
  const server = createGrpcServer({ host: '127.0.0.1', port: 0, logger, scheduler, ...options })
  opened.push(() => server.close())
  return server
}

/** Closed after the test, before the servers. */
export function clientOf(addresses: readonly string[], options: Partial<GrpcClientOptions> = {}): GrpcClient {
  const logger = createSilentLogger()
  const client = createGrpcClient({ addresses: { [SERVICE]: addresses }, logger, ...options })
  opened.unshift(() => client.close())
  return client
}

export const closeAfterTest = (close: () => unknown): void => void opened.unshift(close)

afterEach(async () => {
  for (const close of opened.splice(0)) await close()
})

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
