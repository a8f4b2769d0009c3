/** What an account holds, and what of it no market prices: one such holding, and nobody knows the account's equity. */
import type { ShownAccount } from '@oasis/venue-coinbase'

/** Of a decimal as the venue writes it. */
export const isSomething = (amount: string): boolean => /[1-9]/.test(amount)

export const isFilled = ({ available_balance, hold }: ShownAccount): boolean =>
  isSomething(available_balance) || isSomething(hold)

/** Each once, but for the currency that the account is valued in. */
export const heldCurrencies = (
  wallets: readonly ShownAccount[],
  valuationCurrency: string,
): readonly string[] => [
  ...new Set(
    wallets
      .filter(isFilled)
      .map(({ currency }) => currency)
      .filter((code) => code !== valuationCurrency),
  ),
]

export const pricedBy = (code: string, valuationCurrency: string): string => `${code}-${valuationCurrency}`

/** Undefined where everything has a price. `symbols`: of the markets that there are. */
export function unpricedHoldings(
  held: readonly string[],
  symbols: ReadonlySet<string>,
  valuationCurrency: string,
): { readonly codes: readonly string[]; readonly why: string } | undefined {
  const codes = held.filter((code) => !symbols.has(pricedBy(code, valuationCurrency)))
  if (codes.length === 0) return undefined
  const why = `no market prices ${codes.join(', ')}, which the portfolio holds, in ${valuationCurrency}: the account's equity is not known, and the loss limits cannot be judged; move it to another portfolio, or sell it`
  return { codes, why }
}
