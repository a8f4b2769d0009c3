import type { Portfolio } from './portfolio.ts'

export type PortfolioVersion = Pick<Portfolio, 'riskEpoch' | 'accountSeq' | 'ts'>

/** By risk epoch, then account sequence, then time: a risk engine that was replaced has nothing newer to tell. */
export function isOlderPortfolio(a: PortfolioVersion, b: PortfolioVersion): boolean {
  if (a.riskEpoch !== b.riskEpoch) return a.riskEpoch < b.riskEpoch
  if (a.accountSeq !== b.accountSeq) return a.accountSeq < b.accountSeq
  return a.ts < b.ts
}
