/** Which currencies of an account nothing has priced since this process began. */
import type { Currency } from '@oasis/domain'
import type { AccountBooks } from './account-books.ts'
import { type Priced, valuingInstrument } from './holdings.ts'
import { lastMid } from './market-board.ts'

/** Whether there ever was a price of it here; of cash there always is. */
export function isPriced(books: Priced, currency: Currency): boolean {
  if (currency === books.account.valuationCurrency) return true
  const instrument = valuingInstrument(books, currency)
  return instrument !== undefined && lastMid(books.market, instrument.id) !== undefined
}

/** Which currencies of an account have no price; looked up again only when balances have changed, or what prices them. */
export class UnpricedCurrencies {
  #balances: AccountBooks['ledger']['balances'] | undefined
  #found: ReadonlySet<Currency> = new Set()

  at(books: AccountBooks): ReadonlySet<Currency> {
    const { balances } = books.ledger
    if (this.#balances === balances) return this.#found
    const held = [...balances].filter(([, total]) => total !== 0n).map(([currency]) => currency)
    this.#found = new Set(held.filter((currency) => !isPriced(books, currency)))
    this.#balances = balances
    return this.#found
  }

  /** A price counts once there was one: only what had none is worth another look. */
  onMarket(base: Currency | undefined, changed: 'PRICE' | 'TERMS'): void {
    if (changed === 'TERMS' || (base !== undefined && this.#found.has(base))) this.#balances = undefined
  }
}
