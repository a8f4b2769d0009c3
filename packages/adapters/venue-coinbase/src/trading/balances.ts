/** Wallets → balances, one for each currency. */
import { addMoney, type Currency, currency, ZERO_MONEY } from '@oasis/domain'
import type { VenueBalance } from '@oasis/ports'
import type { ShownAccount } from '../rest/account/list-accounts.ts'
import { parseMoneyDown } from './shown-amounts.ts'

/** Vaults cannot be traded from, and futures are accounted for elsewhere. */
const TRADABLE: ReadonlySet<string> = new Set(['', 'CRYPTO', 'FIAT', 'UNSPECIFIED'])

export function parseBalances(
  accounts: readonly ShownAccount[],
  portfolioId: string | undefined,
): readonly VenueBalance[] {
  const byCurrency = new Map<Currency, VenueBalance>()
  for (const account of accounts) {
    const code = tradedCurrency(account, portfolioId)
    if (code === undefined) continue
    const { available, held } = byCurrency.get(code) ?? { available: ZERO_MONEY, held: ZERO_MONEY }
    byCurrency.set(code, {
      currency: code,
      available: addMoney(available, parseMoneyDown(account.available_balance)),
      held: addMoney(held, parseMoneyDown(account.hold)),
    })
  }
  return [...byCurrency.values()]
}

function tradedCurrency(account: ShownAccount, portfolioId: string | undefined): Currency | undefined {
  if (!TRADABLE.has(account.type.replace('ACCOUNT_TYPE_', ''))) return undefined
  const { retail_portfolio_id: portfolio } = account
  if (portfolioId !== undefined && portfolio !== '' && portfolio !== portfolioId) return undefined
  try {
    return currency(account.currency)
  } catch {
    // No product of ours trades it.
    return undefined
  }
}
