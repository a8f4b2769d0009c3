/** Our books held against the venue's ledger. */

import type { ChaosSabotage } from '../coinbase/coinbase-settings.ts'
import { coinbaseSettings } from '../coinbase/coinbase-settings.ts'
import type { ChaosLimits, PlaceKind } from '../place/place.ts'
import type { LedgerDump } from '../place/venue-messages.ts'
import { SIMULATED_LIMITS } from '../trading/simulated-marketplace.ts'
import { compareEvents, type PublishedEvent } from './compare-events.ts'
import { compareLimits } from './compare-limits.ts'
import { compareBalances, compareExecutions, comparePositions } from './compare-money.ts'
import { compareOrders } from './compare-orders.ts'
import type { Finding } from './finding.ts'
import type { Books } from './read-books.ts'

export const limitsOf = (place: PlaceKind, sabotage: ChaosSabotage | undefined): ChaosLimits =>
  place === 'simulated' ? SIMULATED_LIMITS : coinbaseSettings(sabotage).limits

/** What has to be nothing when the system has come to rest. */
export const compareBooks = (ledger: LedgerDump, books: Books): readonly Finding[] => [
  ...compareOrders(ledger, books),
  ...compareExecutions(ledger, books),
  ...compareBalances(ledger, books),
  ...comparePositions(ledger, books),
]

export interface Evidence {
  readonly ledger: LedgerDump
  readonly books: Books
  /** As they are on the log. */
  readonly events: readonly PublishedEvent[]
  readonly limits: ChaosLimits
}

/** All that can be held against a run. */
export const judge = ({ ledger, books, events, limits }: Evidence): readonly Finding[] => [
  ...compareBooks(ledger, books),
  ...compareEvents(events, books),
  ...compareLimits(ledger, limits),
]
