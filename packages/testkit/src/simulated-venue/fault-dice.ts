/** Decides whether a fault strikes, and counts those that bit. Deterministic by its random source. */
import type { Random } from '@oasis/ports'
import {
  type ChanceFault,
  FAULT_KINDS,
  type FaultKind,
  type FaultPlan,
  type LastingFault,
} from './fault-plan.ts'

export type FaultCounts = Readonly<Record<FaultKind, number>>

export class FaultDice {
  readonly #random: Random
  readonly #plan: FaultPlan
  readonly #forced = new Map<ChanceFault, number>()
  readonly #counts = new Map<FaultKind, number>()
  #healed = false

  constructor(random: Random, plan: FaultPlan) {
    this.#random = random
    this.#plan = plan
  }

  get healed(): boolean {
    return this.#healed
  }

  /** Counts nothing: the caller does when the fault has bitten. */
  strikes(kind: ChanceFault): boolean {
    if (this.#healed) return false
    const forced = this.#forced.get(kind) ?? 0
    if (forced > 0) {
      this.#forced.set(kind, forced - 1)
      return true
    }
    const chance = this.#plan.chances[kind]
    return chance > 0 && this.#random() < chance
  }

  /** The next `times` opportunities of the kind are taken. */
  force(kind: ChanceFault, times: number): void {
    this.#forced.set(kind, (this.#forced.get(kind) ?? 0) + times)
  }

  bit(kind: FaultKind): void {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1)
  }

  lastsMs(kind: LastingFault): number {
    const { minMs, maxMs } = this.#plan.spans[kind]
    return minMs + Math.floor(this.#random() * (maxMs - minMs))
  }

  heal(): void {
    this.#healed = true
  }

  get counts(): FaultCounts {
    // `fromEntries` forgets the names of the keys.
    return Object.fromEntries(FAULT_KINDS.map((kind) => [kind, this.#counts.get(kind) ?? 0])) as FaultCounts
  }
}
