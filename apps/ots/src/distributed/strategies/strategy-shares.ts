/**
 * Who of the hosts has which strategy. Every host comes to the same answer by itself from the same two lists, in whatever
 * order they stand: each strategy goes to the host that ranks highest for it (rendezvous hashing), of those that do not
 * have their fair share, ceil(strategies / hosts), yet. A host that comes or goes moves few strategies of others. What
 * hosts see may differ for a moment; that no strategy runs twice is the leases' affair.
 */
import { createHash } from 'node:crypto'

/** Strategy → host. */
export function strategyShares(
  strategies: readonly string[],
  hosts: readonly string[],
): ReadonlyMap<string, string> {
  const shares = new Map<string, string>()
  if (hosts.length === 0) return shares
  const most = Math.ceil(strategies.length / hosts.length)
  const counts = new Map<string, number>()
  for (const strategy of [...new Set(strategies)].sort()) {
    for (const host of byRank(strategy, hosts)) {
      const count = counts.get(host) ?? 0
      if (count >= most) continue
      counts.set(host, count + 1)
      shares.set(strategy, host)
      break
    }
  }
  return shares
}

function byRank(strategy: string, hosts: readonly string[]): readonly string[] {
  const rank = (host: string) => createHash('sha256').update(`${strategy}\0${host}`).digest('hex')
  return [...new Set(hosts)]
    .map((host) => ({ host, rank: rank(host) }))
    .sort((a, b) => (a.rank < b.rank ? 1 : -1))
    .map(({ host }) => host)
}
