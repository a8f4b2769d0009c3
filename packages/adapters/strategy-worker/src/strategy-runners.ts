/**
 * Runners over worker threads. A thread whose watched code has not answered within the budget, or that does not answer
 * in time whatever it does, is ended, in the middle of it. It keeps real time of its own, also in a replay: time that is
 * spent is spent. It sees no environment, where secrets might be, and is held to a size of memory; it can still read
 * files.
 */
import { Worker } from 'node:worker_threads'
import {
  type AnswerPace,
  RunnerEnded,
  type RunnerOptions,
  type StrategyRunner,
  type StrategyRunners,
} from '@oasis/ports'
import { createSharedClock, longestRun } from './callback-clock.ts'
import type { ThreadMessage, ThreadSettings } from './runner-messages.ts'

const NANOS_PER_MS = 1_000_000
const MAX_HEAP_MB = 256
/**
 * What a prompt answer may take beyond the budget for reasons that are not the thread's: a busy machine wakes it late.
 * Watched code has no such grace, since it is timed where it runs.
 */
const GRACE_MS = 250
/** A look later than this was late because nobody could look: that is not held against the thread. */
const LATE_LOOK_MS = 20

interface Question {
  /** How long it may take, watched or not, and the words for having taken longer. */
  readonly limitMs: number
  readonly overdue: string
  /** As far as we could look: time in which this whole process stood still is not counted. */
  waitedMs: number
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
    await this.#awaitMessage(patience(this.#options.startTimeoutMs))
  }

  async ask(request: unknown, pace: AnswerPace = 'PATIENT'): Promise<unknown> {
    if (this.#question) throw new Error('one question at a time')
    const { budgetMs, answerTimeoutMs } = this.#options
    const answered = this.#awaitMessage(pace === 'PROMPT' ? promptness(budgetMs) : patience(answerTimeoutMs))
    if (!this.#ended) this.#worker.postMessage(request)
    return answered
  }

  async close(): Promise<void> {
    this.#end('it was closed')
    await this.#exited
  }

  #awaitMessage(limit: Pick<Question, 'limitMs' | 'overdue'>): Promise<unknown> {
    if (this.#ended) return Promise.reject(this.#ended)
    return new Promise((answer, fail) => {
      this.#question = { ...limit, waitedMs: 0, answer, fail }
      this.#watch(this.#question)
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

  /** Looks again when the next of its limits may have passed. */
  #watch(question: Question): void {
    const leftMs = question.limitMs - question.waitedMs
    const inMs = Math.max(1, Math.ceil(Math.min(leftMs, this.#options.budgetMs - this.#runMs())))
    const from = performance.now()
    this.#alarm = setTimeout(() => {
      question.waitedMs += Math.min(performance.now() - from, inMs + LATE_LOOK_MS)
      if (this.#isOverBudget()) this.#endOverBudget()
      else if (question.waitedMs >= question.limitMs) this.#end(question.overdue)
      else this.#watch(question)
    }, inMs)
  }

  #runMs(): number {
    return Number(longestRun(this.#clock)) / NANOS_PER_MS
  }

  #isOverBudget(): boolean {
    return this.#runMs() > this.#options.budgetMs
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

const patience = (limitMs: number) => ({ limitMs, overdue: `it did not answer within ${limitMs} ms` })

const promptness = (budgetMs: number) => ({
  limitMs: budgetMs + GRACE_MS,
  overdue: `it did not answer within its budget of ${budgetMs} ms, with ${GRACE_MS} ms of grace`,
})
