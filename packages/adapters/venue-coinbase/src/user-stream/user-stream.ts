/** The `user` channel, kept open: connects again with full jitter, and says so each time, since something may be lost. */
import type { Random } from '@oasis/ports'
import { UserConnection, type UserConnectionOptions } from './user-connection.ts'

export interface UserStreamOptions extends Omit<UserConnectionOptions, 'onLive'> {
  readonly random: Random
  readonly maxBackoffMs: number
  /** Live again after a time without: whatever happened in it has not been told. */
  readonly onReconnected: () => void
}

const FIRST_BACKOFF_MS = 250

export class UserStream {
  readonly #options: UserStreamOptions
  readonly #stopping = new AbortController()
  #connection: UserConnection | undefined
  #running: Promise<void> | undefined

  constructor(options: UserStreamOptions) {
    this.#options = options
  }

  /** Resolves when it is live, or when the first attempt has failed: from then on it goes on by itself. */
  async start(): Promise<void> {
    const first = Promise.withResolvers<void>()
    this.#running = this.#keepOpen(first.resolve)
    await first.promise
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new Error('stopped'))
    this.#connection?.end('stopped')
    await this.#running
  }

  async #keepOpen(onFirst: () => void): Promise<void> {
    const { scheduler, random, maxBackoffMs, logger, onReconnected } = this.#options
    const { signal } = this.#stopping
    let failures = 0
    for (let attempt = 1; !signal.aborted; attempt++) {
      const connection = new UserConnection({
        ...this.#options,
        onLive: () => {
          if (attempt > 1) onReconnected()
          onFirst()
        },
      })
      this.#connection = connection
      const reason = await connection.run()
      onFirst()
      if (signal.aborted) return
      failures = connection.wasLive ? 1 : failures + 1
      const delayMs = random() * Math.min(FIRST_BACKOFF_MS * 2 ** failures, maxBackoffMs)
      logger.warn({ reason, delayMs, failures }, 'the user stream ended, connecting again')
      await scheduler.sleep(delayMs, signal).catch(() => {})
    }
  }
}
