/** What a service's process is doing, for its health endpoints and whoever starts it. */
import type { HealthReport } from '@oasis/runtime'

export type ProcessPhase = 'STARTING' | 'STANDBY' | 'RUNNING' | 'STOPPING'

export type Health = Readonly<Record<string, HealthReport>>

export class ProcessState {
  #phase: ProcessPhase = 'STARTING'
  #detail = 'connecting'
  #health: () => Health = () => ({})

  get phase(): ProcessPhase {
    return this.#phase
  }

  get detail(): string {
    return this.#detail
  }

  enter(phase: ProcessPhase, detail: string): void {
    this.#phase = phase
    this.#detail = detail
  }

  /** Of the services within it, as soon as there are some. */
  watch(health: () => Health): void {
    this.#health = health
  }

  health(): Health {
    return this.#health()
  }

  /** A standby is well and not ready: it serves nobody. */
  ready(): boolean {
    const services = Object.values(this.#health())
    return this.#phase === 'RUNNING' && services.every(({ ready }) => ready)
  }
}
