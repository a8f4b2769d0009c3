/**
 * What a whole run has to have shown beyond every seed's being right: a fault that hardly ever struck proves nothing. A
 * shorter run, or one that is sabotaged, is for looking at something, and nothing is demanded of it.
 */
import { FAULT_KINDS } from '../faults.ts'
import { PROCESS_NAMES } from '../world/services.ts'
import type { Totals } from './totals.ts'

export const WHOLE_RUN_SEEDS = 5_000
export const LEAST_OF_EACH = 1_000

/** One sentence for each fault kind, and each service's crashes, that a whole run has had too few of. */
export function shortcomings({
  seeds,
  faults,
  crashes,
}: Pick<Totals, 'seeds' | 'faults' | 'crashes'>): string[] {
  if (seeds < WHOLE_RUN_SEEDS) return []
  return [
    ...tooFew(FAULT_KINDS, faults).map(([kind, times]) => `fault ${kind} struck ${times} times`),
    ...tooFew(PROCESS_NAMES, crashes).map(([name, times]) => `${name} crashed ${times} times`),
  ].map((what) => `${what}, ${LEAST_OF_EACH} are wanted`)
}

const tooFew = (names: readonly string[], counts: Readonly<Record<string, number>>) =>
  names.map((name) => [name, counts[name] ?? 0] as const).filter(([, times]) => times < LEAST_OF_EACH)
