/**
 * Decides, from the seed, what goes wrong and when, and counts it. Each seed has its own mix: some kinds often, some
 * seldom, some not at all, since faults that are always there hide each other. After `heal` nothing goes wrong any more.
 */
import type { Random } from '@oasis/ports'
import { seededRandom } from '@oasis/runtime'
import { FAULT_KINDS as VENUE_FAULTS, type FaultKind as VenueFault } from '../simulated-venue/fault-plan.ts'

/** How often each kind strikes per opportunity, in a seed of middle strength. */
const CHANCES = {
  'bus.delivery-delayed': 0.01,
  'bus.delivery-lost': 0.002,
  'bus.delivery-duplicated': 0.01,
  'bus.publish-failed': 0.02,
  'bus.publish-unanswered': 0.02,
  'bus.offsets-not-committed': 0.05,
  'bus.away': 0.02,
  'rpc.refused': 0.02,
  'rpc.caller-dies': 0.003,
  'rpc.request-lost': 0.02,
  'rpc.request-late': 0.01,
  'rpc.request-slow': 0.04,
  'rpc.reply-lost': 0.02,
  'rpc.reply-late': 0.02,
  'rpc.reply-broken': 0.02,
  'rpc.stream-broken': 0.05,
  'store.commit-failed': 0.002,
  'store.commit-unanswered': 0.002,
  'store.slow': 0.02,
  'feed.refused': 0.2,
  'feed.broken': 0.002,
  'feed.silent': 0.0015,
  'feed.frame-lost': 0.002,
  'process.crash-point': 0.004,
} as const

export type DrawnFault = keyof typeof CHANCES
/** Those that happen by themselves, and are only counted. */
const NOTED_FAULTS = [
  'bus.topics-reordered',
  'rpc.rogue-call',
  'process.crash',
  'process.killed',
  'clock.skew',
] as const
export type NotedFault = (typeof NOTED_FAULTS)[number]
export type FaultKind = DrawnFault | NotedFault | `venue.${VenueFault}`

/** All that can go wrong in a run, the venue's faults under names that say so. */
export const FAULT_KINDS: readonly FaultKind[] = [
  // `keys` forgets the names.
  ...(Object.keys(CHANCES) as DrawnFault[]),
  ...NOTED_FAULTS,
  ...VENUE_FAULTS.map((kind) => `venue.${kind}` as const),
]

export class Faults {
  readonly counts = new Map<string, number>()
  readonly #random: Random
  readonly #chances: ReadonlyMap<string, number>
  #healed = false

  constructor(seed: string) {
    this.#random = seededRandom(`${seed}/faults`)
    this.#chances = new Map(
      Object.entries(CHANCES).map(([kind, chance]) => [kind, chance * this.#strength()]),
    )
  }

  /** Whether this kind strikes now; `weight` times as likely where it would hurt most. */
  strikes(kind: DrawnFault, weight = 1): boolean {
    if (this.#healed) return false
    if (this.#random() >= weight * (this.#chances.get(kind) ?? 0)) return false
    this.note(kind)
    return true
  }

  note(kind: FaultKind, times = 1): void {
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + times)
  }

  heal(): void {
    this.#healed = true
  }

  get healed(): boolean {
    return this.#healed
  }

  /** Uniform in [from, to), for how long something takes. */
  between(from: number, to: number): number {
    return from + Math.floor(this.#random() * (to - from))
  }

  chance(p: number): boolean {
    return this.#random() < p
  }

  /** Uniform in [0, 1). */
  fraction(): number {
    return this.#random()
  }

  #strength(): number {
    const draw = this.#random()
    if (draw < 0.3) return 0
    if (draw < 0.9) return 0.5 + this.#random()
    return 3 + 3 * this.#random()
  }
}
