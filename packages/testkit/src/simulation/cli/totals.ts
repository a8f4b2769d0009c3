/** What all seeds of a run come to. */
import type { SeedOutcome } from './seed-worker.ts'

export interface Totals {
  seeds: number
  intents: number
  orders: number
  executions: number
  virtualMs: number
  readonly faults: Record<string, number>
  readonly crashes: Record<string, number>
  readonly crashPoints: Record<string, number>
  readonly decisions: Record<string, number>
  readonly states: Record<string, number>
  /** Of each seed's trace. */
  readonly hashes: Record<string, string>
  readonly failing: { readonly seed: string; readonly failures: readonly string[]; readonly hash: string }[]
}

export const noTotals = (): Totals => ({
  seeds: 0,
  intents: 0,
  orders: 0,
  executions: 0,
  virtualMs: 0,
  faults: {},
  crashes: {},
  crashPoints: {},
  decisions: {},
  states: {},
  hashes: {},
  failing: [],
})

export function addOutcome(totals: Totals, outcome: SeedOutcome): void {
  totals.seeds++
  totals.intents += outcome.intents
  totals.orders += outcome.orders
  totals.executions += outcome.executions
  totals.virtualMs += outcome.virtualMs
  for (const name of ['faults', 'crashes', 'crashPoints', 'decisions', 'states'] as const) {
    for (const [key, count] of Object.entries(outcome[name])) {
      totals[name][key] = (totals[name][key] ?? 0) + count
    }
  }
  const { seed, failures, hash } = outcome
  totals.hashes[seed] = hash
  if (failures.length > 0) totals.failing.push({ seed, failures, hash })
}
