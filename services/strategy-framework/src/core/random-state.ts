/** A random generator whose whole state is one number, so that it snapshots: mulberry32 (T. Ettinger). Not for secrets. */
export interface SnapshotRandom {
  next(): number
  state(): number
}

export function createRandom(state: number): SnapshotRandom {
  let current = state | 0
  return {
    next: () => {
      current = (current + 0x6d2b79f5) | 0
      let mixed = Math.imul(current ^ (current >>> 15), 1 | current)
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
    },
    state: () => current,
  }
}

/** FNV-1a. */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash | 0
}
