/** One instrument's price as it really is: it wanders, and now and then somebody trades at it. */
import type { Price } from '@oasis/domain'
import type { Random, Scheduler } from '@oasis/ports'
import type { MarketSetup } from '../world/setup.ts'

export interface PriceMove {
  readonly market: MarketSetup
  readonly bid: Price
  readonly ask: Price
  /** A trade at one of the two; `side` is the taker's. */
  readonly trade: { readonly id: number; readonly price: Price; readonly side: 'BUY' | 'SELL' } | undefined
}

export interface PriceWalkPorts {
  readonly scheduler: Scheduler
  readonly random: Random
  readonly onMove: (move: PriceMove) => void
}

const TICK = 10_000_000_000n
const LEAST_TICKS = 20n

export class PriceWalk {
  readonly #market: MarketSetup
  readonly #ports: PriceWalkPorts
  #price: bigint
  #trades = 0
  #stopped = false

  constructor(market: MarketSetup, ports: PriceWalkPorts) {
    this.#market = market
    this.#ports = ports
    this.#price = market.firstPrice
  }

  start(): void {
    const { scheduler, random, onMove } = this.#ports
    if (this.#stopped) return
    this.#step()
    const bid = (this.#price - TICK) as Price
    const ask = (this.#price + TICK) as Price
    onMove({ market: this.#market, bid, ask, trade: this.#trade(bid, ask) })
    scheduler.after(120 + Math.floor(random() * 500), () => this.start())
  }

  stop(): void {
    this.#stopped = true
  }

  #step(): void {
    const step = (this.#ports.random() - 0.5) * 2 * this.#market.volatility
    const moved = this.#price + (this.#price * BigInt(Math.round(step * 1_000_000))) / 1_000_000n
    const rounded = moved + TICK / 2n
    const whole = rounded - (rounded % TICK)
    this.#price = whole > LEAST_TICKS * TICK ? whole : LEAST_TICKS * TICK
  }

  #trade(bid: Price, ask: Price): PriceMove['trade'] {
    const { random } = this.#ports
    if (random() >= 0.6) return undefined
    const side = random() < 0.5 ? 'BUY' : 'SELL'
    return { id: ++this.#trades, price: side === 'BUY' ? ask : bid, side }
  }
}
