export interface HealthReport {
  readonly ready: boolean
  /** For a person: what it is doing, or why it is not ready. */
  readonly detail: string
}

/** What the composition root starts and stops. */
export interface Service {
  readonly name: string
  /** Resolves when the service accepts work; recovery is part of it. */
  start(): Promise<void>
  /** Stops intake, drains, flushes. Safe to call after a failed start. */
  stop(): Promise<void>
  health(): HealthReport
}
