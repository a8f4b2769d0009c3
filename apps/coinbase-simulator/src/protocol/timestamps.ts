import { formatRfc3339, NANOS_PER_SECOND, type UnixNanos } from '@oasis/domain'

/** As the venue writes times: up to nine fraction digits, trailing zeros cut. */
export const wireTime = (time: UnixNanos): string => formatRfc3339(time).replace(/\.?0+Z$/, 'Z')

/**
 * Go's `Time.String()`, as in heartbeats: "2026-09-05 22:10:30.25788961 +0000 UTC m=+139651.272674714". The last
 * part is the process's monotonic clock.
 */
export function goTime(time: UnixNanos, sinceBoot: bigint): string {
  const seconds = sinceBoot / NANOS_PER_SECOND
  const rest = (sinceBoot % NANOS_PER_SECOND).toString().padStart(9, '0')
  const [date, clock = ''] = wireTime(time).slice(0, -1).split('T')
  return `${date} ${clock} +0000 UTC m=+${seconds}.${rest}`
}
