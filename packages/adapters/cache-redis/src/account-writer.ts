/**
 * Writes the newest portfolio of one account, one at a time. While a write is under way, or cannot be done, only the newest
 * of those that came is kept; what it replaces has nothing more to tell, and its `put` is done. Bounded, whatever happens.
 */
import { isOlderPortfolio, type Portfolio } from '@oasis/domain'

export interface AccountWriterOptions {
  /** Idempotent: one whose outcome is not known is written again. */
  readonly write: (portfolio: Portfolio) => Promise<void>
  /** How long a `put` waits to be written before it fails. It is written later nevertheless. */
  readonly timeoutMs: number
  /** Why a put was not written in time, or not before the end. */
  readonly onTimeout: () => Error
}

interface Waiting {
  readonly portfolio: Portfolio
  readonly done: PromiseWithResolvers<void>
  readonly deadline: NodeJS.Timeout
}

export class AccountWriter {
  readonly #options: AccountWriterOptions
  #newest: Portfolio | undefined
  #waiting: Waiting | undefined
  #writing: Promise<void> | undefined
  #again = false

  constructor(options: AccountWriterOptions) {
    this.#options = options
  }

  put(portfolio: Portfolio): Promise<void> {
    if (this.#newest !== undefined && isOlderPortfolio(portfolio, this.#newest)) return Promise.resolve()
    this.#newest = portfolio
    this.#end()
    const done = Promise.withResolvers<void>()
    const { timeoutMs, onTimeout } = this.#options
    const deadline = setTimeout(() => this.#end(onTimeout()), timeoutMs)
    this.#waiting = { portfolio, done, deadline }
    this.writeAgain()
    return done.promise
  }

  /** What was last put, whether it was written before or not: Redis may have been emptied. */
  writeAgain(): void {
    this.#again = true
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = undefined
      // One that came in this very moment. Each attempt takes the wish back, so that a failure does not go round.
      if (this.#again) this.writeAgain()
    })
  }

  /** Resolves when nothing is being written any more; a put that could not be done fails. */
  async close(): Promise<void> {
    await this.#writing
    this.#end(this.#options.onTimeout())
  }

  async #writeAll(): Promise<void> {
    while (this.#again && this.#newest !== undefined) {
      this.#again = false
      const portfolio = this.#newest
      try {
        await this.#options.write(portfolio)
        if (this.#waiting?.portfolio === portfolio) this.#end()
      } catch {
        // Whoever writes has told why. It is done again when Redis is back, or at the next refresh.
        return
      }
    }
  }

  #end(error?: Error): void {
    const waiting = this.#waiting
    if (waiting === undefined) return
    this.#waiting = undefined
    clearTimeout(waiting.deadline)
    if (error === undefined) waiting.done.resolve()
    else waiting.done.reject(error)
  }
}
