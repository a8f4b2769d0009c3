/** What went wrong with a request, as RFC 9457 problem details with our stable code. */
import { ERROR_CODES, type OtsErrorCode } from '@oasis/runtime'
import { z } from 'zod'

/** Every code that the API answers with, and its status. */
export const PROBLEM_STATUS = {
  OTS_HTTP_INVALID: 400,
  OTS_HTTP_CURSOR_INVALID: 400,
  OTS_HTTP_UNAUTHENTICATED: 401,
  OTS_HTTP_LOGIN_FAILED: 401,
  OTS_HTTP_FORBIDDEN: 403,
  OTS_HTTP_PASSWORD_CHANGE_REQUIRED: 403,
  OTS_HTTP_CSRF_REFUSED: 403,
  OTS_HTTP_SECOND_PERSON_REQUIRED: 403,
  OTS_HTTP_NOT_FOUND: 404,
  OTS_HTTP_METHOD_NOT_ALLOWED: 405,
  OTS_HTTP_CONFLICT: 409,
  OTS_HTTP_BODY_TOO_LARGE: 413,
  OTS_HTTP_MEDIA_TYPE_UNSUPPORTED: 415,
  OTS_HTTP_IDEMPOTENCY_MISMATCH: 422,
  OTS_HTTP_TOO_MANY_REQUESTS: 429,
  OTS_HTTP_INTERNAL: 500,
  OTS_HTTP_UNAVAILABLE: 503,
  OTS_HTTP_TIMEOUT: 504,
} as const satisfies Partial<Record<OtsErrorCode, number>>
export type ProblemCode = keyof typeof PROBLEM_STATUS

export interface Fault {
  /** Where in the request: `body/limits/maxOrderNotional`. */
  readonly path: string
  readonly message: string
}

export interface ProblemOptions {
  readonly cause?: unknown
  readonly errors?: readonly Fault[]
  readonly headers?: Readonly<Record<string, string>>
}

/** An expected refusal: thrown anywhere below a route, and answered as what it says. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly errors: readonly Fault[] | undefined
  readonly headers: Readonly<Record<string, string>>

  constructor(code: ProblemCode, detail: string = ERROR_CODES[code], options: ProblemOptions = {}) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'Problem'
    this.code = code
    this.errors = options.errors
    this.headers = options.headers ?? {}
  }

  get status(): number {
    return PROBLEM_STATUS[this.code]
  }
}

export const PROBLEM_TYPE = 'application/problem+json'

export const problemSchema = z
  .object({
    type: z.string().describe('Names the kind of problem: `urn:ots:error:` and the code'),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe('What is wrong here, for a person'),
    code: z.string().describe('Stable; see docs/reference/errors.md'),
    requestId: z.string().describe('Under which the log of the system tells of it'),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem', description: 'Problem details (RFC 9457)' })

export type ProblemJson = z.output<typeof problemSchema>

export function problemJson(problem: Problem, requestId: string): ProblemJson {
  const { code, status, message, errors } = problem
  return {
    type: `urn:ots:error:${code}`,
    title: ERROR_CODES[code],
    status,
    detail: message,
    code,
    requestId,
    ...(errors === undefined ? {} : { errors: [...errors] }),
  }
}
