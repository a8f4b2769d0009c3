/** The portfolio cache of a single process. */
import { type AccountId, isOlderPortfolio, type Portfolio } from '@oasis/domain'
import type { PortfolioCache } from '@oasis/ports'

export function createMemoryCache(): PortfolioCache {
  const newest = new Map<AccountId, Portfolio>()
  return {
    put: async (portfolio) => {
      const held = newest.get(portfolio.accountId)
      if (held === undefined || !isOlderPortfolio(portfolio, held)) newest.set(portfolio.accountId, portfolio)
    },
    get: async (accountId) => newest.get(accountId),
    list: async () => [...newest.values()],
  }
}
