/**
 * How this adapter reads: a deadline for each attempt, bounded retries with full jitter (all calls are idempotent GETs),
 * and a zod schema at the edge. A 429 may be JSON or an HTML page; neither says how long to wait. An answer that is no
 * JSON, or not what was asked for, has been cut short or comes from something on the way: it is asked for again, and
 * never taken for an empty one.
 */
import type { Logger, Random, Scheduler } from '@oasis/ports'
import { OtsError } from '@oasis/runtime'
import type { z } from 'zod'
import { withRetries } from './retries.ts'
import { createHttpExchange, type HttpExchange, HttpFailure } from './signed/http-exchange.ts'
import { within } from './within.ts'

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

/** Arrays are sent as repeated keys: the venue silently ignores singular ones. */
export type Query = readonly (readonly [string, string])[]

export interface GetRequest<T> {
  /** Below `/api/v3/brokerage`. */
  readonly path: string
  readonly query?: Query
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
const PACE = { firstDelayMs: 200, maxDelayMs: 4_000 }
const MAX_ANSWER_BYTES = 64 * 1024 * 1024
/** Nothing is kept ready for public looks. */
const IDLE_MS = 10_000

/** Public ones, without a token; each on a connection of its own. */
export function createGetJson(options: RestOptions, exchange?: HttpExchange): GetJson {
  const { scheduler, random, timeoutMs = 10_000 } = options
  const own =
    exchange ??
    createHttpExchange({
      ...{ scheduler, random, maxAnswerBytes: MAX_ANSWER_BYTES },
      ...{ idleMs: IDLE_MS, connectTimeoutMs: timeoutMs },
    })
  // Public answers are cached for a second otherwise.
  const headers = { accept: 'application/json', 'cache-control': 'no-cache' }
  return (request, signal) => {
    const url = urlOf(options.restUrl, request.path, request.query)
    const ask = () =>
      within(scheduler, timeoutMs, signal, (limited) =>
        own.send({ url, method: 'GET', headers, signal: limited }),
      )
    return look({ ...options, level: 'warn' }, request, url, ask, signal)
  }
}

export function urlOf(restUrl: string, path: string, query: Query = []): URL {
  const url = new URL(BASE + path, restUrl)
  for (const [key, value] of query) url.searchParams.append(key, value)
  return url
}

interface LookOptions extends Pick<RestOptions, 'scheduler' | 'random' | 'logger' | 'attempts'> {
  /** Of an attempt in vain; default debug: orders in doubt are looked for by the dozen. */
  readonly level?: 'debug' | 'warn'
}
type Ask = () => Promise<{ readonly status: number; readonly body: string }>

/** Rejects with the signal's reason, {@link VenueAnswer}, or `OTS_VENUE_UNREACHABLE` when attempts are used up. */
export async function look<T>(
  { scheduler, random, logger, attempts = 4, level = 'debug' }: LookOptions,
  { path, schema }: Pick<GetRequest<T>, 'path' | 'schema'>,
  url: URL,
  ask: Ask,
  signal: AbortSignal,
): Promise<T> {
  return withRetries(
    { scheduler, random, attempts },
    PACE,
    signal,
    async () => {
      try {
        const { status, body } = await ask()
        if (status !== 200) throw new VenueAnswer(path, status, body)
        return { done: true, result: readAs(schema, body) }
      } catch (error) {
        signal.throwIfAborted()
        if (!passesByItself(error)) throw error
        const giveUp = (n: number): never => {
          signal.throwIfAborted()
          throw unreachable(url, n, error)
        }
        return { done: false, why: messageOf(error), giveUp }
      }
    },
    (failure) => logger[level]({ path, ...failure }, 'a look at the venue failed, again'),
  )
}

class UnreadableBody extends Error {}

function readAs<T>(schema: z.ZodType<T>, text: string): T {
  const read = schema.safeParse(parseJson(text))
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw new UnreadableBody(`the answer is not what was asked for: ${issue?.path.join('.')} ${issue?.message}`)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new UnreadableBody('the answer is not JSON')
  }
}

/** Network failures, the deadline, 429 and 5xx; any other status would be answered the same again. */
function passesByItself(error: unknown): boolean {
  if (error instanceof VenueAnswer) return error.status === 429 || error.status >= 500
  return error instanceof HttpFailure || error instanceof UnreadableBody
}

function unreachable(url: URL, attempts: number, cause: unknown): OtsError {
  return new OtsError('OTS_VENUE_UNREACHABLE', `${url.host} failed ${attempts} times: ${messageOf(cause)}`, {
    cause,
  })
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
