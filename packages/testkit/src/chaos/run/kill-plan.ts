/** The order in which a run kills: at random moments and at marked crash points, mixed by the seed. */
import { CRASH_POINTS, type CrashPoint, type Random } from '@oasis/ports'

export type Kill =
  /** `afterMs` from its being ready, or from its start when `starting`. */
  | { readonly kind: 'RANDOM'; readonly starting: boolean; readonly afterMs: number }
  | { readonly kind: 'POINT'; readonly point: CrashPoint; readonly pass: number }

export interface KillPlanOptions {
  readonly randomKills: number
  /** Of each crash point. */
  readonly pointKills: number
  readonly random: Random
}

/** One in so many is hit while it starts, recovers and reconciles. */
const STARTING_SHARE = 0.15
const STARTING_WITHIN_MS = 1_500
const RUNNING_WITHIN_MS = 2_500
/** These happen many times a second: the crash comes at one of the first. */
const FIRST_PASSES = 4
const RARE: ReadonlySet<CrashPoint> = new Set(['snapshot', 'command'])

export function planKills({ randomKills, pointKills, random }: KillPlanOptions): readonly Kill[] {
  const kills: Kill[] = []
  for (let n = 0; n < randomKills; n++) {
    const starting = random() < STARTING_SHARE
    const within = starting ? STARTING_WITHIN_MS : RUNNING_WITHIN_MS
    kills.push({ kind: 'RANDOM', starting, afterMs: Math.floor(random() * within) })
  }
  for (const point of CRASH_POINTS) {
    for (let n = 0; n < pointKills; n++) {
      const pass = RARE.has(point) ? 1 : 1 + Math.floor(random() * FIRST_PASSES)
      kills.push({ kind: 'POINT', point, pass })
    }
  }
  return shuffle(kills, random)
}

/** Fisher and Yates's. */
function shuffle<T>(items: readonly T[], random: Random): readonly T[] {
  const shuffled = [...items]
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    const moved = shuffled.splice(other, 1)
    shuffled.splice(last, 0, ...moved)
  }
  return shuffled
}
