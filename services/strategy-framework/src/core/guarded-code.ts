/**
 * Only the strategy's own code runs in here: what it throws is its failure, not the host's, and it never runs again.
 * Orders that it wished for before it threw are not sent, and so must not be known.
 */
import type { HostedOrders } from './hosted-orders.ts'

/** Told when the strategy's own code begins and when it has returned. */
export interface CodeWatch {
  begin(): void
  end(): void
}

export class GuardedCode {
  readonly #orders: HostedOrders
  readonly #watch: CodeWatch | undefined
  failure: unknown

  constructor(orders: HostedOrders, watch: CodeWatch | undefined) {
    this.#orders = orders
    this.#watch = watch
  }

  run(callback: () => void): void {
    if (this.failure !== undefined) return
    const before = this.#orders.all
    this.#watch?.begin()
    try {
      callback()
    } catch (error) {
      this.failure = error ?? new Error('the strategy threw nothing')
      this.#orders.restore(before)
    } finally {
      this.#watch?.end()
    }
  }
}
