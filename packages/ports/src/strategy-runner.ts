/**
 * Where code that nobody has reviewed runs: apart from the process's own, and under a time budget. A budget, not a
 * sandbox: such code can still read files and open sockets. What goes to and fro is structured-cloneable.
 */

export interface RunnerOptions {
  /** `file:` URL of the module that serves in it, a {@link RunnerModule}. */
  readonly module: string
  /** How long watched code may take, and an answer that somebody is held up for. */
  readonly budgetMs: number
  /** How long it may take to begin. */
  readonly startTimeoutMs: number
  /** How long it may take to answer what nobody is held up for. */
  readonly answerTimeoutMs: number
}

/** `PROMPT`: others are held up until the answer, so it has to come within the budget and a grace that the adapter states. */
export type AnswerPace = 'PROMPT' | 'PATIENT'

export interface StrategyRunner {
  /**
   * One at a time, `PATIENT` by default. Rejects with {@link RunnerEnded} if it has ended or ends meanwhile; with another
   * error if the module threw it.
   */
  ask(request: unknown, pace?: AnswerPace): Promise<unknown>
  /** Ends it, in the middle of whatever it does. */
  close(): Promise<void>
}

export interface StrategyRunners {
  start(options: RunnerOptions): Promise<StrategyRunner>
}

/** What serves in a runner. */
export interface RunnerModule {
  serve(watch: RunnerWatch): (request: unknown) => unknown
}

/**
 * From `begin` to `end`, or to the answer, the time counts against the budget: whatever runs meanwhile, and what it
 * left in microtasks.
 */
export interface RunnerWatch {
  begin(): void
  end(): void
}

/** For good: by its budget, by an error that nothing caught, or by itself. */
export class RunnerEnded extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'RunnerEnded'
  }
}
