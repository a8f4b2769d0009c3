/** What a distributed chaos run has come to, as data and as lines. */
import { FINDING_KINDS, type Finding, type FindingKind } from '../run/finding.ts'
import type { ServiceSabotage } from './service-sabotages.ts'

export interface FaultTally {
  readonly kind: string
  readonly struck: number
  readonly tried: number
  /** From the last order before it, or between two, to the first one after it. */
  readonly longestGapMs: number
}

export interface DistributedReport {
  readonly seed: number
  readonly minutes: number
  readonly brokers: 1 | 3
  readonly sabotage: ServiceSabotage | undefined
  readonly faults: readonly FaultTally[]
  readonly ordersAtVenue: number
  /** While faults were injected. */
  readonly ordersPerSecond: number
  /** Of the time in which any came: what is longer than two seconds without one is left out. */
  readonly ordersPerSecondTrading: number
  readonly executions: number
  readonly instruments: number
  readonly intents: number
  readonly inReview: number
  readonly orderEvents: number
  /** With those that were published twice, which is no harm: they have the same number and id. */
  readonly orderEventsPublished: number
  readonly restarts: number
  /** Processes that ended by themselves, a crash point's SIGKILL included: how often, by how. */
  readonly ends: Readonly<Record<string, number>>
  readonly findings: readonly Finding[]
  readonly failures: readonly string[]
  readonly seconds: number
}

const FAILURES_SHOWN = 40

export function describeDistributed(report: DistributedReport): string {
  const { faults, failures, findings } = report
  const longest = Math.max(...faults.map(({ longestGapMs }) => longestGapMs), 0)
  const struck = faults.reduce((sum, fault) => sum + fault.struck, 0)
  const takeovers = faults
    .filter(({ kind }) => TAKEOVER.test(kind))
    .reduce((sum, fault) => sum + fault.struck, 0)
  const rows: (readonly [string, string | number])[] = [
    ['seed', report.seed],
    ['brokers', report.brokers],
    ...(report.sabotage === undefined ? [] : ([['sabotage', report.sabotage]] as const)),
    ['faults injected', `${struck}, of ${faults.length} kinds`],
    ['takeovers they brought about', takeovers],
    ['processes started again', report.restarts],
    ...Object.entries(report.ends).toSorted(),
    [
      'orders of ours at the venue',
      `${report.ordersAtVenue}, ${report.ordersPerSecond} a second (${report.ordersPerSecondTrading} of the time in which any came)`,
    ],
    ['executions at the venue', report.executions],
    ['instruments traded', report.instruments],
    ['orders in our books', report.intents],
    ['orders in REVIEW', report.inReview],
    ['order events', `${report.orderEvents}, ${report.orderEventsPublished} records in Kafka`],
    ['longest time without an order', `${(longest / 1_000).toFixed(1)} s`],
    // The names of the keys are those of the list.
    ...(Object.entries(FINDING_KINDS) as [FindingKind, string][]).map(
      ([kind, name]) => [name, findings.filter((finding) => finding.kind === kind).length] as const,
    ),
    ['failures', failures.length],
    ['seconds', report.seconds],
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  const more = failures.length - FAILURES_SHOWN
  return [
    ...faultTable(faults),
    '',
    ...rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`),
    ...failures.slice(0, FAILURES_SHOWN).map((failure) => `FAILED: ${failure}`),
    ...(more > 0 ? [`FAILED: and ${more} more`] : []),
  ].join('\n')
}

/** A standby leads when these are over. */
const TAKEOVER = /^(risk-engine|order-manager) killed(?!, the standby)|taken over|third started/

function faultTable(faults: readonly FaultTally[]): string[] {
  const width = Math.max(...faults.map(({ kind }) => kind.length))
  return [
    `${'fault'.padEnd(width)}  injected  longest time without an order, s`,
    ...faults.map(
      ({ kind, struck, longestGapMs }) =>
        `${kind.padEnd(width)}  ${String(struck).padStart(8)}  ${(longestGapMs / 1_000).toFixed(1).padStart(8)}`,
    ),
  ]
}
