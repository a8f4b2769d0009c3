/**
 * One piece of work at a time, in the order of asking: what comes from several partitions, timers and replies never
 * interleaves. Synchronous while nobody waits, since a turn of the event loop per record would dominate the cost.
 */
export class SerialTurns {
  #tail: Promise<void> | undefined

  /** Rejects or throws as `work` does; what waits behind it runs all the same. */
  run(work: () => void | Promise<void>): void | Promise<void> {
    if (this.#tail !== undefined) return this.#track(this.#tail.then(work))
    const pending = work()
    return pending === undefined ? undefined : this.#track(pending)
  }

  get busy(): boolean {
    return this.#tail !== undefined
  }

  /** Resolves when nothing is left to do. */
  async idle(): Promise<void> {
    while (this.#tail !== undefined) await this.#tail
  }

  #track(pending: Promise<void>): Promise<void> {
    const release = (): void => {
      if (this.#tail === settled) this.#tail = undefined
    }
    const settled: Promise<void> = pending.then(release, release)
    this.#tail = settled
    return pending
  }
}
