/** A lease that is held: renewed in time, and over at the latest when its holder can no longer be sure of it. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Lease, LeaseOptions, Logger } from '@oasis/ports'
import type { LeaseSession } from './lease-session.ts'
import { RELEASE_LEASE, RENEW_LEASE } from './lease-table.ts'

export interface HeldLeaseOptions extends Pick<LeaseOptions, 'ttlMs'> {
  readonly name: string
  readonly holder: string
  readonly epoch: number
  /** By `performance.now()`, before what got the lease was sent. */
  readonly since: number
  readonly session: LeaseSession
  readonly logger: Logger | undefined
  readonly onEnd: () => void
}

/** After a renewal that failed. */
const RETRY_MS = 100

export class HeldLease implements Lease {
  readonly name: string
  readonly epoch: number
  readonly lost: Promise<string>
  readonly #options: HeldLeaseOptions
  readonly #lose: (reason: string) => void
  readonly #ended = new AbortController()
  readonly #renewing: Promise<void>
  #deadline: number
  #alarm: NodeJS.Timeout
  /** Why it is over. */
  #over: string | undefined

  constructor(options: HeldLeaseOptions) {
    const { name, epoch, since, ttlMs } = options
    this.#options = options
    this.name = name
    this.epoch = epoch
    const { promise, resolve } = Promise.withResolvers<string>()
    this.lost = promise
    this.#lose = resolve
    this.#deadline = since + ttlMs
    this.#alarm = this.#setAlarm()
    this.#renewing = this.#keepRenewing()
  }

  lapsed(): string | undefined {
    const lateMs = performance.now() - this.#deadline
    if (this.#over === undefined && lateMs >= 0) {
      this.#end(`it was last renewed ${Math.round(lateMs + this.#options.ttlMs)} ms ago`)
    }
    return this.#over
  }

  async release(): Promise<void> {
    const wasHeld = this.lapsed() === undefined
    this.#over ??= 'it was given back'
    this.#stop()
    await this.#renewing
    const { session, holder, logger, onEnd } = this.#options
    if (wasHeld) {
      // Otherwise the next holder waits for as long as after a crash.
      await session.query(RELEASE_LEASE, [this.name, holder, this.epoch]).catch((error) => {
        logger?.warn({ err: error, lease: this.name }, 'lease could not be given back')
      })
    }
    await session.close()
    onEnd()
  }

  async #keepRenewing(): Promise<void> {
    const { ttlMs, logger } = this.#options
    let delayMs = ttlMs / 3
    while (this.#over === undefined) {
      await sleep(delayMs, undefined, { signal: this.#ended.signal }).catch(() => {})
      if (this.lapsed() !== undefined) return
      try {
        await this.#renew()
        delayMs = ttlMs / 3
      } catch (error) {
        delayMs = Math.min(RETRY_MS, ttlMs / 10)
        logger?.warn({ err: error, lease: this.name }, 'lease not renewed, trying again')
      }
    }
  }

  async #renew(): Promise<void> {
    const { session, holder, ttlMs } = this.#options
    const since = performance.now()
    const rows = await session.query(RENEW_LEASE, [this.name, holder, this.epoch])
    // An answer that comes too late brings nothing back: others may have relied on its end.
    if (this.lapsed() !== undefined) return
    if (rows.length === 0) return this.#end('another has taken it over')
    this.#deadline = since + ttlMs
    clearTimeout(this.#alarm)
    this.#alarm = this.#setAlarm()
  }

  /** Timers may come early by a fraction of a millisecond. */
  #setAlarm(): NodeJS.Timeout {
    const inMs = Math.max(1, Math.ceil(this.#deadline - performance.now()))
    return setTimeout(() => {
      if (this.lapsed() === undefined) this.#alarm = this.#setAlarm()
    }, inMs)
  }

  #end(reason: string): void {
    if (this.#over !== undefined) return
    this.#over = reason
    this.#options.logger?.error({ lease: this.name, epoch: this.epoch, reason }, 'lease lost')
    this.#lose(reason)
    this.#stop()
  }

  #stop(): void {
    clearTimeout(this.#alarm)
    this.#ended.abort()
  }
}
