/**
 * The one way this adapter reads public REST: a deadline, bounded retries with full jitter (all calls are idempotent
 * GETs), and a zod schema at the edge. A 429 may be JSON or an HTML page; neither says how long to wait.
 */
import type { Logger, Random, Scheduler } from '@oasis/ports'
import { OtsError } from '@oasis/runtime'
import type { z } from 'zod'

export interface RestOptions {
  /** Host only, like `https://api.coinbase.com`. */
  readonly restUrl: string
  readonly scheduler: Scheduler
  readonly random: Random
  readonly logger: Logger
  /** Of one attempt; default 10,000. */
  readonly timeoutMs?: number
  /** Default 4. */
  readonly attempts?: number
}

export interface GetRequest<T> {
  /** Below `/api/v3/brokerage`. */
  readonly path: string
  /** Arrays are sent as repeated keys. */
  readonly query?: readonly (readonly [string, string])[]
  readonly schema: z.ZodType<T>
}

export type GetJson = <T>(request: GetRequest<T>, signal: AbortSignal) => Promise<T>

/** The venue answered, and not with what was asked for. */
export class VenueAnswer extends Error {
  readonly status: number
  constructor(path: string, status: number, body: string) {
    super(`${path} answered ${status}: ${body.replaceAll(/\s+/g, ' ').slice(0, 200)}`)
    this.name = 'VenueAnswer'
    this.status = status
  }
}

const BASE = '/api/v3/brokerage'
const FIRST_DELAY_MS = 250
const MAX_DELAY_MS = 5_000

export function createGetJson(options: RestOptions): GetJson {
  const { scheduler, random, logger, attempts = 4 } = options
  return async (request, signal) => {
    const url = new URL(BASE + request.path, options.restUrl)
    for (const [key, value] of request.query ?? []) url.searchParams.append(key, value)
    for (let attempt = 1; ; attempt++) {
      try {
        const body = await fetchOnce(url, request.path, options, signal)
        return request.schema.parse(body)
      } catch (error) {
        signal.throwIfAborted()
        if (!isRetryable(error)) throw error
        if (attempt >= attempts) throw unreachable(url, attempt, error)
        const delayMs = random() * Math.min(FIRST_DELAY_MS * 2 ** attempt, MAX_DELAY_MS)
        logger.warn(
          { path: request.path, attempt, delayMs, reason: String(error) },
          'venue call failed, again',
        )
        await scheduler.sleep(delayMs, signal)
      }
    }
  }
}

async function fetchOnce(
  url: URL,
  path: string,
  options: RestOptions,
  signal: AbortSignal,
): Promise<unknown> {
  const { scheduler, timeoutMs = 10_000 } = options
  const deadline = new AbortController()
  const timer = scheduler.after(timeoutMs, () => deadline.abort(new Error(`no answer in ${timeoutMs} ms`)))
  try {
    const response = await fetch(url, {
      signal: AbortSignal.any([signal, deadline.signal]),
      // Public answers are cached for a second otherwise.
      headers: { accept: 'application/json', 'cache-control': 'no-cache' },
    })
    const text = await response.text()
    if (!response.ok) throw new VenueAnswer(path, response.status, text)
    return parseJson(text, path, response.status)
  } finally {
    timer.cancel()
  }
}

function parseJson(text: string, path: string, status: number): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new VenueAnswer(path, status, `not JSON: ${text}`)
  }
}

/** Network failures, the deadline, 429 and 5xx pass by themselves; anything else would be answered the same again. */
function isRetryable(error: unknown): boolean {
  if (error instanceof VenueAnswer) return error.status === 429 || error.status >= 500
  return error instanceof Error && error.name !== 'ZodError'
}

function unreachable(url: URL, attempts: number, cause: unknown): OtsError {
  const why = cause instanceof Error ? cause.message : String(cause)
  return new OtsError('OTS_VENUE_UNREACHABLE', `${url.host} failed ${attempts} times: ${why}`, { cause })
}
