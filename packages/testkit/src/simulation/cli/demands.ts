/**
 * What a whole run has to have shown beyond every seed's being right: a fault that hardly ever struck proves nothing. A
 * shorter run, or one that is sabotaged, is for looking at something, and nothing is demanded of it.
 */
import { CRASH_POINTS } from '@oasis/ports'
import { FAULT_KINDS } from '../faults.ts'
import { PROCESS_NAMES } from '../world/services.ts'
import type { Totals } from './totals.ts'

export const WHOLE_RUN_SEEDS = 5_000
export const LEAST_OF_EACH = 1_000

type Shown = Pick<Totals, 'seeds' | 'faults' | 'crashes' | 'crashPoints'>

/** One sentence for each fault kind, each service's crashes and each marked crash point that was too seldom. */
export function shortcomings({ seeds, faults, crashes, crashPoints }: Shown): string[] {
  if (seeds < WHOLE_RUN_SEEDS) return []
  return [
    ...tooFew(FAULT_KINDS, faults).map(([kind, times]) => `fault ${kind} struck ${times} times`),
    ...tooFew(PROCESS_NAMES, crashes).map(([name, times]) => `${name} crashed ${times} times`),
    ...tooFew(CRASH_POINTS, crashPoints).map(
      ([point, times]) => `crash point ${point} was hit ${times} times`,
    ),
  ].map((what) => `${what}, ${LEAST_OF_EACH} are wanted`)
}

const tooFew = (names: readonly string[], counts: Readonly<Record<string, number>>) =>
  names.map((name) => [name, counts[name] ?? 0] as const).filter(([, times]) => times < LEAST_OF_EACH)
