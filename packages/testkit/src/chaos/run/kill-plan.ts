/** The order in which a run kills: at random moments and at marked crash points, mixed by the seed. */
import { CRASH_POINTS, type CrashPoint, type Random } from '@oasis/ports'

export type Kill =
  /** `afterMs` from its start when `starting`, else from when it has placed so many orders. */
  | {
      readonly kind: 'RANDOM'
      readonly starting: boolean
      readonly orders: number
      readonly afterMs: number
    }
  | { readonly kind: 'POINT'; readonly point: CrashPoint; readonly pass: number }

export interface KillPlanOptions {
  readonly randomKills: number
  /** Of each crash point. */
  readonly pointKills: number
  /** That many orders are wanted of all lives together. */
  readonly orders: number
  readonly random: Random
}

/** One in so many is hit while it starts, recovers and reconciles. */
const STARTING_SHARE = 0.15
const STARTING_WITHIN_MS = 1_500
const RUNNING_WITHIN_MS = 2_500
/** Each order passes these: the crash comes at one of the first, or where many orders are wanted, of so many. */
const FIRST_PASSES = 4
const RARE: ReadonlySet<CrashPoint> = new Set(['snapshot', 'command'])

export function planKills(options: KillPlanOptions): readonly Kill[] {
  const { randomKills, pointKills, random } = options
  const ordersPerLife = options.orders / (randomKills + pointKills * CRASH_POINTS.length || 1)
  const kills: Kill[] = []
  for (let n = 0; n < randomKills; n++) {
    const starting = random() < STARTING_SHARE
    const within = starting ? STARTING_WITHIN_MS : RUNNING_WITHIN_MS
    const orders = 1 + Math.floor(random() * 2 * ordersPerLife)
    kills.push({ kind: 'RANDOM', starting, orders, afterMs: Math.floor(random() * within) })
  }
  for (const point of CRASH_POINTS) {
    for (let n = 0; n < pointKills; n++) {
      const pass = RARE.has(point) ? 1 : 1 + Math.floor(random() * Math.max(FIRST_PASSES, ordersPerLife))
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
