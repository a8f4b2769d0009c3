/** What happens at the venue by itself: outages, silence, a clock that goes wrong, maintenance, and a person's doings. */
import type { UnixNanos } from '@oasis/domain'
import type { Scheduler, Timer } from '@oasis/ports'
import type { ProductFlags } from '../protocol/product-flags.ts'
import type { Venue } from '../server/venue.ts'
import type { FaultDice } from './fault-dice.ts'
import { EPISODE_FAULTS, type EpisodeFault } from './fault-kinds.ts'
import type { Person } from './person.ts'

/** What somebody who asks for an episode may say of it. */
export interface EpisodeWish {
  readonly forMs?: number
  /** Of `clock-skewed`: how far, below zero for a clock that is behind. */
  readonly skewMs?: number
  /** Of `stream-closed`. */
  readonly code?: number
  /** Of `maintenance`. */
  readonly productId?: string
  readonly flag?: MaintenanceFlag
}

export const MAINTENANCE_FLAGS = [
  'cancel_only',
  'limit_only',
  'post_only',
  'trading_disabled',
  'auction_mode',
] as const satisfies readonly (keyof ProductFlags)[]
export type MaintenanceFlag = (typeof MAINTENANCE_FLAGS)[number]

export interface EpisodesOptions {
  readonly dice: FaultDice
  readonly scheduler: Scheduler
  readonly venue: Venue
  readonly person: Person
  /** Returns how many connections it ended. */
  readonly closeAll: (code: number) => number
}

const CLOSE_CODES = [1000, 1001, 1011, 1012]
/** Never sent: it stands for a connection that broke. */
const BROKEN = 1006

type State = 'unreachable' | 'stream-silent' | 'clock-skewed'

export class Episodes {
  readonly #options: EpisodesOptions
  readonly #timers = new Map<string, Timer>()
  /** How to undo what is going on, by name. */
  readonly #ends = new Map<string, () => void>()
  /** Going on, and whether it has bitten. */
  readonly #states = new Map<State, { bitten: boolean }>()
  #skewMs = 0

  constructor(options: EpisodesOptions) {
    this.#options = options
  }

  start(): void {
    for (const kind of EPISODE_FAULTS) this.#plan(kind)
  }

  /** Without telling anybody: the venue is going away. */
  stop(): void {
    for (const timer of this.#timers.values()) timer.cancel()
    this.#timers.clear()
  }

  /** Ends what is going on, and the schedule. */
  heal(): void {
    this.stop()
    for (const end of [...this.#ends.values()]) end()
    this.#ends.clear()
  }

  /** Whether it happened: there may be nothing to do it to. */
  provoke(kind: EpisodeFault, wish: EpisodeWish = {}): boolean {
    return this.#begin(kind, wish)
  }

  /** Before its time. */
  end(state: State): void {
    const key = `end of ${state}`
    this.#timers.get(key)?.cancel()
    this.#ends.get(key)?.()
    this.#ends.delete(key)
  }

  is(state: State): boolean {
    return this.#states.has(state)
  }

  /** An outage, silence or a wrong clock has met somebody: counted once. */
  bite(state: State): void {
    const going = this.#states.get(state)
    if (!going || going.bitten) return
    going.bitten = true
    this.#options.dice.bit(state)
  }

  get skewMs(): number {
    return this.#skewMs
  }

  #plan(kind: EpisodeFault): void {
    const { scheduler, dice } = this.#options
    const meanMs = dice.plan.everyMs[kind]
    if (meanMs <= 0) return
    const gapMs = -Math.log(1 - dice.random(kind)()) * meanMs
    const next = scheduler.after(gapMs, () => {
      this.#begin(kind, {})
      this.#plan(kind)
    })
    this.#timers.set(kind, next)
  }

  #begin(kind: EpisodeFault, wish: EpisodeWish): boolean {
    const { dice, person, closeAll } = this.#options
    const random = dice.random(kind)
    switch (kind) {
      case 'unreachable':
        this.#enter(kind, wish.forMs)
        if (closeAll(BROKEN) > 0) this.bite(kind)
        return true
      case 'stream-silent':
        return this.#enter(kind, wish.forMs)
      case 'clock-skewed':
        return this.#skew(wish)
      case 'maintenance':
        return this.#restrict(wish)
      case 'stream-closed':
        return this.#count(kind, closeAll(wish.code ?? dice.pick(kind, CLOSE_CODES) ?? 1001) > 0)
      case 'stream-broken':
        return this.#count(kind, closeAll(BROKEN) > 0)
      case 'manual-trade':
        return this.#count(kind, person.trade(random))
      case 'external-order':
        return this.#count(kind, person.leaveOrder(random))
      case 'external-cancel':
        return this.#count(kind, person.cancelOrder(random))
      case 'deposit':
        return this.#count(kind, person.deposit(random))
      case 'withdrawal':
        return this.#count(kind, person.withdraw(random))
      case 'fill-reversed':
        return this.#count(kind, person.reverseFill(random))
    }
  }

  #count(kind: EpisodeFault, happened: boolean): boolean {
    if (happened) this.#options.dice.bit(kind)
    return happened
  }

  #enter(state: State, forMs: number | undefined): true {
    const { dice } = this.#options
    this.#states.set(state, { bitten: false })
    this.#endAfter(forMs ?? dice.lastsMs(state), state, () => this.#states.delete(state))
    return true
  }

  /** A second one of a kind that lasts prolongs the first. */
  #endAfter(delayMs: number, name: string, end: () => void): void {
    const key = `end of ${name}`
    this.#timers.get(key)?.cancel()
    this.#ends.set(key, end)
    this.#timers.set(
      key,
      this.#options.scheduler.after(delayMs, () => {
        this.#ends.delete(key)
        end()
      }),
    )
  }

  #skew({ skewMs, forMs }: EpisodeWish): true {
    const { dice } = this.#options
    const drawn = dice.drawMs('clock-skewed', dice.plan.skew)
    this.#skewMs = skewMs ?? (dice.random('clock-skewed')() < 0.5 ? -drawn : drawn)
    this.#states.set('clock-skewed', { bitten: false })
    this.#endAfter(forMs ?? dice.lastsMs('clock-skewed'), 'clock-skewed', () => {
      this.#skewMs = 0
      this.#states.delete('clock-skewed')
    })
    return true
  }

  /** A product that is restricted already keeps its flags until that ends. */
  #restrict({ productId, flag, forMs }: EpisodeWish): boolean {
    const { dice, venue } = this.#options
    const id =
      productId ??
      dice.pick(
        'maintenance',
        venue.watch.products.map(({ marketId }) => marketId),
      )
    const set = flag ?? dice.pick('maintenance', MAINTENANCE_FLAGS)
    const name = `maintenance of ${id}`
    if (id === undefined || set === undefined || this.#ends.has(`end of ${name}`)) return false
    const before = venue.flagsOf(id)
    if (before[set] === true) return false
    venue.setFlags(id, { ...before, [set]: true })
    this.#endAfter(forMs ?? dice.lastsMs('maintenance'), name, () => venue.setFlags(id, before))
    return this.#count('maintenance', true)
  }
}

/** What a clock that is `skewMs` ahead shows. */
export const skewed = (now: UnixNanos, skewMs: number): UnixNanos =>
  (now + BigInt(Math.round(skewMs)) * 1_000_000n) as UnixNanos
