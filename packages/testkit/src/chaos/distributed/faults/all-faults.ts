/** Every fault of a distributed run, and the order in which a run has them. */
import type { Random } from '@oasis/ports'
import type { Fault } from './fault.ts'
import { killsAtPoints, killsAtRandom } from './kills.ts'
import { leaderFaults } from './leaders.ts'
import { rebalanceFaults } from './rebalances.ts'
import { brokerFaults, cacheFaults, databaseFaults } from './servers.ts'

export const allFaults = (brokers: 1 | 3): readonly Fault[] =>
  [
    ...killsAtRandom(),
    ...killsAtPoints(),
    ...brokerFaults(),
    ...databaseFaults(),
    ...cacheFaults(),
    ...rebalanceFaults(),
    ...leaderFaults(),
  ].filter((fault) => (fault.brokers ?? 1) <= brokers)

/** Those that have struck least come first, in an order that is drawn. */
export function nextFault(
  faults: readonly Fault[],
  struck: (kind: string) => number,
  random: Random,
): Fault | undefined {
  const least = Math.min(...faults.map(({ kind }) => struck(kind)))
  const rarest = faults.filter(({ kind }) => struck(kind) === least)
  return rarest[Math.floor(random() * rarest.length)]
}
