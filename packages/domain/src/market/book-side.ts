/**
 * One side of a level-2 book, sorted so that the best level is at the end: changes cluster near the top of a book,
 * where a search from the end is short and an insertion moves little. What is searched and moved are typed arrays of
 * doubles and of slot numbers; exact prices and quantities stay in their slots. A double orders prices but may not
 * tell neighbours of more than 15 digits apart, so among equal doubles the exact prices decide.
 * A removed level stays as an empty one, since the same prices come and go; empty ones are cleared away when they have
 * become many. The best level is never an empty one.
 */
import type { Price, Quantity } from '../values/amounts.ts'
import type { PriceLevel } from './quote.ts'

const INITIAL_CAPACITY = 64
const MIN_EMPTY_TO_CLEAR = 512

export class BookSide {
  /** 1 where a greater price is better (bids), -1 where a smaller one is (asks): keys then always ascend. */
  readonly #sign: 1 | -1
  #keys = new Float64Array(INITIAL_CAPACITY)
  #slots = new Int32Array(INITIAL_CAPACITY)
  /** Levels, empty ones included. */
  #size = 0
  #empty = 0
  #prices: Price[] = []
  #quantities: Quantity[] = []
  #freeSlots: number[] = []

  constructor(side: 'BID' | 'ASK') {
    this.#sign = side === 'BID' ? 1 : -1
  }

  get size(): number {
    return this.#size - this.#empty
  }

  /** Up to `depth` levels, best first. */
  top(depth: number): PriceLevel[] {
    const levels: PriceLevel[] = []
    for (let i = this.#size - 1; i >= 0 && levels.length < depth; i--) {
      const slot = this.#slotAt(i)
      const quantity = this.#quantityIn(slot)
      if (quantity !== 0n) levels.push({ price: this.#priceIn(slot), quantity })
    }
    return levels
  }

  bestPrice(): Price | undefined {
    return this.#size === 0 ? undefined : this.#priceIn(this.#slotAt(this.#size - 1))
  }

  clear(): void {
    this.#size = 0
    this.#empty = 0
    this.#prices = []
    this.#quantities = []
    this.#freeSlots = []
  }

  /** Quantity zero removes the level. */
  set(price: Price, quantity: Quantity): void {
    const key = this.#sign * Number(price)
    const index = this.#search(key, price)
    if (index < this.#size && this.#priceIn(this.#slotAt(index)) === price) this.#change(index, quantity)
    else if (quantity !== 0n) this.#insertAt(index, key, price, quantity)
  }

  #change(index: number, quantity: Quantity): void {
    const slot = this.#slotAt(index)
    const wasEmpty = this.#quantityIn(slot) === 0n
    this.#quantities[slot] = quantity
    if (quantity !== 0n) {
      if (wasEmpty) this.#empty--
    } else if (!wasEmpty) {
      this.#empty++
      if (index === this.#size - 1) this.#dropEmptyTop()
      else if (this.#empty > MIN_EMPTY_TO_CLEAR && this.#empty > this.#size / 4) this.#clearEmpty()
    }
  }

  #dropEmptyTop(): void {
    while (this.#size > 0) {
      const slot = this.#slotAt(this.#size - 1)
      if (this.#quantityIn(slot) !== 0n) return
      this.#freeSlots.push(slot)
      this.#size--
      this.#empty--
    }
  }

  #clearEmpty(): void {
    let kept = 0
    for (let i = 0; i < this.#size; i++) {
      const slot = this.#slotAt(i)
      if (this.#quantityIn(slot) === 0n) this.#freeSlots.push(slot)
      else {
        this.#keys[kept] = this.#keys[i] as number
        this.#slots[kept] = slot
        kept++
      }
    }
    this.#size = kept
    this.#empty = 0
  }

  /** First index whose price is `price` or better: galloping from the best, then bisecting. */
  #search(key: number, price: Price): number {
    const keys = this.#keys
    let high = this.#size
    let low = high - 1
    let step = 1
    while (low >= 0 && (keys[low] as number) >= key) {
      high = low
      low -= step
      step *= 2
    }
    low = low < 0 ? 0 : low + 1
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((keys[middle] as number) < key) low = middle + 1
      else high = middle
    }
    while (low < this.#size && keys[low] === key && this.#isWorse(this.#priceIn(this.#slotAt(low)), price))
      low++
    return low
  }

  #isWorse(a: Price, b: Price): boolean {
    return this.#sign === 1 ? a < b : a > b
  }

  #insertAt(index: number, key: number, price: Price, quantity: Quantity): void {
    if (this.#size === this.#keys.length) this.#grow()
    const slot = this.#freeSlots.pop() ?? this.#prices.length
    this.#prices[slot] = price
    this.#quantities[slot] = quantity
    if (index < this.#size) {
      this.#keys.copyWithin(index + 1, index, this.#size)
      this.#slots.copyWithin(index + 1, index, this.#size)
    }
    this.#keys[index] = key
    this.#slots[index] = slot
    this.#size++
  }

  #grow(): void {
    const keys = new Float64Array(this.#keys.length * 2)
    const slots = new Int32Array(this.#keys.length * 2)
    keys.set(this.#keys)
    slots.set(this.#slots)
    this.#keys = keys
    this.#slots = slots
  }

  // Indices below `size` and the slots they name always exist: the casts spare a check on every step of a search.
  #slotAt(index: number): number {
    return this.#slots[index] as number
  }

  #priceIn(slot: number): Price {
    return this.#prices[slot] as Price
  }

  #quantityIn(slot: number): Quantity {
    return this.#quantities[slot] as Quantity
  }
}
