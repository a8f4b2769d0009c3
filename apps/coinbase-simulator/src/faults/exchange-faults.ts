/** All faults of one exchange: what it asks at its seams, and what people and tests ask of them. */
import type { Currency, UnixNanos } from '@oasis/domain'
import type { Scheduler } from '@oasis/ports'
import type { Member } from '../accounts/members.ts'
import type { VenueOrder } from '../orders/venue-order.ts'
import type { Seams } from '../server/seams.ts'
import type { Venue } from '../server/venue.ts'
import { EarlyFills } from './early-fills.ts'
import { Episodes, type EpisodeWish, skewed } from './episodes.ts'
import { FaultDice } from './fault-dice.ts'
import type { ChanceFault, EpisodeFault, FaultCounts } from './fault-kinds.ts'
import type { FaultPlan } from './fault-plan.ts'
import { OrderFaults } from './order-faults.ts'
import { Person } from './person.ts'
import { RequestFaults } from './request-faults.ts'
import { SightFaults } from './sight-faults.ts'
import { type SnapshotCut, StreamFaults } from './stream-faults.ts'

/** What tests and people may ask for. */
export interface SimulatorFaults {
  /** `channel` as on the wire (`l2_data`); any when left out. */
  dropNextFrame(count?: number, channel?: string): void
  duplicateNext(count?: number, channel?: string): void
  /** The next frame arrives after the one that follows it. */
  swapNext(count?: number, channel?: string): void
  /** The sockets stay open and nothing is sent; what would have been is lost. */
  silence(forMs: number): void
  /** 1006 breaks the connections without a close frame. Returns how many there were. */
  closeAll(code?: number): number
  cutSnapshot(mode?: SnapshotCut): void
  /** The next `times` opportunities of a kind; `of` a request's kind (`create`) or a frame's channel, if not any. */
  force(kind: ChanceFault, times?: number, of?: string): void
  /** At once. False when there was nothing to do it to. */
  provoke(kind: EpisodeFault, wish?: EpisodeWish): boolean
  /** Disarms what was asked for and has not struck yet; ends silence. */
  clear(): void
  /** Ends everything that is going on, and the schedule, for good. */
  heal(): void
  /** How often each kind has bitten. */
  readonly counts: FaultCounts
  readonly healed: boolean
  readonly seed: string
  readonly plan: FaultPlan
}

export interface ExchangeFaultsOptions {
  readonly scheduler: Scheduler
  readonly plan: FaultPlan
  readonly seed: string
  readonly closeAll: (code: number) => number
}

export class ExchangeFaults implements SimulatorFaults {
  readonly seed: string
  readonly plan: FaultPlan
  readonly seams: Seams
  readonly #options: ExchangeFaultsOptions
  readonly #dice: FaultDice
  readonly #stream: StreamFaults
  readonly #sight: SightFaults
  readonly #early: EarlyFills
  #episodes: Episodes | undefined
  #venue: Venue | undefined

  constructor(options: ExchangeFaultsOptions) {
    const { plan, seed, scheduler } = options
    this.#options = options
    this.seed = seed
    this.plan = plan
    this.#dice = new FaultDice(plan, seed)
    const dice = this.#dice
    this.#early = new EarlyFills(dice, scheduler)
    this.#sight = new SightFaults(dice)
    this.#stream = new StreamFaults({
      dice,
      isSilent: () => this.#episodes?.is('stream-silent') === true,
      onWithheld: () => this.#episodes?.bite('stream-silent'),
    })
    const orders = new OrderFaults(dice)
    this.seams = {
      rest: new RequestFaults({
        dice,
        unreachable: () => this.unreachable,
        awaitFill: (orderId, forMs) => this.#awaitFill(orderId, forMs),
      }),
      frames: this.#stream,
      orders,
      sight: this.#sight,
      venueTime: (now) => this.#venueTime(now),
      duplicateAnswer: (usual) => orders.duplicateAnswer(usual),
    }
  }

  /** Once the venue stands: from here on the schedule runs. */
  start(venue: Venue): void {
    const { scheduler, closeAll } = this.#options
    for (const member of venue.store.members.all)
      this.#sight.noteBalances(member, member.book.currencies(), scheduler.now())
    this.#venue = venue
    const person = new Person({ venue, now: scheduler.now, share: this.plan.personShare })
    this.#episodes = new Episodes({ dice: this.#dice, scheduler, venue, person, closeAll })
    this.#episodes.start()
  }

  stop(): void {
    this.#episodes?.stop()
    this.#early.stop()
  }

  /** Asked by whoever wants to be connected, and by every request: it has met the outage. */
  get unreachable(): boolean {
    this.#episodes?.bite('unreachable')
    return this.#episodes?.is('unreachable') === true
  }

  /** After a step of orders was written down and before anybody is told. */
  noteOrders(member: Member, orders: readonly VenueOrder[]): void {
    const currencies = new Set(orders.flatMap(({ productId }) => productId.split('-') as Currency[]))
    this.#sight.noteBalances(member, currencies, this.#options.scheduler.now())
    this.#early.note(orders)
  }

  dropNextFrame(count = 1, channel?: string): void {
    this.#stream.arm('DROP', count, channel)
  }

  duplicateNext(count = 1, channel?: string): void {
    this.#stream.arm('DUPLICATE', count, channel)
  }

  swapNext(count = 1, channel?: string): void {
    this.#stream.arm('SWAP', count, channel)
  }

  silence(forMs: number): void {
    this.provoke('stream-silent', { forMs })
  }

  closeAll(code = 1006): number {
    const closed = this.#options.closeAll(code)
    if (closed > 0) this.#dice.bit(code === 1006 ? 'stream-broken' : 'stream-closed')
    return closed
  }

  cutSnapshot(mode: SnapshotCut = 'close'): void {
    this.#stream.arm(mode === 'close' ? 'CUT' : 'TRUNCATE', 1, 'l2_data', true)
  }

  force(kind: ChanceFault, times = 1, of?: string): void {
    this.#dice.force(kind, times, of)
  }

  provoke(kind: EpisodeFault, wish?: EpisodeWish): boolean {
    return this.#episodes?.provoke(kind, wish) === true
  }

  clear(): void {
    this.#stream.disarm()
    this.#dice.disarm()
    this.#episodes?.end('stream-silent')
  }

  heal(): void {
    this.#stream.disarm()
    this.#dice.heal()
    this.#sight.heal()
    this.#episodes?.heal()
  }

  get healed(): boolean {
    return this.#dice.healed
  }

  get counts(): FaultCounts {
    return this.#dice.counts
  }

  /** It may have filled already: the stream has told of it, and the answer is still to come. */
  #awaitFill(orderId: string, forMs: number): void {
    this.#early.await(orderId, forMs)
    for (const { book } of this.#venue?.store.members.all ?? []) {
      const order = book.find(orderId)
      if (order) this.#early.note([order])
    }
  }

  #venueTime(now: UnixNanos): UnixNanos {
    this.#episodes?.bite('clock-skewed')
    return skewed(now, this.#episodes?.skewMs ?? 0)
  }
}
