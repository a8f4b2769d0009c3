/** What a chaos run has come to, as data and as lines. */
import { CRASH_POINTS, type CrashPoint } from '@oasis/ports'
import type { PlaceKind } from '../place/place.ts'
import type { VenueFaultCounts } from '../place/venue-messages.ts'
import { FINDING_KINDS, type Finding, type FindingKind } from './finding.ts'

export interface ChaosReport {
  readonly venue: PlaceKind
  readonly sabotage: string | undefined
  readonly seed: number
  readonly randomKills: number
  readonly pointKills: Readonly<Record<CrashPoint, number>>
  /** Starts that were killed before they were ready. */
  readonly killedStarting: number
  readonly ordersAtVenue: number
  readonly ordersOfPersons: number
  readonly instruments: number
  readonly executions: number
  readonly intents: number
  readonly inReview: number
  readonly faults: VenueFaultCounts
  /** What the books and the venue's ledger do not agree on. */
  readonly findings: readonly Finding[]
  /** The findings, and what else went wrong or was less than asked for. */
  readonly failures: readonly string[]
  readonly seconds: number
}

const FAILURES_SHOWN = 40

export function describeReport(report: ChaosReport): string {
  const { faults, failures } = report
  const rows: (readonly [string, string | number])[] = [
    ['venue', report.venue],
    ...(report.sabotage === undefined ? [] : ([['sabotage', report.sabotage]] as const)),
    ['seed', report.seed],
    ['SIGKILLs at random moments', `${report.randomKills}, ${report.killedStarting} of them while starting`],
    ...CRASH_POINTS.map((point) => [`SIGKILLs at ${point}`, report.pointKills[point]] as const),
    ...Object.entries(faults).map(([kind, count]) => [`fault ${kind}`, count] as const),
    ['faults of the venue', Object.values(faults).reduce((sum, n) => sum + n, 0)],
    ['orders in our books', report.intents],
    ['orders of ours at the venue', report.ordersAtVenue],
    ['orders of persons at the venue', report.ordersOfPersons],
    ['executions at the venue', report.executions],
    ['instruments traded', report.instruments],
    ['orders in REVIEW', report.inReview],
    ...FINDING_NAMES.map(([kind, name]) => [name, countOf(report.findings, kind)] as const),
    ['failures', failures.length],
    ['seconds', report.seconds],
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  const lines = rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`)
  const more = failures.length - FAILURES_SHOWN
  return [
    ...lines,
    ...failures.slice(0, FAILURES_SHOWN).map((failure) => `FAILED: ${failure}`),
    ...(more > 0 ? [`FAILED: and ${more} more`] : []),
  ].join('\n')
}

// The names of the keys are those of the list.
const FINDING_NAMES = Object.entries(FINDING_KINDS) as readonly (readonly [FindingKind, string])[]

const countOf = (findings: readonly Finding[], wanted: FindingKind): number =>
  findings.filter(({ kind }) => kind === wanted).length
