/** What the services of a run find around them, and whom they tell: all of it outlives them. */
import type { CrashPoint, PortfolioCache, Scheduler, VenueOrder } from '@oasis/ports'
import type { SimulatedVenue } from '../../simulated-venue/simulated-venue-api.ts'
import type { Faults } from '../faults.ts'
import type { SimulatedExchange } from '../market/simulated-exchange.ts'
import type { Broker } from '../ports/broker.ts'
import type { RpcExchange } from '../ports/rpc-exchange.ts'
import type { Sabotage } from '../sabotage/sabotage.ts'
import type { MemoryHaltLatch } from '../stores/memory-halt-latch.ts'
import type { MemoryOrderStore } from '../stores/memory-order-store.ts'
import type { MemoryRiskStore } from '../stores/memory-risk-store.ts'
import type { MemoryStrategyStore } from '../stores/memory-strategy-store.ts'
import type { Trace } from '../trace.ts'
import type { Setup } from './setup.ts'

export interface Surroundings {
  readonly sabotage: Sabotage | undefined
  readonly setup: Setup
  readonly scheduler: Scheduler
  readonly faults: Faults
  readonly trace: Trace
  readonly broker: Broker
  readonly exchange: RpcExchange
  readonly orderStore: MemoryOrderStore
  readonly riskStore: MemoryRiskStore
  readonly strategyStore: MemoryStrategyStore
  readonly haltLatch: MemoryHaltLatch
  readonly cache: PortfolioCache
  readonly venue: SimulatedVenue
  readonly marketData: SimulatedExchange
  /** Numbers connections to the feed. */
  readonly nextConnection: () => number
  readonly onStarted: (name: string) => void
  readonly onCrash: (name: string, cause: string) => void
  readonly onCrashPoint: (point: CrashPoint) => void
  /** A request of this service is on its way. */
  onCalled(method: string, request: unknown, caller: string): void
  /** What a handler answered, whether or not anybody heard of it. */
  onServed(method: string, reply: unknown): void
  /** A caller has got its answer. */
  onHeard(method: string, request: unknown, reply: unknown): void
  /** A handler failed with something that is no answer. */
  onHandlerFailure(method: string, error: unknown): void
  /** An order is on its way to the venue. */
  onSubmit(order: VenueOrder): void
}
