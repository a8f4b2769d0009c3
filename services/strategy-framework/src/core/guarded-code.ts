/** Only the strategy's own code runs in here: what it throws is its failure, not the host's, and it never runs again. */
export class GuardedCode {
  failure: unknown

  run(callback: () => void): void {
    if (this.failure !== undefined) return
    try {
      callback()
    } catch (error) {
      this.failure = error ?? new Error('the strategy threw nothing')
    }
  }
}
