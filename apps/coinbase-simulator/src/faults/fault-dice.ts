/**
 * Decides whether a fault strikes, and counts those that bit. Each kind draws from a source of its own, so that the
 * n-th opportunity of a kind has the same outcome for the same seed, whatever else went on meanwhile.
 */
import type { Random } from '@oasis/ports'
import { seededRandom } from '@oasis/runtime'
import {
  type ChanceFault,
  FAULT_KINDS,
  type FaultCounts,
  type FaultKind,
  forEachKind,
  type LastingFault,
} from './fault-kinds.ts'
import type { FaultPlan, Span } from './fault-plan.ts'

interface ForcedFault {
  readonly kind: ChanceFault
  /** Only where the opportunity is of this: a request's kind, a frame's channel. */
  readonly of: string | undefined
  left: number
}

export class FaultDice {
  readonly plan: FaultPlan
  readonly #seed: string
  readonly #sources = new Map<FaultKind, Random>()
  readonly #counts = new Map<FaultKind, number>()
  #forced: ForcedFault[] = []
  #healed = false

  constructor(plan: FaultPlan, seed: string) {
    this.plan = plan
    this.#seed = seed
  }

  /** The schedule has ended; what is asked for by hand still happens. */
  get healed(): boolean {
    return this.#healed
  }

  /** Counts nothing: the caller does when the fault has bitten. */
  strikes(kind: ChanceFault, of?: string): boolean {
    if (this.#takeForced(kind, of)) return true
    if (this.#healed) return false
    const chance = this.plan.chances[kind]
    return chance > 0 && this.random(kind)() < chance
  }

  /** The next `times` opportunities of the kind are taken. */
  force(kind: ChanceFault, times = 1, of?: string): void {
    if (times > 0) this.#forced.push({ kind, of, left: times })
  }

  /** Forgets what was forced and has not struck. */
  disarm(): void {
    this.#forced = []
  }

  get forced(): readonly Readonly<ForcedFault>[] {
    return this.#forced
  }

  bit(kind: FaultKind): void {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1)
  }

  lastsMs(kind: LastingFault): number {
    return this.drawMs(kind, this.plan.spans[kind])
  }

  drawMs(kind: FaultKind, { minMs, maxMs }: Span): number {
    return Math.round(minMs + this.random(kind)() * (maxMs - minMs))
  }

  pick<T>(kind: FaultKind, items: readonly T[]): T | undefined {
    return items[Math.floor(this.random(kind)() * items.length)]
  }

  random(kind: FaultKind): Random {
    const known = this.#sources.get(kind)
    if (known) return known
    const source = seededRandom(`${this.#seed}|${kind}`)
    this.#sources.set(kind, source)
    return source
  }

  heal(): void {
    this.#healed = true
    this.disarm()
  }

  get counts(): FaultCounts {
    return forEachKind(FAULT_KINDS, (kind) => this.#counts.get(kind) ?? 0)
  }

  #takeForced(kind: ChanceFault, of: string | undefined): boolean {
    const forced = this.#forced.find((fault) => fault.kind === kind && (fault.of ?? of) === of)
    if (!forced) return false
    forced.left--
    if (forced.left <= 0) this.#forced = this.#forced.filter((fault) => fault !== forced)
    return true
  }
}
