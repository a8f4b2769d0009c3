/**
 * What is asked of `/operations`: pages of every depth under every kind of filter. Cursors are those that the answers before
 * have given, the deep ones among them too, since half of the pages begin at some moment of the last half year.
 */
import { ORDER_STATES } from '@oasis/domain'
import type { Random } from '@oasis/ports'
import { STORED_INSTRUMENTS, STORED_STRATEGIES } from './stored-operations.ts'

const DAY_MS = 86_400_000
const SPAN_MS = 180 * DAY_MS
const KEPT_CURSORS = 200

export class RequestMix {
  readonly #random: Random
  readonly #now: number
  /** Query without its cursor, and where it goes on. */
  readonly #open: { readonly query: string; readonly cursor: string }[] = []

  constructor(random: Random, now: number) {
    this.#random = random
    this.#now = now
  }

  /** The next request's query, and what of it is to be told of its answer. */
  next(): string {
    const begun = this.#random() < 0.35 ? this.#open[this.#below(this.#open.length)] : undefined
    return begun === undefined ? this.#first() : `${begun.query}&cursor=${begun.cursor}`
  }

  answered(query: string, nextCursor: string | undefined): void {
    if (nextCursor === undefined) return
    const at = this.#open.length < KEPT_CURSORS ? this.#open.length : this.#below(KEPT_CURSORS)
    this.#open[at] = { query: query.replace(/&cursor=.*/, ''), cursor: nextCursor }
  }

  #first(): string {
    const query = new URLSearchParams({ limit: String([20, 50, 50, 50, 100][this.#below(5)]) })
    if (this.#random() < 0.5) query.set('to', this.#moment())
    for (const [name, values, most] of FILTERS) {
      if (this.#random() > 0.25) continue
      for (let n = 1 + this.#below(most); n > 0; n--)
        query.append(name, values[this.#below(values.length)] ?? '')
    }
    if (this.#random() < 0.05) query.set('from', this.#moment())
    return query.toString()
  }

  #moment(): string {
    return new Date(this.#now - this.#random() * SPAN_MS).toISOString()
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit)
  }
}

/** Name, values, and how many of them at most. */
const FILTERS: readonly (readonly [string, readonly string[], number])[] = [
  ['state', ORDER_STATES, 2],
  ['instrument', STORED_INSTRUMENTS, 3],
  ['strategy', STORED_STRATEGIES, 5],
  ['side', ['BUY', 'SELL'], 1],
  ['mode', ['PAPER', 'REAL'], 1],
  ['account', ['coinbase.main.paper', 'coinbase.second.paper', 'coinbase.main.real'], 2],
]
