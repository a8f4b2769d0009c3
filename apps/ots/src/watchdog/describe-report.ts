import type { WatchdogReport } from './watchdog.ts'

/** For people; one line each. */
export function describeReport(report: WatchdogReport): string {
  switch (report.kind) {
    case 'WATCHING':
      return 'watching; no heartbeat was seen yet'
    case 'BEATING':
      return 'armed: the order manager lives'
    case 'OVERDUE':
      return `the last heartbeat was seen ${(report.ageMs / 1_000).toFixed(1)} s ago: cancelling EVERYTHING that is open`
    case 'CANCELLING':
      return `cancelling ${report.orders.length} order(s): ${report.orders.join(', ')}`
    case 'NOTHING_OPEN':
      return `verified by two looks at the venue: nothing is open (${report.cancelled} cancelled); looking on until the heartbeat is back`
    case 'VENUE_FAILED':
      return `the venue fails, trying again: ${report.error}`
  }
}
