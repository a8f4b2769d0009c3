/** The keys of one account. README.md says what is in each. */
const PREFIX = 'ots'

/** A set of all accounts. */
export const ACCOUNTS_KEY = `${PREFIX}:accounts`

export interface PortfolioKeys {
  readonly portfolio: string
  readonly balances: string
  readonly positions: string
  readonly exposure: string
  readonly marks: string
  readonly snapshot: string
}

export function portfolioKeys(account: string): PortfolioKeys {
  const key = (what: string): string => `${PREFIX}:${what}:${account}`
  return {
    portfolio: key('portfolio'),
    balances: key('balances'),
    positions: key('positions'),
    exposure: key('exposure'),
    marks: key('marks'),
    snapshot: key('snapshot'),
  }
}
