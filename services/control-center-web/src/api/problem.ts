/** Why a request has no answer. `ApiProblem`: it was refused, and nothing was done. `Unreachable`: nobody knows. */
import type { ProblemJson } from './types.ts'

export class ApiProblem extends Error {
  readonly status: number
  /** `OTS_HTTP_…` */
  readonly code: string
  readonly faults: NonNullable<ProblemJson['errors']>
  readonly requestId: string | undefined

  constructor(status: number, problem: Partial<ProblemJson>) {
    super(problem.detail ?? `The server answered ${status}.`)
    this.name = 'ApiProblem'
    this.status = status
    this.code = problem.code ?? 'OTS_HTTP_INTERNAL'
    this.faults = problem.errors ?? []
    this.requestId = problem.requestId
  }
}

/** No answer came. What was asked for may have been done all the same. */
export class Unreachable extends Error {
  constructor(message: string, cause: unknown) {
    super(message, { cause })
    this.name = 'Unreachable'
  }
}

/** Whether it may have happened although there was no good answer: a deadline on the way, or the way itself. */
export const isOutcomeUnknown = (error: unknown): boolean =>
  error instanceof Unreachable || (error instanceof ApiProblem && error.status >= 500)

interface Asked<Data> {
  readonly data?: Data
  readonly error?: unknown
  readonly response: Response
}

/** The answer itself; throws what is not one. */
export async function answerOf<Data>(asking: Promise<Asked<Data>>): Promise<Data> {
  const { data, error, response } = await asking
  if (!response.ok) throw new ApiProblem(response.status, problemIn(error))
  // Where the answer has no content, its type has none either.
  return data as Data
}

/** Something in between may answer in another form than the API. */
const problemIn = (error: unknown): Partial<ProblemJson> =>
  typeof error === 'object' && error !== null && 'code' in error ? (error as Partial<ProblemJson>) : {}

export async function problemOf(response: Response): Promise<ApiProblem> {
  return new ApiProblem(response.status, problemIn(await response.json().catch(() => undefined)))
}
