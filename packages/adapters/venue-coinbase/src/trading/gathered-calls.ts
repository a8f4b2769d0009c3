/**
 * Many callers, few requests: what is asked for in one turn of the event loop, or while `concurrency` runs are under
 * way, goes together in the next. Invariant: a run begins after each of its calls was made, so what it finds is no
 * older than the question. A run is given up when all of its callers have given up.
 */
import type { Scheduler } from '@oasis/ports'

export interface GatheredCallsOptions<In, Out> {
  readonly scheduler: Scheduler
  readonly concurrency: number
  readonly maxBatch: number
  /** One result for each input, in their order. */
  readonly run: (inputs: readonly In[], signal: AbortSignal) => Promise<readonly Out[]>
}

interface Call<In, Out> {
  readonly input: In
  readonly signal: AbortSignal
  readonly resolve: (result: Out) => void
  readonly reject: (reason: unknown) => void
}

export class GatheredCalls<In, Out> {
  readonly #options: GatheredCallsOptions<In, Out>
  #waiting: Call<In, Out>[] = []
  #running = 0
  #scheduled = false

  constructor(options: GatheredCallsOptions<In, Out>) {
    this.#options = options
  }

  /** Rejects with the signal's reason as soon as it is aborted. */
  ask(input: In, signal: AbortSignal): Promise<Out> {
    const answer = Promise.withResolvers<Out>()
    if (signal.aborted) return Promise.reject(signal.reason)
    const onAbort = (): void => {
      this.#waiting = this.#waiting.filter((call) => call !== mine)
      answer.reject(signal.reason)
    }
    const mine = { input, signal, resolve: answer.resolve, reject: answer.reject }
    signal.addEventListener('abort', onAbort, { once: true })
    this.#waiting.push(mine)
    this.#schedule()
    return answer.promise.finally(() => signal.removeEventListener('abort', onAbort))
  }

  #schedule(): void {
    const { scheduler, concurrency } = this.#options
    if (this.#scheduled || this.#waiting.length === 0 || this.#running >= concurrency) return
    this.#scheduled = true
    scheduler.defer(() => {
      this.#scheduled = false
      const calls = this.#waiting.splice(0, this.#options.maxBatch)
      if (calls.length > 0) void this.#run(calls)
      this.#schedule()
    })
  }

  async #run(calls: readonly Call<In, Out>[]): Promise<void> {
    const abort = new AbortController()
    let left = calls.length
    const onAbort = (): void => {
      left--
      if (left === 0) abort.abort(new Error('nobody waits for it any more'))
    }
    for (const { signal } of calls) signal.addEventListener('abort', onAbort, { once: true })
    this.#running++
    try {
      const results = await this.#options.run(
        calls.map(({ input }) => input),
        abort.signal,
      )
      for (const [n, { resolve, reject }] of calls.entries()) {
        const result = results[n]
        if (result === undefined) reject(new Error('a gathered call without a result'))
        else resolve(result)
      }
    } catch (error) {
      for (const { reject } of calls) reject(error)
    } finally {
      for (const { signal } of calls) signal.removeEventListener('abort', onAbort)
      this.#running--
      this.#schedule()
    }
  }
}
