/** Balances of a paper account. Invariant: 0 ≤ held ≤ total, for every currency, after every operation. */
import { addMoney, type Currency, type Money, negateMoney, subtractMoney, ZERO_MONEY } from '@oasis/domain'

export interface PaperBalance {
  readonly total: Money
  readonly held: Money
}

const NOTHING: PaperBalance = { total: ZERO_MONEY, held: ZERO_MONEY }

export class PaperBalances {
  readonly #balances: Map<Currency, PaperBalance>

  constructor(balances: ReadonlyMap<Currency, PaperBalance>) {
    this.#balances = new Map(balances)
  }

  of(currency: Currency): PaperBalance {
    return this.#balances.get(currency) ?? NOTHING
  }

  available(currency: Currency): Money {
    const { total, held } = this.of(currency)
    return subtractMoney(total, held)
  }

  hold(currency: Currency, amount: Money): void {
    this.#change(currency, ZERO_MONEY, amount)
  }

  release(currency: Currency, amount: Money): void {
    this.#change(currency, ZERO_MONEY, negateMoney(amount))
  }

  /** A fill: `total` moves by `amount` (signed) while `released` of the hold is given back, in one step. */
  settle(currency: Currency, amount: Money, released: Money): void {
    this.#change(currency, amount, negateMoney(released))
  }

  entries(): readonly (readonly [Currency, PaperBalance])[] {
    return [...this.#balances]
  }

  /** A breach is a bug of the matcher: it throws before anything of it can be written. */
  #change(currency: Currency, total: Money, held: Money): void {
    const before = this.of(currency)
    const after = { total: addMoney(before.total, total), held: addMoney(before.held, held) }
    if (after.held < 0n || after.total < after.held) {
      throw new RangeError(`paper balance of ${currency} would be total ${after.total}, held ${after.held}`)
    }
    this.#balances.set(currency, after)
  }
}
