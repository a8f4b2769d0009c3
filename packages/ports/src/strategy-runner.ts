/**
 * Where code that nobody has reviewed runs: apart from the process's own, and under a time budget. A budget, not a
 * sandbox: such code can still read files and open sockets. What goes to and fro is structured-cloneable.
 */

export interface RunnerOptions {
  /** `file:` URL of the module that serves in it, a {@link RunnerModule}. */
  readonly module: string
  /** How long one piece of watched code may take. */
  readonly budgetMs: number
  /** How long it may take to begin. */
  readonly startTimeoutMs: number
  /** How long it may take to answer anything, watched or not. */
  readonly answerTimeoutMs: number
}

export interface StrategyRunner {
  /** One at a time. Rejects with {@link RunnerEnded} if it has ended or ends meanwhile; with another error if the module threw it. */
  ask(request: unknown): Promise<unknown>
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

/** Between `begin` and `end` the time counts against the budget. */
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
