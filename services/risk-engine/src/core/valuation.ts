/**
 * What the account and its strategies are worth and may come to, kept up from check to check. A function of state and
 * market and nothing else: this only remembers what it computed last, and on the next question computes anew what has
 * changed since, found by comparing versions. So any state may be asked about at any time; states that follow one
 * another are merely the fast case. Prices are taken in as they change, so that no check pays for a thousand quotes.
 */
import {
  addMoney,
  type Currency,
  type InstrumentId,
  type Money,
  type StrategyId,
  ZERO_QUANTITY,
} from '@oasis/domain'
import { type AccountBooks, accountQuantity, balanceOf, strategyQuantity } from './account-books.ts'
import { isValuing, valuingInstrument } from './holdings.ts'
import { lastMid, type MarketBoard, usableBook } from './market-board.ts'
import { addPending, NOTHING_PENDING, type Pending } from './pending-totals.ts'
import { PersistentMap } from './persistent-map.ts'
import { type Exposure, exposureOfOne, type Holding, ValueSums } from './value-sums.ts'

/** An order under check, counted as if it were open. */
export interface Candidate {
  readonly instrumentId: InstrumentId
  readonly pending: Pending
}

/** Whose positions are summed: what they are now, and what has changed between two versions of the books. */
interface Scope {
  holding(books: AccountBooks, id: InstrumentId): Holding
  pending(books: AccountBooks): PersistentMap<InstrumentId, Pending>
  moved(from: AccountBooks | undefined, to: AccountBooks): Iterable<InstrumentId>
}

/** Sums over one scope, as of the books that were last asked about. */
class ScopeSums {
  readonly #scope: Scope
  readonly #sums = new ValueSums()
  #books: AccountBooks | undefined

  constructor(scope: Scope) {
    this.#scope = scope
  }

  at(books: AccountBooks): ValueSums {
    const known = this.#books
    if (known === books) return this.#sums
    this.#books = books
    const before = known ? this.#scope.pending(known) : NO_PENDING
    const pending = this.#scope.pending(books)
    if (before !== pending) for (const id of before.changedKeys(pending)) this.#update(books, id)
    if (known?.ledger !== books.ledger) {
      for (const id of this.#scope.moved(known, books)) this.#update(books, id)
    }
    return this.#sums
  }

  /** A price makes no position: only what has one is worth another sum. */
  onMarket(id: InstrumentId, changed: 'PRICE' | 'TERMS'): void {
    if (this.#books && (changed === 'TERMS' || this.#sums.has(id))) this.#update(this.#books, id)
  }

  holding(books: AccountBooks, { instrumentId, pending }: Candidate): Holding {
    const holding = this.#scope.holding(books, instrumentId)
    return { ...holding, pending: addPending(holding.pending, pending) }
  }

  #update(books: AccountBooks, id: InstrumentId): void {
    this.#sums.set(id, this.#scope.holding(books, id))
  }
}

const NO_PENDING: PersistentMap<InstrumentId, Pending> = PersistentMap.empty()

/** Belongs to one account and one market. */
export class Valuation {
  readonly #market: MarketBoard
  readonly #account = new ScopeSums(ACCOUNT_SCOPE)
  readonly #strategies = new Map<StrategyId, ScopeSums>()

  constructor(market: MarketBoard) {
    this.#market = market
    market.listeners.add((id, changed) => this.#onMarket(id, changed))
  }

  /** Of all the account holds, bought by OTS or not, and has open. */
  accountExposure(books: AccountBooks, candidate?: Candidate): Exposure {
    return exposureWith(this.#account, books, candidate)
  }

  instrumentExposure(books: AccountBooks, id: InstrumentId, candidate?: Candidate): Exposure {
    const holding =
      candidate?.instrumentId === id ? this.#account.holding(books, candidate) : accountHolding(books, id)
    return exposureOfOne(id, holding)
  }

  strategyExposure(books: AccountBooks, strategy: StrategyId, candidate?: Candidate): Exposure {
    let sums = this.#strategies.get(strategy)
    if (!sums) {
      sums = new ScopeSums(strategyScope(strategy))
      this.#strategies.set(strategy, sums)
    }
    return exposureWith(sums, books, candidate)
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

  /** Brings the sums up to these books now, so that the next check need not. */
  follow(books: AccountBooks): void {
    this.#account.at(books)
    for (const sums of this.#strategies.values()) sums.at(books)
  }

  /** A price may value what rests on other instruments of the same base, too. */
  #onMarket(id: InstrumentId, changed: 'PRICE' | 'TERMS'): void {
    const base = this.#market.instruments.get(id)?.base
    const related = base === undefined ? undefined : this.#market.byBase.get(base)
    if (related) for (const each of related.keys()) this.#account.onMarket(each, changed)
    else this.#account.onMarket(id, changed)
    for (const sums of this.#strategies.values()) sums.onMarket(id, changed)
  }
}

function exposureWith(sums: ScopeSums, books: AccountBooks, candidate: Candidate | undefined): Exposure {
  const all = sums.at(books)
  return candidate
    ? all.exposure({ id: candidate.instrumentId, holding: sums.holding(books, candidate) })
    : all.exposure()
}

const ACCOUNT_SCOPE: Scope = {
  holding: accountHolding,
  pending: ({ totals }) => totals.byInstrument,
  *moved(from, to) {
    for (const currency of changedCurrencies(from, to)) {
      for (const id of to.market.byBase.get(currency)?.keys() ?? []) yield id
    }
    for (const id of changedKeys(from?.ledger.byInstrument, to.ledger.byInstrument)) {
      if (!to.market.instruments.has(id)) yield id
    }
  },
}

/** The balance counts once, by the instrument that values it; what else is open in that currency at the same price. */
function accountHolding(books: AccountBooks, id: InstrumentId): Holding {
  const { market, totals, ledger } = books
  const pending = totals.byInstrument.get(id) ?? NOTHING_PENDING
  const instrument = market.instruments.get(id)
  if (!instrument) {
    const booked = ledger.byInstrument.get(id)?.quantity ?? ZERO_QUANTITY
    return { quantity: booked, pending, ...pricesOf(market, id) }
  }
  const valuing = valuingInstrument(books, instrument.base)
  const quantity = valuing?.id === id ? accountQuantity(books, instrument) : ZERO_QUANTITY
  // An amount of another quote currency has no price here.
  const priced = valuing && (isValuing(books, instrument) || pending.buyAmount === 0n)
  return { quantity, pending, ...(priced ? pricesOf(market, valuing.id) : NO_PRICE) }
}

const strategyScope = (strategy: StrategyId): Scope => ({
  holding: (books, id) => ({
    quantity: strategyQuantity(books, strategy, id),
    pending: books.totals.byStrategy.get(strategy)?.byInstrument.get(id) ?? NOTHING_PENDING,
    ...pricesOf(books.market, id),
  }),
  pending: ({ totals }) => totals.byStrategy.get(strategy)?.byInstrument ?? NO_PENDING,
  moved: (from, to) => changedKeys(from?.ledger.byStrategy.get(strategy), to.ledger.byStrategy.get(strategy)),
})

const NO_PRICE = { mid: undefined, mark: undefined }

const pricesOf = (market: MarketBoard, id: InstrumentId): Pick<Holding, 'mid' | 'mark'> => ({
  mid: lastMid(market, id),
  mark: usableBook(market.references.get(id))?.mid,
})

const changedCurrencies = (from: AccountBooks | undefined, to: AccountBooks): Currency[] =>
  changedKeys(from?.ledger.balances, to.ledger.balances)

/** Keys whose values are not identical in both. */
function changedKeys<K, V>(from: ReadonlyMap<K, V> | undefined, to: ReadonlyMap<K, V> | undefined): K[] {
  if (from === to) return []
  const changed: K[] = []
  for (const [key, value] of to ?? []) if (from?.get(key) !== value) changed.push(key)
  for (const key of from?.keys() ?? []) if (!to?.has(key)) changed.push(key)
  return changed
}
