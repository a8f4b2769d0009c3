/**
 * The one queue in front of the venue's private REST, shared by everything that uses a key. Cancels go first, then
 * orders, then looks. A part of the allowance is left to cancels, and neither orders nor looks can use up what the other
 * needs: a burst of looks keeps no order waiting, and a flow of orders cannot hide what became of them. The venue's own
 * numbers, where it tells them, pause what is not a cancel.
 */
import type { IncomingHttpHeaders } from 'node:http'
import { addMillis, millisBetween, toMillis, type UnixNanos } from '@oasis/domain'
import type { Random, Scheduler, Timer } from '@oasis/ports'

export type Urgency = 'CANCEL' | 'ORDER' | 'LOOK'

export interface RequestLimiterOptions {
  readonly scheduler: Scheduler
  readonly random: Random
  /** Requests in any one second. */
  readonly perSecond: number
}

/** The request was not sent: our own limiter did not let it go in time. */
export class LimiterTimeout extends Error {
  constructor(waitedMs: number) {
    super(`our own rate limit kept it waiting for ${waitedMs} ms`)
    this.name = 'LimiterTimeout'
  }
}

interface Waiting {
  readonly go: () => void
}

const ORDER_OF_PRECEDENCE: readonly Urgency[] = ['CANCEL', 'ORDER', 'LOOK']
/** Of the allowance: of orders, and of looks; and of both together. */
const SHARE_OF_EACH = 0.7
const SHARE_OF_BOTH = 0.9
const WINDOW_MS = 1_000
/** What `x-ratelimit-reset` counts is nowhere said: no misreading of it stops us for longer. */
const MAX_PAUSE_MS = 10_000
const REFUSED_PAUSE_MS = 1_000

export class RequestLimiter {
  readonly #options: RequestLimiterOptions
  readonly #queues: Readonly<Record<Urgency, Waiting[]>> = { CANCEL: [], ORDER: [], LOOK: [] }
  /** Of the last second, oldest first. */
  readonly #sent: { readonly at: UnixNanos; readonly urgency: Urgency }[] = []
  readonly #counts: Record<Urgency, number> = { CANCEL: 0, ORDER: 0, LOOK: 0 }
  #pausedUntil = 0n as UnixNanos
  #timer: Timer | undefined

  constructor(options: RequestLimiterOptions) {
    this.#options = options
  }

  /** Resolves when the request may go. Rejects with the signal's reason, or {@link LimiterTimeout}. */
  acquire(urgency: Urgency, signal: AbortSignal, maxWaitMs?: number): Promise<void> {
    const { scheduler } = this.#options
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      const queue = this.#queues[urgency]
      const leave = (): void => {
        signal.removeEventListener('abort', onAbort)
        deadline?.cancel()
        const at = queue.indexOf(waiting)
        if (at >= 0) queue.splice(at, 1)
      }
      const onAbort = (): void => {
        leave()
        reject(signal.reason)
      }
      const waiting: Waiting = {
        go: () => {
          leave()
          resolve()
        },
      }
      const deadline =
        maxWaitMs === undefined
          ? undefined
          : scheduler.after(maxWaitMs, () => {
              leave()
              reject(new LimiterTimeout(maxWaitMs))
            })
      signal.addEventListener('abort', onAbort, { once: true })
      queue.push(waiting)
      this.#drain()
    })
  }

  /** Of every answer of the venue to a signed request. */
  observe(status: number, headers: IncomingHttpHeaders): void {
    const { random } = this.#options
    const remaining = numberIn(headers['x-ratelimit-remaining'])
    const resetMs = this.#msUntil(numberIn(headers['x-ratelimit-reset']))
    if (status === 429) this.#pause(resetMs ?? REFUSED_PAUSE_MS * (0.25 + 0.75 * random()))
    else if (remaining !== undefined && remaining <= 0 && resetMs !== undefined) this.#pause(resetMs)
  }

  /** Seconds from now, or a time in seconds: both are usual, and their sizes tell them apart. */
  #msUntil(reset: number | undefined): number | undefined {
    if (reset === undefined || reset < 0) return undefined
    const nowMs = toMillis(this.#options.scheduler.now())
    const ms = reset > 1e9 ? reset * 1_000 - nowMs : reset * 1_000
    return Math.min(Math.max(0, ms), MAX_PAUSE_MS)
  }

  #pause(ms: number): void {
    const until = addMillis(this.#options.scheduler.now(), ms)
    if (until > this.#pausedUntil) this.#pausedUntil = until
  }

  #drain(): void {
    const now = this.#options.scheduler.now()
    this.#forgetUpTo(addMillis(now, -WINDOW_MS))
    for (const urgency of ORDER_OF_PRECEDENCE) {
      const queue = this.#queues[urgency]
      while (queue.length > 0 && this.#mayGo(urgency, now)) {
        this.#sent.push({ at: now, urgency })
        this.#counts[urgency]++
        queue[0]?.go()
      }
    }
    this.#wakeLater(now)
  }

  #mayGo(urgency: Urgency, now: UnixNanos): boolean {
    const { perSecond } = this.#options
    if (this.#sent.length >= perSecond) return false
    if (urgency === 'CANCEL') return true
    const { ORDER, LOOK } = this.#counts
    const isWithin = (used: number, share: number) => used < Math.max(1, Math.floor(perSecond * share))
    const mayUse = isWithin(ORDER + LOOK, SHARE_OF_BOTH) && isWithin(this.#counts[urgency], SHARE_OF_EACH)
    return mayUse && now >= this.#pausedUntil
  }

  #forgetUpTo(windowStart: UnixNanos): void {
    for (let [oldest] = this.#sent; oldest !== undefined && oldest.at <= windowStart; [oldest] = this.#sent) {
      this.#counts[oldest.urgency]--
      this.#sent.shift()
    }
  }

  #wakeLater(now: UnixNanos): void {
    this.#timer?.cancel()
    this.#timer = undefined
    if (ORDER_OF_PRECEDENCE.every((urgency) => this.#queues[urgency].length === 0)) return
    const [oldest] = this.#sent
    const freeInMs = oldest === undefined ? 0 : millisBetween(now, addMillis(oldest.at, WINDOW_MS))
    const pausedMs = millisBetween(now, this.#pausedUntil)
    // The sooner of both: cancels do not wait for a pause's end.
    const waits = [freeInMs, pausedMs].filter((ms) => ms > 0)
    this.#timer = this.#options.scheduler.after(Math.min(...waits, WINDOW_MS), () => this.#drain())
  }
}

function numberIn(header: string | readonly string[] | undefined): number | undefined {
  const text = typeof header === 'string' ? header : header?.[0]
  if (text === undefined || !/^\d+(\.\d+)?$/.test(text.trim())) return undefined
  return Number(text)
}
