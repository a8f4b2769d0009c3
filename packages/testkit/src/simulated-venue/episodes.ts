/** What happens at the venue by itself: outages, a clock that goes wrong, and a person who trades there by hand. */
import type { Currency, InstrumentId, Price, Quantity, Side } from '@oasis/domain'
import type { Random, Scheduler, Timer } from '@oasis/ports'
import { drawGapMs, drawMs, pick } from './draw.ts'
import type { Exchange } from './exchange.ts'
import { costOf, quantityOf } from './exchange-amounts.ts'
import type { FaultDice } from './fault-dice.ts'
import { EPISODE_FAULTS, type EpisodeFault } from './fault-plan.ts'
import type { SimulatedInstrument, SimulatedVenueConfig } from './simulated-venue-api.ts'
import type { VenueClock } from './venue-clock.ts'

const RECENT_FILLS = 20

export interface EpisodesOptions {
  readonly exchange: Exchange
  readonly clock: VenueClock
  readonly dice: FaultDice
  readonly random: Random
  readonly scheduler: Scheduler
  readonly config: SimulatedVenueConfig
  readonly setReachable: (reachable: boolean) => void
  readonly setStreaming: (streaming: boolean) => void
}

export class Episodes {
  readonly #options: EpisodesOptions
  readonly #timers = new Map<string, Timer>()

  constructor(options: EpisodesOptions) {
    this.#options = options
  }

  start(): void {
    for (const kind of EPISODE_FAULTS) this.#plan(kind)
  }

  stop(): void {
    for (const timer of this.#timers.values()) timer.cancel()
    this.#timers.clear()
  }

  provoke(kind: EpisodeFault): boolean {
    const happened = this.#begin(kind)
    if (happened) this.#options.dice.bit(kind)
    return happened
  }

  trade(instrumentId: InstrumentId, side: Side, quantity: bigint): boolean {
    const { exchange, clock } = this.#options
    const size = { unit: 'BASE', quantity: quantity as Quantity } as const
    const terms = { type: 'MARKET', timeInForce: 'IOC', size } as const
    const request = { clientOrderId: undefined, instrumentId, side, terms }
    return exchange.submit(request, clock.moment).kind === 'ACCEPTED'
  }

  order(instrumentId: InstrumentId, side: Side, quantity: bigint, limitPrice: bigint): boolean {
    const { exchange, clock } = this.#options
    const amounts = { quantity: quantity as Quantity, limitPrice: limitPrice as Price }
    const terms = { type: 'LIMIT', timeInForce: 'GTC', ...amounts, postOnly: false } as const
    const request = { clientOrderId: undefined, instrumentId, side, terms }
    return exchange.submit(request, clock.moment).kind === 'ACCEPTED'
  }

  #plan(kind: EpisodeFault): void {
    const { scheduler, random, config } = this.#options
    const meanMs = config.faults.everyMs[kind]
    if (meanMs <= 0) return
    const next = scheduler.after(drawGapMs(random, meanMs), () => {
      this.provoke(kind)
      this.#plan(kind)
    })
    this.#timers.set(kind, next)
  }

  #begin(kind: EpisodeFault): boolean {
    const { setReachable, setStreaming, dice } = this.#options
    switch (kind) {
      case 'unreachable':
        setReachable(false)
        return this.#endAfter(dice.lastsMs(kind), kind, () => setReachable(true))
      case 'stream-interrupted':
        setStreaming(false)
        return this.#endAfter(dice.lastsMs(kind), kind, () => setStreaming(true))
      case 'clock-skewed':
        return this.#skew()
      case 'manual-trade':
        return this.#withSize((instrument, side, quantity) => this.trade(instrument.id, side, quantity))
      case 'external-order':
        return this.#withSize((instrument, side, quantity) => this.#leaveOrder(instrument, side, quantity))
      case 'external-cancel':
        return this.#cancelOne()
      case 'deposit':
        return this.#transfer(1n)
      case 'withdrawal':
        return this.#transfer(-1n)
      case 'fill-reversed':
        return this.#reverseOne()
    }
  }

  /** A second one of a kind that lasts prolongs the first. */
  #endAfter(delayMs: number, kind: EpisodeFault, end: () => void): true {
    const key = `end of ${kind}`
    this.#timers.get(key)?.cancel()
    this.#timers.set(key, this.#options.scheduler.after(delayMs, end))
    return true
  }

  #skew(): true {
    const { clock, random, config, dice } = this.#options
    clock.skewMs = Math.round(drawMs(random, config.faults.skew)) * (random() < 0.5 ? -1 : 1)
    return this.#endAfter(dice.lastsMs('clock-skewed'), 'clock-skewed', () => {
      clock.skewMs = 0
    })
  }

  /** A side, and a quantity that the account could afford. */
  #withSize(act: (instrument: SimulatedInstrument, side: Side, quantity: bigint) => boolean): boolean {
    const { random, config, exchange } = this.#options
    const instrument = pick(random, config.instruments)
    const touch = instrument && exchange.touchOf(instrument.id)
    if (!instrument || !touch) return false
    const { base, quote, quantityIncrement, minQuantity } = instrument
    const side = random() < 0.5 ? 'BUY' : 'SELL'
    const most =
      side === 'SELL'
        ? quantityOf(exchange.wallet.available(base))
        : (exchange.wallet.available(quote) * 10n ** 6n) / touch.ask
    const drawn = this.#shareOf(most)
    const quantity = drawn - (drawn % quantityIncrement)
    return quantity >= minQuantity && costOf(touch.ask, quantity) > 0n && act(instrument, side, quantity)
  }

  /** Up to one percent away from the touch, to either side. */
  #leaveOrder({ id, priceIncrement }: SimulatedInstrument, side: Side, quantity: bigint): boolean {
    const { random, exchange } = this.#options
    const touch = exchange.touchOf(id)
    if (!touch) return false
    const permille = BigInt(990 + Math.floor(random() * 21))
    const price = ((side === 'BUY' ? touch.bid : touch.ask) * permille) / 1_000n
    return this.order(id, side, quantity, price - (price % priceIncrement))
  }

  #cancelOne(): boolean {
    const { random, exchange, clock } = this.#options
    const own = [...exchange.openOrders].filter((order) => order.clientOrderId !== undefined)
    const order = pick(random, own)
    return order !== undefined && exchange.cancel(order, clock.moment, 'canceled by hand')
  }

  #transfer(sign: bigint): boolean {
    const { random, exchange, clock } = this.#options
    const balance = pick(random, exchange.wallet.entries)
    if (!balance) return false
    // Whole millionths, as people move money.
    const amount = this.#shareOf(exchange.wallet.available(balance.currency)) / 10n ** 12n
    if (amount === 0n) return false
    return exchange.transfer(balance.currency as Currency, sign * amount * 10n ** 12n, clock.moment)
  }

  #reverseOne(): boolean {
    const { random, exchange, clock } = this.#options
    const fills = exchange.executions.slice(-RECENT_FILLS).filter(({ kind }) => kind === 'FILL')
    const fill = pick(random, fills)
    return fill !== undefined && exchange.reverse(fill.executionId, clock.moment)
  }

  #shareOf(amount: bigint): bigint {
    const { random, config } = this.#options
    const share = random() * config.faults.personShare
    return (amount * BigInt(Math.floor(share * 1_000_000))) / 1_000_000n
  }
}
