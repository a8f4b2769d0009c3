/**
 * Signed calls. A GET is repeated with full jitter for what passes by itself, within its signal. A POST is sent once:
 * what its answer is worth is the caller's to judge. The one repetition that both have is after a 401, with a new token:
 * the venue refuses those before it looks at them (valid tokens meet a 401 now and then).
 */
import type { Logger, Random, Scheduler } from '@oasis/ports'
import { OtsError } from '@oasis/runtime'
import type { z } from 'zod'
import type { TokenSigner } from '../../auth/token-signer.ts'
import { VenueAnswer } from '../get-json.ts'
import { type HttpAnswer, type HttpExchange, HttpFailure, type HttpRequest } from './http-exchange.ts'
import type { RequestLimiter, Urgency } from './request-limiter.ts'

export interface SignedRestOptions {
  /** Host only, like `https://api.coinbase.com`. */
  readonly restUrl: string
  readonly signer: TokenSigner
  readonly exchange: HttpExchange
  readonly limiter: RequestLimiter
  readonly scheduler: Scheduler
  readonly random: Random
  readonly logger: Logger
  /** Of one attempt of a GET. */
  readonly attemptTimeoutMs: number
  /** Of a GET. */
  readonly attempts: number
}

/** Arrays are sent as repeated keys: the venue silently ignores singular ones. */
export type Query = readonly (readonly [string, string])[]

export interface SignedGet<T> {
  /** Below `/api/v3/brokerage`. */
  readonly path: string
  readonly query?: Query
  readonly schema: z.ZodType<T>
  /** Default LOOK. */
  readonly urgency?: Urgency
}

export interface SignedPost {
  readonly path: string
  readonly body: unknown
  readonly urgency: Urgency
  /** In our own limiter; not sent when it is over. */
  readonly maxWaitMs?: number
  /** Asked before the first byte of each attempt: a reason makes it NOT_SENT. */
  readonly veto?: () => string | undefined
  readonly onSent?: () => void
}

/**
 * REFUSED_UNREAD: a 401, twice. NOT_SENT: nothing that the venue could have acted on has left. LOST: it may have, and
 * there is no answer.
 */
export type PostResult =
  | { readonly kind: 'ANSWERED'; readonly status: number; readonly body: string }
  | { readonly kind: 'REFUSED_UNREAD'; readonly body: string }
  | { readonly kind: 'NOT_SENT'; readonly reason: string }
  | { readonly kind: 'LOST'; readonly reason: string }

export interface SignedRest {
  /** Rejects with the signal's reason, `VenueAnswer`, or `OTS_VENUE_UNREACHABLE` when attempts are used up. */
  get<T>(request: SignedGet<T>, signal: AbortSignal): Promise<T>
  post(request: SignedPost, signal: AbortSignal): Promise<PostResult>
}

const BASE = '/api/v3/brokerage'
const FIRST_DELAY_MS = 150
const MAX_DELAY_MS = 3_000
const UNAUTHORIZED = 401

export function createSignedRest(options: SignedRestOptions): SignedRest {
  const { restUrl, scheduler, random, logger, attempts } = options
  const urlOf = (path: string, query: Query = []): URL => {
    const url = new URL(BASE + path, restUrl)
    for (const [key, value] of query) url.searchParams.append(key, value)
    return url
  }
  return {
    get: async ({ path, query, schema, urgency = 'LOOK' }, signal) => {
      const url = urlOf(path, query)
      for (let attempt = 1; ; attempt++) {
        try {
          return readAs(schema, await getOnce(options, url, { path, urgency }, signal))
        } catch (error) {
          signal.throwIfAborted()
          if (!passesByItself(error)) throw error
          if (attempt >= attempts) throw unreachable(url, attempt, error)
          const delayMs = random() * Math.min(FIRST_DELAY_MS * 2 ** attempt, MAX_DELAY_MS)
          logger.debug(
            { path, attempt, delayMs, reason: messageOf(error) },
            'a look at the venue failed, again',
          )
          await scheduler.sleep(delayMs, signal)
        }
      }
    },
    post: (request, signal) => post(options, urlOf(request.path), request, signal),
  }
}

async function getOnce(
  options: SignedRestOptions,
  url: URL,
  { path, urgency }: { readonly path: string; readonly urgency: Urgency },
  signal: AbortSignal,
): Promise<unknown> {
  const { scheduler, attemptTimeoutMs, limiter } = options
  const deadline = new AbortController()
  const either = AbortSignal.any([signal, deadline.signal])
  await limiter.acquire(urgency, signal)
  const timer = scheduler.after(attemptTimeoutMs, () =>
    deadline.abort(new Error(`no answer in ${attemptTimeoutMs} ms`)),
  )
  try {
    const request = { url, method: 'GET', headers: ACCEPT_JSON, signal: either } as const
    let answer = await exchangeSigned(options, request)
    if (answer.status === UNAUTHORIZED) {
      await limiter.acquire(urgency, either)
      answer = await exchangeSigned(options, request)
    }
    if (answer.status !== 200) throw new VenueAnswer(path, answer.status, answer.body)
    return parseJson(answer.body)
  } finally {
    timer.cancel()
  }
}

const ACCEPT_JSON = { accept: 'application/json' }
const SEND_JSON = { ...ACCEPT_JSON, 'content-type': 'application/json' }

async function sign({ signer }: SignedRestOptions, request: HttpRequest): Promise<HttpRequest> {
  const { url, method, headers } = request
  const token = await signer.rest(method, url.host, url.pathname)
  return { ...request, headers: { ...headers, authorization: `Bearer ${token.reveal()}` } }
}

async function exchangeSigned(options: SignedRestOptions, request: HttpRequest): Promise<HttpAnswer> {
  const { exchange, limiter } = options
  const answer = await exchange.send(await sign(options, request))
  limiter.observe(answer.status, answer.headers)
  return answer
}

async function post(
  options: SignedRestOptions,
  url: URL,
  { path, body, urgency, maxWaitMs, veto, onSent }: SignedPost,
  signal: AbortSignal,
): Promise<PostResult> {
  const { limiter, exchange, logger } = options
  const request: HttpRequest = {
    ...{ url, method: 'POST', headers: SEND_JSON, body: JSON.stringify(body), signal },
    ...(veto === undefined ? {} : { veto }),
    ...(onSent === undefined ? {} : { onSent }),
  }
  let handedOver = false
  try {
    for (let attempt = 1; ; attempt++) {
      // What went before was refused unread, so only this attempt counts.
      handedOver = false
      await limiter.acquire(urgency, signal, maxWaitMs)
      const signed = await sign(options, request)
      handedOver = true
      const { status, headers, body: text } = await exchange.send(signed)
      limiter.observe(status, headers)
      if (status !== UNAUTHORIZED) return { kind: 'ANSWERED', status, body: text }
      if (attempt > 1) return { kind: 'REFUSED_UNREAD', body: text }
      logger.warn({ path }, 'the venue did not take a token; once more with a new one')
    }
  } catch (error) {
    const mayHaveLeft = error instanceof HttpFailure ? error.sent : handedOver
    return { kind: mayHaveLeft ? 'LOST' : 'NOT_SENT', reason: messageOf(error) }
  }
}

/** A body that is no JSON, or not what was asked for, has been cut short or comes from something on the way. */
class UnreadableBody extends Error {}

function readAs<T>(schema: z.ZodType<T>, body: unknown): T {
  const read = schema.safeParse(body)
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
