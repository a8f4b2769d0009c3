import { ERROR_CODES, type OtsErrorCode } from './error-codes.ts'

export interface OtsErrorOptions {
  readonly cause?: unknown
  /** What the person should do next. */
  readonly hint?: string
}

/** An expected failure with a stable code, told to a person without a stack trace. Bugs are plain errors. */
export class OtsError extends Error {
  readonly code: OtsErrorCode
  readonly hint: string | undefined

  constructor(code: OtsErrorCode, message: string, options: OtsErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'OtsError'
    this.code = code
    this.hint = options.hint
  }
}

/** What a person reads: code, message, what to do. */
export function describeError(error: unknown): string {
  if (error instanceof OtsError) {
    return `${error.code}: ${error.message}${error.hint ? `\n  → ${error.hint}` : `\n  → ${ERROR_CODES[error.code]}`}`
  }
  return error instanceof Error ? error.message : String(error)
}

/** A failure that passes by itself: the consumer loop tries the same record again. */
export class TransientError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'TransientError'
  }
}
