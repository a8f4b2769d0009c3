/** The portfolio cache of a single process. */
import type { AccountId, Portfolio } from '@oasis/domain'
import type { PortfolioCache } from '@oasis/ports'

export function createMemoryCache(): PortfolioCache {
  const newest = new Map<AccountId, Portfolio>()
  return {
    put: async (portfolio) => {
      const held = newest.get(portfolio.accountId)
      if (held === undefined || !isOlder(portfolio, held)) newest.set(portfolio.accountId, portfolio)
    },
    get: async (accountId) => newest.get(accountId),
    list: async () => [...newest.values()],
  }
}

/** By risk epoch, then account sequence, then time: a risk engine that was replaced has nothing newer to tell. */
function isOlder(a: Portfolio, b: Portfolio): boolean {
  if (a.riskEpoch !== b.riskEpoch) return a.riskEpoch < b.riskEpoch
  if (a.accountSeq !== b.accountSeq) return a.accountSeq < b.accountSeq
  return a.ts < b.ts
}
