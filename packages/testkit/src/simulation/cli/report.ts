/** How a run is told to a person. */
import type { SabotageName } from '../sabotage/sabotages.ts'
import type { SeedOutcome } from './seed-worker.ts'
import type { Totals } from './totals.ts'

const MOST_FAILURES = 5

/** With the trace's hash, so that whoever runs the seed again sees that it was the same run. */
export function describeFailure(
  { seed, failures, hash }: Pick<SeedOutcome, 'seed' | 'failures' | 'hash'>,
  sabotage: SabotageName | undefined,
): string {
  const more = failures.length - MOST_FAILURES
  return [
    `seed ${seed} FAILED, trace ${hash}`,
    ...failures.slice(0, MOST_FAILURES).map((failure) => `  ${failure}`),
    ...(more > 0 ? [`  … and ${more} more`] : []),
    `  again: ${replayCommand(seed, sabotage)}`,
  ].join('\n')
}

export const replayCommand = (seed: string, sabotage: SabotageName | undefined): string =>
  `npm run simulate -- --seed ${seed}${sabotage === undefined ? '' : ` --sabotage ${sabotage}`}`

export const seedsPerMinute = ({ seeds }: Totals, tookMs: number): number =>
  tookMs === 0 ? 0 : (seeds * 60_000) / tookMs

/** `missing`: what the run as a whole has not shown. */
export function describeTotals(totals: Totals, tookMs: number, missing: readonly string[]): string {
  const perMinute = seedsPerMinute(totals, tookMs)
  const { seeds, intents, orders, executions, virtualMs, failing } = totals
  return [
    table('faults injected', totals.faults),
    table('crashes', totals.crashes),
    table('crash points hit', totals.crashPoints),
    table('decisions', totals.decisions),
    table('orders at rest', totals.states),
    `${seeds} seeds in ${(tookMs / 1_000).toFixed(1)} s, ${perMinute.toFixed(0)} a minute; ` +
      `${(virtualMs / 3_600_000).toFixed(1)} virtual hours`,
    `${intents} intents, ${orders} orders, ${executions} executions at the venue`,
    ...missing.map((one) => `NOT SHOWN: ${one}`),
    failing.length === 0
      ? 'all seeds passed'
      : `${failing.length} seeds FAILED: ${failing
          .slice(0, 20)
          .map((one) => one.seed)
          .join(', ')}`,
  ].join('\n')
}

function table(title: string, counts: Readonly<Record<string, number>>): string {
  const rows = Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1))
  if (rows.length === 0) return `${title}: none`
  return [title, ...rows.map(([name, count]) => `  ${name.padEnd(36)} ${String(count).padStart(10)}`)].join(
    '\n',
  )
}
