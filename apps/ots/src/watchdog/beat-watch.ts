/**
 * Judges from looks at the heartbeat whether it is overdue. Pure; times are monotonic milliseconds of whoever looks, so
 * that no clock that is set, here or there, makes a beat older or younger.
 */
export interface BeatWatch {
  readonly beat: string | undefined
  /** When it was first seen, or when the watch began. */
  readonly seenAt: number
  readonly lookedAt: number
}

export interface WatchRules {
  readonly limitMs: number
  /** Looks further apart than this: the watcher itself has slept, and knows nothing of the time between. */
  readonly sleptMs: number
  /** How long a beat is waited for after such a sleep. */
  readonly confirmMs: number
}

/** Whatever is there at the beginning may be what a dead process left: only a new beat is a sign of life. */
export const beginWatch = (beat: string | undefined, now: number): BeatWatch => ({
  beat,
  seenAt: now,
  lookedAt: now,
})

export function look(
  watch: BeatWatch,
  beat: string | undefined,
  now: number,
  { limitMs, sleptMs, confirmMs }: WatchRules,
): BeatWatch {
  if (beat !== undefined && beat !== watch.beat) return { beat, seenAt: now, lookedAt: now }
  const slept = now - watch.lookedAt > sleptMs
  const seenAt = slept ? Math.max(watch.seenAt, now - limitMs + confirmMs) : watch.seenAt
  return { ...watch, seenAt, lookedAt: now }
}

/** As of the last look. */
export const ageOf = ({ seenAt, lookedAt }: BeatWatch): number => lookedAt - seenAt

export const isOverdue = (watch: BeatWatch, { limitMs }: WatchRules): boolean => ageOf(watch) >= limitMs
