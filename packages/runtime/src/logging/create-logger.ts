import type { Logger } from '@oasis/ports'
import { destination, pino, stdSerializers } from 'pino'
import pretty from 'pino-pretty'
import { OtsError, TransientError } from '../errors/ots-error.ts'

export interface LoggerOptions {
  readonly level: string
  /** Coloured lines for a terminal instead of JSON. */
  readonly pretty: boolean
  readonly fields?: Record<string, unknown>
  /** File descriptor; 2 keeps standard output for results. */
  readonly fd?: number
}

export function createLogger(options: LoggerOptions): Logger {
  const { level } = options
  const fd = options.fd ?? 2
  const stream = options.pretty
    ? pretty({ destination: fd, sync: true, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss.l' })
    : destination({ dest: fd, sync: true })
  const serializers = { err: level === 'debug' ? stdSerializers.err : withoutExpectedStack }
  return pino({ level, base: options.fields ?? {}, serializers }, stream)
}

/** Says nothing: for tests and benchmarks. */
export function createSilentLogger(): Logger {
  const silent: Logger = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent }
  return silent
}

/** Where a bug arose is what a reader needs; of a full disk or a closed connection, it is noise. */
function withoutExpectedStack(error: unknown): unknown {
  if (!(error instanceof Error) || !isExpected(error)) return stdSerializers.err(error as Error)
  const { name, message, cause } = error
  const because = cause instanceof Error ? { cause: cause.message } : {}
  if (!(error instanceof OtsError)) return { type: name, message, ...because }
  return { type: name, code: error.code, message, hint: error.hint, ...because }
}

/** Our own failures, and those of the operating system. */
const isExpected = (error: Error): boolean =>
  error instanceof OtsError || error instanceof TransientError || 'syscall' in error
