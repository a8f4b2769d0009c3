/** The same settings for an account that trades on paper: what replays a recording orders nothing, whoever it is for. */
import type { z } from 'zod'
import type { configSchema } from './schema.ts'

type Tree = z.input<typeof configSchema>

/** In place of what the tree has of these. */
export function asPaper(tree: Tree): Pick<Tree, 'accounts' | 'strategies' | 'limits' | 'durability'> {
  const renamed = (id: string): string => id.replace(/\.real$/, '.paper')
  const { accounts, strategies, limits } = tree
  const account = Object.entries(limits?.account ?? {}).map(([id, limit]) => [renamed(id), limit])
  return {
    durability: undefined,
    accounts: accounts?.map((each) => ({ ...each, id: renamed(each.id), mode: 'PAPER' })),
    strategies: strategies?.map((each) => ({
      ...each,
      ...(each.account === undefined ? {} : { account: renamed(each.account) }),
    })),
    limits: { ...limits, account: Object.fromEntries(account) },
  }
}
