/**
 * Runners over worker threads. A thread that runs watched code for longer than the budget, or does not answer in time,
 * is ended, in the middle of whatever it does. It keeps real time of its own, also in a replay: time that is spent is
 * spent. It sees no environment, where secrets might be, and is held to a size of memory; it can still read files.
 */
import { Worker } from 'node:worker_threads'
import { RunnerEnded, type RunnerOptions, type StrategyRunner, type StrategyRunners } from '@oasis/ports'
import { createSharedClock, longestRun } from './callback-clock.ts'
import type { ThreadMessage, ThreadSettings } from './runner-messages.ts'

const NANOS_PER_MS = 1_000_000n
const MAX_HEAP_MB = 256

interface Question {
  readonly askedAt: number
  readonly timeoutMs: number
  answer(value: unknown): void
  fail(error: unknown): void
}

export const createStrategyRunners = (): StrategyRunners => ({
  start: async (options) => {
    const runner = new WorkerRunner(options)
    await runner.ready()
    return runner
  },
})

class WorkerRunner implements StrategyRunner {
  readonly #options: RunnerOptions
  readonly #clock = createSharedClock()
  readonly #worker: Worker
  readonly #exited: Promise<void>
  #question: Question | undefined
  #alarm: NodeJS.Timeout | undefined
  #ended: RunnerEnded | undefined

  constructor(options: RunnerOptions) {
    this.#options = options
    this.#worker = new Worker(new URL('./runner-thread.ts', import.meta.url), {
      workerData: { module: options.module, clock: this.#clock } satisfies ThreadSettings,
      env: {},
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    })
    this.#worker.on('message', (message: ThreadMessage) => this.#hear(message))
    this.#worker.on('error', (cause: Error) => this.#end(`its thread failed: ${cause.message}`, cause))
    this.#exited = new Promise((resolve) => {
      this.#worker.on('exit', () => {
        this.#end('its thread ended')
        resolve()
      })
    })
  }

  /** Rejects when the serving module cannot be loaded. */
  async ready(): Promise<void> {
    await this.#awaitMessage(this.#options.startTimeoutMs)
  }

  async ask(request: unknown): Promise<unknown> {
    if (this.#question) throw new Error('one question at a time')
    const answered = this.#awaitMessage(this.#options.answerTimeoutMs)
    if (!this.#ended) this.#worker.postMessage(request)
    return answered
  }

  async close(): Promise<void> {
    this.#end('it was closed')
    await this.#exited
  }

  #awaitMessage(timeoutMs: number): Promise<unknown> {
    if (this.#ended) return Promise.reject(this.#ended)
    return new Promise((answer, fail) => {
      this.#question = { askedAt: performance.now(), timeoutMs, answer, fail }
      this.#watch()
    })
  }

  #hear(message: ThreadMessage): void {
    // Late is late, even where the watch did not get to look in between.
    if (this.#isOverBudget()) {
      this.#endOverBudget()
      return
    }
    const question = this.#settle()
    if (message.kind === 'THREW') question?.fail(message.error)
    else question?.answer(message.kind === 'ANSWER' ? message.answer : undefined)
  }

  #watch(): void {
    this.#alarm = setTimeout(() => {
      const question = this.#question
      if (this.#isOverBudget()) this.#endOverBudget()
      else if (question && performance.now() - question.askedAt >= question.timeoutMs) {
        this.#end(`it did not answer within ${question.timeoutMs} ms`)
      } else this.#watch()
    }, this.#options.budgetMs)
  }

  #isOverBudget(): boolean {
    return longestRun(this.#clock) > BigInt(this.#options.budgetMs) * NANOS_PER_MS
  }

  #endOverBudget(): void {
    this.#end(`its code ran for longer than its budget of ${this.#options.budgetMs} ms`)
  }

  #end(reason: string, cause?: unknown): void {
    if (this.#ended) return
    this.#ended = new RunnerEnded(reason, { cause })
    void this.#worker.terminate()
    this.#settle()?.fail(this.#ended)
  }

  #settle(): Question | undefined {
    clearTimeout(this.#alarm)
    const question = this.#question
    this.#question = undefined
    return question
  }
}
