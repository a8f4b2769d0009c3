/**
 * Signed calls. A GET is repeated with full jitter for what passes by itself, within its signal. A POST is sent once:
 * what its answer is worth is the caller's to judge. The one repetition that both have is after a 401, with a new token:
 * the venue refuses those before it looks at them (valid tokens meet a 401 now and then).
 */
import type { Logger, Random, Scheduler } from '@oasis/ports'
import type { z } from 'zod'
import type { TokenSigner } from '../../auth/token-signer.ts'
import { look, type Query, urlOf } from '../get-json.ts'
import { within } from '../within.ts'
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

const UNAUTHORIZED = 401

export function createSignedRest(options: SignedRestOptions): SignedRest {
  const { restUrl } = options
  return {
    get: (request, signal) => {
      const url = urlOf(restUrl, request.path, request.query)
      return look(
        options,
        request,
        url,
        () => askOnce(options, url, request.urgency ?? 'LOOK', signal),
        signal,
      )
    },
    post: (request, signal) => post(options, urlOf(restUrl, request.path), request, signal),
  }
}

/** Its deadline is of the venue: what our own limiter keeps waiting is not the venue's fault. */
async function askOnce(
  options: SignedRestOptions,
  url: URL,
  urgency: Urgency,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const { scheduler, attemptTimeoutMs, limiter } = options
  await limiter.acquire(urgency, signal)
  return within(scheduler, attemptTimeoutMs, signal, async (limited) => {
    const request = { url, method: 'GET', headers: ACCEPT_JSON, signal: limited } as const
    const answer = await exchangeSigned(options, request)
    if (answer.status !== UNAUTHORIZED) return answer
    await acquireOrFail(limiter, urgency, limited)
    return exchangeSigned(options, request)
  })
}

/** As a request that was not answered in time would. */
async function acquireOrFail(limiter: RequestLimiter, urgency: Urgency, signal: AbortSignal): Promise<void> {
  try {
    await limiter.acquire(urgency, signal)
  } catch (error) {
    throw new HttpFailure(messageOf(error), false)
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

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
