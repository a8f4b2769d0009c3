/**
 * Believes a price near the last one. One far away is refused, until three in a row agree with each other: a market
 * that has really moved, or a first price that was absurd, must not shut an instrument out for ever.
 */
import type { InstrumentId, Price } from '@oasis/domain'

interface Level {
  last: Price
  candidate: Price | undefined
  agreeing: number
}

const AGREEING_TO_MOVE = 3

export class PriceBand {
  readonly #factor: bigint
  readonly #levels = new Map<InstrumentId, Level>()

  constructor(factor: number) {
    this.#factor = BigInt(factor)
  }

  /** The price that `price` is too far from; undefined when it is believed. */
  check(instrument: InstrumentId, price: Price): Price | undefined {
    const level = this.#levels.get(instrument)
    if (level === undefined) {
      this.#levels.set(instrument, { last: price, candidate: undefined, agreeing: 0 })
      return undefined
    }
    if (this.#isNear(price, level.last) || this.#movesTo(level, price)) {
      level.last = price
      level.candidate = undefined
      return undefined
    }
    return level.last
  }

  #movesTo(level: Level, price: Price): boolean {
    const agrees = level.candidate !== undefined && this.#isNear(price, level.candidate)
    level.agreeing = agrees ? level.agreeing + 1 : 1
    level.candidate = price
    return level.agreeing >= AGREEING_TO_MOVE
  }

  #isNear(a: Price, b: Price): boolean {
    return a <= b * this.#factor && b <= a * this.#factor
  }
}
