/**
 * What the account and its strategies are worth and may come to, kept up from check to check. A function of state and
 * market and nothing else: this only remembers what it computed last, and on the next question computes anew what has
 * changed since, found by comparing versions. So any state may be asked about at any time; states that follow one
 * another are merely the fast case. Prices are taken in as they change, so that no check pays for a thousand quotes.
 */
import {
  type AccountLedger,
  addMoney,
  type Currency,
  EXTERNAL_STRATEGY,
  type Instrument,
  type InstrumentId,
  type Money,
  type Quantity,
  type StrategyId,
  ZERO_QUANTITY,
} from '@oasis/domain'
import {
  type AccountBooks,
  type AccountTerms,
  accountQuantity,
  balanceOf,
  strategyQuantity,
} from './account-books.ts'
import { isValuing, type Priced, valuingInstrument } from './holdings.ts'
import { findCurrencies } from './instrument-currencies.ts'
import { type MarketBoard, usableBook } from './market-board.ts'
import { addPending, NOTHING_PENDING, type Pending } from './pending-totals.ts'
import { PersistentMap } from './persistent-map.ts'
import type { Standing, Standings } from './standing.ts'
import { UnpricedCurrencies } from './unpriced-currencies.ts'
import { type Exposure, exposureOfOne, type Holding, ValueSums } from './value-sums.ts'

/** An order under check, counted as if it were open. */
export interface Candidate {
  readonly instrument: Pick<Instrument, 'id'>
  /** As these books have it. */
  readonly standings: Standings
  /** The order alone. */
  readonly pending: Pending
}

/** Whose positions are summed, and at which prices. */
interface Scope {
  held(books: AccountBooks, id: InstrumentId): Quantity
  prices(priced: Priced, id: InstrumentId, pending: Pending): Prices
  pending(books: AccountBooks): PersistentMap<InstrumentId, Pending>
  /** Instruments whose quantity may differ between two ledgers. */
  moved(from: AccountLedger | undefined, to: AccountBooks): Iterable<InstrumentId>
}

interface Prices extends Pick<Holding, 'mid' | 'mark' | 'unfollowed'> {
  /** What is held counts as this instrument's, and not as another's of the same base. */
  readonly counts: boolean
}

/** Sums over one scope, as of the books that were last asked about; of those it keeps what it compares with only. */
class ScopeSums {
  readonly #scope: Scope
  readonly #sums = new ValueSums()
  #pending = NO_PENDING
  #ledger: AccountLedger | undefined
  /** Instruments whose terms have changed since. */
  readonly #retold = new Set<InstrumentId>()
  /** Those among its rows that nobody follows: what values them, if anything does, knows nothing of them. */
  readonly #unfollowed = new Set<InstrumentId>()

  constructor(scope: Scope) {
    this.#scope = scope
  }

  at(books: AccountBooks): ValueSums {
    const pending = this.#scope.pending(books)
    const [before, ledger] = [this.#pending, this.#ledger]
    this.#pending = pending
    this.#ledger = books.ledger
    if (before !== pending) for (const id of before.changedKeys(pending)) this.#update(books, id)
    if (ledger !== books.ledger) {
      for (const id of this.#scope.moved(ledger, books)) this.#update(books, id)
    }
    if (this.#retold.size > 0) {
      for (const id of this.#retold) this.#update(books, id)
      this.#retold.clear()
    }
    return this.#sums
  }

  /** A price makes no position: only what has one is worth another sum. */
  onPrice(priced: Priced, id: InstrumentId): void {
    const holding = this.#sums.find(id)
    if (!holding) return
    const { quantity, pending } = holding
    const { mid, mark, unfollowed } = this.#scope.prices(priced, id, pending)
    this.#sums.set(id, { quantity, pending, mid, mark, unfollowed })
  }

  onTerms(id: InstrumentId): void {
    this.#retold.add(id)
  }

  /** To be asked about with every price and all terms; seldom more than a few. */
  get unfollowed(): Iterable<InstrumentId> {
    return this.#unfollowed
  }

  holding(books: AccountBooks, id: InstrumentId): Holding {
    const pending = this.#scope.pending(books).get(id) ?? NOTHING_PENDING
    return this.#valued(books, id, this.#scope.held(books, id), pending)
  }

  holdingWith(books: AccountBooks, id: InstrumentId, { held, pending }: Standing, more: Pending): Holding {
    return this.#valued(books, id, held, addPending(pending, more))
  }

  #valued(priced: Priced, id: InstrumentId, held: Quantity, pending: Pending): Holding {
    const { mid, mark, counts, unfollowed } = this.#scope.prices(priced, id, pending)
    return { quantity: counts ? held : ZERO_QUANTITY, pending, mid, mark, unfollowed }
  }

  #update(books: AccountBooks, id: InstrumentId): void {
    this.#sums.set(id, this.holding(books, id))
    if (!books.market.instruments.has(id) && this.#sums.find(id)) this.#unfollowed.add(id)
    else if (this.#unfollowed.size > 0) this.#unfollowed.delete(id)
  }
}

const NO_PENDING: PersistentMap<InstrumentId, Pending> = PersistentMap.empty()

/** Belongs to one account and one market. */
export class Valuation {
  readonly #priced: Priced
  readonly #account = new ScopeSums(ACCOUNT_SCOPE)
  readonly #strategies = new Map<StrategyId, ScopeSums>()
  readonly #unpriced = new UnpricedCurrencies()

  constructor(account: AccountTerms, market: MarketBoard) {
    this.#priced = { account, market }
    market.listeners.add((id, changed) => this.#onMarket(id, changed))
  }

  /** Of all the account holds, bought by OTS or not, and has open. */
  accountExposure(books: AccountBooks, candidate?: Candidate): Exposure {
    return exposureWith(this.#account, books, candidate, candidate?.standings.account)
  }

  instrumentExposure(books: AccountBooks, id: InstrumentId, candidate?: Candidate): Exposure {
    return exposureOfOne(
      id,
      candidate?.instrument.id === id
        ? this.#account.holdingWith(books, id, candidate.standings.account, candidate.pending)
        : this.#account.holding(books, id),
    )
  }

  strategyExposure(books: AccountBooks, strategy: StrategyId, candidate?: Candidate): Exposure {
    let sums = this.#strategies.get(strategy)
    if (!sums) {
      sums = new ScopeSums(strategyScope(strategy))
      this.#strategies.set(strategy, sums)
    }
    return exposureWith(sums, books, candidate, candidate?.standings.strategy)
  }

  /**
   * Cash and every other balance at mid; balances that no instrument values are left out. Undefined while one of those
   * that could be valued has no price that may be used: a sum that lacks it now and then would look like a loss.
   */
  valuedEquity(books: AccountBooks): Money | undefined {
    const { marked } = this.#account.at(books)
    return marked === undefined
      ? undefined
      : addMoney(balanceOf(books, books.account.valuationCurrency), marked)
  }

  /**
   * The same at the last mids, whatever has become of their books. What never had a price is left out, and is for
   * whoever asks to make up for.
   */
  equityAtLastMids(books: AccountBooks): Money {
    return addMoney(balanceOf(books, books.account.valuationCurrency), this.#account.at(books).valued)
  }

  /** Currencies that are held and never had a price. */
  unpriced(books: AccountBooks): ReadonlySet<Currency> {
    return this.#unpriced.at(books)
  }

  /** Brings the sums up to these books now, so that the next check need not. */
  follow(books: AccountBooks): void {
    this.#account.at(books)
    for (const sums of this.#strategies.values()) sums.at(books)
  }

  /** A price may value what rests on other instruments of the same base, too. */
  #onMarket(id: InstrumentId, changed: 'PRICE' | 'TERMS'): void {
    const { instruments, byBase } = this.#priced.market
    const base = instruments.get(id)?.base
    this.#unpriced.onMarket(base, changed)
    const related = (base === undefined ? undefined : byBase.get(base)?.keys()) ?? [id]
    for (const each of [...related, ...this.#account.unfollowed]) {
      if (changed === 'TERMS') this.#account.onTerms(each)
      else this.#account.onPrice(this.#priced, each)
    }
    // What a strategy holds is priced by its own instrument, whatever the terms.
    if (changed === 'PRICE') for (const sums of this.#strategies.values()) sums.onPrice(this.#priced, id)
  }
}

function exposureWith(
  sums: ScopeSums,
  books: AccountBooks,
  candidate: Candidate | undefined,
  standing: Standing | undefined,
): Exposure {
  const all = sums.at(books)
  if (!candidate || !standing) return all.exposure()
  const { id } = candidate.instrument
  return all.exposure({ id, holding: sums.holdingWith(books, id, standing, candidate.pending) })
}

/** A balance counts once, by the instrument that values it; what else is open in that currency at the same price. */
const ACCOUNT_SCOPE: Scope = {
  held(books, id) {
    const instrument = books.market.instruments.get(id)
    if (!instrument) return bookedByOts(books, id)
    return accountQuantity(books, instrument)
  },
  prices(priced, id, pending) {
    const instrument = priced.market.instruments.get(id)
    if (!instrument) return pricesOfUnfollowed(priced, id, pending)
    const valuing = valuingInstrument(priced, instrument.base)
    const counts = valuing?.id === id
    // An amount of another quote currency has no price here.
    const known = valuing && (isValuing(priced, instrument) || pending.buyAmount === 0n)
    return known ? pricesOf(priced.market, valuing.id, counts) : { ...NO_PRICE, counts }
  },
  pending: ({ totals }) => totals.byInstrument,
  *moved(from, { ledger: to, market }) {
    for (const currency of changedKeys(from?.balances, to.balances)) {
      for (const id of market.byBase.get(currency)?.keys() ?? []) yield id
    }
    for (const id of changedKeys(from?.byInstrument, to.byInstrument)) {
      if (!market.instruments.has(id)) yield id
    }
  },
}

/** Of an instrument that nobody follows. What people have traded is in the balances, and valued there or not at all. */
function bookedByOts({ ledger }: AccountBooks, id: InstrumentId): Quantity {
  const all = ledger.byInstrument.get(id)?.quantity ?? ZERO_QUANTITY
  return all === ledger.byStrategy.get(EXTERNAL_STRATEGY)?.get(id)?.quantity ? ZERO_QUANTITY : all
}

/** By whatever is followed and values its base; its balance counts there. */
function pricesOfUnfollowed(priced: Priced, id: InstrumentId, pending: Pending): Prices {
  const currencies = findCurrencies(priced.market, id)
  const own = pricesOf(priced.market, id, true)
  if (!currencies || own.mid !== undefined) return own
  const spendsCash = currencies.quote === priced.account.valuationCurrency
  const valuing = valuingInstrument(priced, currencies.base)
  if (!valuing) return { ...NO_PRICE, counts: true, unfollowed: spendsCash ? 'SPEND' : 'NOTHING' }
  const known = spendsCash || pending.buyAmount === 0n
  return known ? pricesOf(priced.market, valuing.id, false) : { ...NO_PRICE, counts: false }
}

const strategyScope = (strategy: StrategyId): Scope => ({
  held: (books, id) => strategyQuantity(books, strategy, id),
  prices: ({ market }, id) => pricesOf(market, id, true),
  pending: ({ totals }) => totals.byStrategy.get(strategy)?.byInstrument ?? NO_PENDING,
  moved: (from, { ledger: to }) => changedKeys(from?.byStrategy.get(strategy), to.byStrategy.get(strategy)),
})

const NO_PRICE = { mid: undefined, mark: undefined }

function pricesOf({ references }: MarketBoard, id: InstrumentId, counts: boolean): Prices {
  const reference = references.get(id)
  return { mid: reference?.book?.mid, mark: usableBook(reference)?.mid, counts }
}

/** Keys whose values are not identical in both. */
function changedKeys<K, V>(from: ReadonlyMap<K, V> | undefined, to: ReadonlyMap<K, V> | undefined): K[] {
  if (from === to) return []
  const changed: K[] = []
  for (const [key, value] of to ?? []) if (from?.get(key) !== value) changed.push(key)
  for (const key of from?.keys() ?? []) if (!to?.has(key)) changed.push(key)
  return changed
}
