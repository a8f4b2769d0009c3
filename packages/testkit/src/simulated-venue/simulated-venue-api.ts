/** What a run sees of the simulated venue, and what it is made from. */
import type { Currency, Instrument, InstrumentId, Money, Price, Rate, Side, VenueId } from '@oasis/domain'
import type { Random, Scheduler, Venue, VenueTraits } from '@oasis/ports'
import type { FaultCounts } from './fault-dice.ts'
import type { ChanceFault, EpisodeFault, FaultPlan, Span } from './fault-plan.ts'
import type { VenueLedger } from './venue-ledger.ts'

export interface SimulatedVenuePorts {
  readonly scheduler: Scheduler
  readonly random: Random
  /** Told when an outage begins and ends. */
  readonly onReachable?: (reachable: boolean) => void
}

export type SimulatedInstrument = Pick<
  Instrument,
  'id' | 'base' | 'quote' | 'priceIncrement' | 'quantityIncrement' | 'minQuantity'
>

/** How orders meet the reference price: chances 0 to 1. */
export interface MatchingOptions {
  /** A resting order that the price has reached fills at this tick. */
  readonly fillChance: number
  /** What fills does so in part. */
  readonly partialChance: number
  /** There is less to take than a market or marketable order wants. */
  readonly thinChance: number
  /** A fill comes in up to this many executions. */
  readonly maxPieces: number
}

export interface SimulatedVenueConfig {
  readonly id: VenueId
  readonly instruments: readonly SimulatedInstrument[]
  readonly opening: readonly { readonly currency: Currency; readonly amount: Money }[]
  readonly makerFee: Rate
  readonly takerFee: Rate
  /** Without `submitIsIdempotent` the same request again is a second order. */
  readonly traits: VenueTraits
  /** One way; each of request, answer and event draws its own. */
  readonly latency: Span
  readonly matching: MatchingOptions
  readonly faults: FaultPlan
  /** Ids of orders and executions are unique within a venue only; this stands before them. */
  readonly idPrefix?: string
}

/** One process's line to the venue. */
export interface VenueConnection extends Venue {
  /**
   * The process is dead: no answer and no event comes any more, and promises stay pending for ever. What it has sent is
   * on its way all the same, and takes effect.
   */
  sever(): void
}

export interface SimulatedVenue {
  readonly id: VenueId
  readonly traits: VenueTraits
  readonly ledger: VenueLedger
  /** Those that bit, by kind. */
  readonly faultCounts: FaultCounts
  readonly reachable: boolean
  /** Any number at once; each process of a client has its own. */
  connect(): VenueConnection
  /** The reference price has moved: resting orders may fill. Orders are refused before the first. */
  quote(instrument: InstrumentId, bid: Price, ask: Price): void
  /** Faults that come by themselves begin to come. */
  start(): void
  /**
   * Ends all faults for good: the venue is reachable, hidden things are seen, its clock is right. What is lost stays
   * lost; requests and cancels on their way arrive in their time.
   */
  heal(): void
  /** Nothing happens by itself any more: no timers of its own are left but for requests on their way. */
  stop(): void
  /** The next opportunities of that kind are taken, whatever the chances. */
  force(kind: ChanceFault, times?: number): void
  /** The episode begins now. False: there is nothing that it could happen to. */
  provoke(kind: EpisodeFault): boolean
  /** What a person does at the venue by hand. False, or undefined: refused. */
  readonly person: {
    trade(instrument: InstrumentId, side: Side, quantity: bigint): boolean
    order(instrument: InstrumentId, side: Side, quantity: bigint, limitPrice: bigint): boolean
    transfer(currency: Currency, amount: bigint): boolean
  }
}
