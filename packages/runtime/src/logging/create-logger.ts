import type { Logger } from '@oasis/ports'
import { destination, pino } from 'pino'
import pretty from 'pino-pretty'

export interface LoggerOptions {
  readonly level: string
  /** Coloured lines for a terminal instead of JSON. */
  readonly pretty: boolean
  readonly fields?: Record<string, unknown>
  /** File descriptor; 2 keeps standard output for results. */
  readonly fd?: number
}

export function createLogger(options: LoggerOptions): Logger {
  const fd = options.fd ?? 2
  const stream = options.pretty
    ? pretty({ destination: fd, sync: true, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss.l' })
    : destination({ dest: fd, sync: true })
  return pino({ level: options.level, base: options.fields ?? {} }, stream)
}

/** Says nothing: for tests and benchmarks. */
export function createSilentLogger(): Logger {
  const silent: Logger = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent }
  return silent
}
