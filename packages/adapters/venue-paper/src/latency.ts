/**
 * A latency distribution as its quantiles at equal distances, read by linear interpolation: `[50]` is always 50 ms,
 * `[40, 60]` is uniform, `[20, 22, 25, 40, 300]` has a tail.
 */
export function latencyAt(quantilesMs: readonly number[], u: number): number {
  const last = quantilesMs.length - 1
  const position = Math.min(Math.max(u, 0), 1) * last
  const index = Math.min(Math.floor(position), last)
  const low = quantilesMs[index] ?? 0
  const high = quantilesMs[Math.min(index + 1, last)] ?? low
  return low + (high - low) * (position - index)
}
