/**
 * Which trades of one instrument have been seen, in bounded memory. Where ids are integers that grow by one (Coinbase)
 * it keeps the highest one and the ranges missing below it, so that duplicates and gaps are known exactly, however
 * old; other ids are remembered one by one, the last few thousand of them.
 */
import type { IdRange } from './effect.ts'

export type TapeVerdict =
  /** Never seen, newer than all others. `missing` are ids skipped just before it. */
  | { readonly kind: 'NEW'; readonly missing: IdRange | undefined }
  /** Never seen, and one of those that were missing. */
  | { readonly kind: 'LATE' }
  | { readonly kind: 'DUPLICATE' }

const MAX_RANGES = 100
const MAX_REMEMBERED = 4_096
const INTEGER = /^\d{1,15}$/
const DUPLICATE: TapeVerdict = { kind: 'DUPLICATE' }
const LATE: TapeVerdict = { kind: 'LATE' }
const NEW: TapeVerdict = { kind: 'NEW', missing: undefined }

export class TradeTape {
  #highest: number | undefined
  /** Disjoint, oldest first. The oldest is forgotten when there are too many: its trades then count as duplicates. */
  #missing: IdRange[] = []
  readonly #remembered = new Set<string>()

  /** Nothing seen yet. */
  get isEmpty(): boolean {
    return this.#highest === undefined && this.#remembered.size === 0
  }

  /** `history`: part of the first snapshot, in which a skipped id means nothing. */
  see(tradeId: string, history = false): TapeVerdict {
    return INTEGER.test(tradeId) ? this.#seeInteger(Number(tradeId), history) : this.#seeText(tradeId)
  }

  /** What of `range` has still not been seen. */
  stillMissing(range: IdRange): IdRange[] {
    return this.#missing
      .filter(({ from, to }) => from <= range.to && to >= range.from)
      .map(({ from, to }) => ({ from: Math.max(from, range.from), to: Math.min(to, range.to) }))
  }

  #seeInteger(id: number, history: boolean): TapeVerdict {
    const highest = this.#highest
    if (highest === undefined || id > highest) {
      this.#highest = id
      if (highest === undefined || history || id === highest + 1) return NEW
      const missing = { from: highest + 1, to: id - 1 }
      this.#missing.push(missing)
      if (this.#missing.length > MAX_RANGES) this.#missing.shift()
      return { kind: 'NEW', missing }
    }
    const index = this.#missing.findIndex(({ from, to }) => id >= from && id <= to)
    const range = this.#missing[index]
    if (range === undefined) return DUPLICATE
    const parts = [
      { from: range.from, to: id - 1 },
      { from: id + 1, to: range.to },
    ]
    this.#missing.splice(index, 1, ...parts.filter(({ from, to }) => from <= to))
    return LATE
  }

  #seeText(id: string): TapeVerdict {
    if (this.#remembered.has(id)) return DUPLICATE
    this.#remembered.add(id)
    if (this.#remembered.size > MAX_REMEMBERED) {
      const [oldest] = this.#remembered
      if (oldest !== undefined) this.#remembered.delete(oldest)
    }
    return NEW
  }
}
