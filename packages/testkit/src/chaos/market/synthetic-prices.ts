/**
 * Prices as a function of time and seed alone: whoever computes them, in whatever process and after however many
 * crashes, sees the same. Sums of waves: from seconds, which make limit orders fill, to minutes.
 */
import { type InstrumentId, type Price, parsePrice, type UnixNanos } from '@oasis/domain'
import { seededRandom } from '@oasis/runtime'

interface Wave {
  readonly periodMs: number
  /** As a share of the base price. */
  readonly height: number
  readonly phase: number
}

const WAVES = [
  { periodMs: 2_300, height: 0.0004 },
  { periodMs: 7_100, height: 0.001 },
  { periodMs: 31_000, height: 0.002 },
  { periodMs: 170_000, height: 0.004 },
]
const HALF_SPREAD = 0.01

export interface Touch {
  readonly bid: Price
  readonly ask: Price
}

export class SyntheticPrices {
  readonly #base: number
  readonly #waves: readonly Wave[]

  constructor(instrument: InstrumentId, base: number, seed: number) {
    const random = seededRandom(`${instrument} ${seed}`)
    this.#base = base
    this.#waves = WAVES.map((wave) => ({
      periodMs: wave.periodMs * (0.8 + 0.4 * random()),
      height: wave.height,
      phase: random() * 2 * Math.PI,
    }))
  }

  at(time: UnixNanos): Touch {
    const ms = Number(time / 1_000_000n)
    const moved = this.#waves.reduce(
      (sum, { periodMs, height, phase }) => sum + height * Math.sin((2 * Math.PI * ms) / periodMs + phase),
      0,
    )
    const mid = this.#base * (1 + moved)
    return { bid: cents(mid - HALF_SPREAD), ask: cents(mid + HALF_SPREAD) }
  }
}

const cents = (value: number): Price => parsePrice(value.toFixed(2))
