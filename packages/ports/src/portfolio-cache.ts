/** The last portfolio of each account, for whoever wants to look. Never the source of truth. */
import type { AccountId, Portfolio } from '@oasis/domain'

export interface PortfolioCache {
  /** Ignored when the cache already holds a newer one, by (riskEpoch, accountSeq, ts). */
  put(portfolio: Portfolio): Promise<void>
  get(accountId: AccountId): Promise<Portfolio | undefined>
  list(): Promise<readonly Portfolio[]>
}
