/**
 * The account's balances, in units of 10^-18. Invariants: a hold is never negative and never more than the total, so
 * nothing is available twice.
 */
interface Balance {
  total: bigint
  held: bigint
}

export class Wallet {
  readonly #balances = new Map<string, Balance>()

  get entries(): readonly { readonly currency: string; readonly total: bigint; readonly held: bigint }[] {
    return [...this.#balances].map(([currency, { total, held }]) => ({ currency, total, held }))
  }

  total(currency: string): bigint {
    return this.#of(currency).total
  }

  available(currency: string): bigint {
    const { total, held } = this.#of(currency)
    return total - held
  }

  /** Throws when it would take what is held or not there: the caller has asked before. */
  change(currency: string, amount: bigint): void {
    const balance = this.#of(currency)
    balance.total += amount
    this.#check(currency, balance)
  }

  hold(currency: string, amount: bigint): void {
    const balance = this.#of(currency)
    balance.held += amount
    this.#check(currency, balance)
  }

  release(currency: string, amount: bigint): void {
    this.hold(currency, -amount)
  }

  #of(currency: string): Balance {
    const known = this.#balances.get(currency)
    if (known) return known
    const opened = { total: 0n, held: 0n }
    this.#balances.set(currency, opened)
    return opened
  }

  #check(currency: string, { total, held }: Balance): void {
    if (held >= 0n && held <= total) return
    throw new Error(`the simulated venue has lost count of ${currency}: ${held} held of ${total}`)
  }
}
