/**
 * What a test puts between a service's process and its ports. In operation there is nothing: only the program of a test
 * can hand it over, no variable and no option of `ots` does.
 */
import type { CrashPoints, Venue } from '@oasis/ports'
import type { StrategyRegistry } from '@oasis/strategy-sdk'
import type { Adapters } from './adapters.ts'

export interface InterposedPorts {
  readonly crashPoints?: CrashPoints
  /** All bytes of an order's request are with the operating system. */
  readonly onSubmitSent?: () => void
  readonly adapters?: (adapters: Adapters) => Adapters
  readonly venue?: (venue: Venue) => Venue
  /** Where strategy types are looked up; the built-in ones by default. */
  readonly strategyTypes?: StrategyRegistry
}
