/** Our books held against the venue's ledger. */
import { COINBASE_LIMITS } from '../coinbase/exchange-market.ts'
import type { ChaosLimits, PlaceKind } from '../place/place.ts'
import type { LedgerDump } from '../place/venue-messages.ts'
import { SIMULATED_LIMITS } from '../trading/simulated-marketplace.ts'
import { compareLimits } from './compare-limits.ts'
import { compareBalances, compareExecutions, comparePositions } from './compare-money.ts'
import { compareOrders } from './compare-orders.ts'
import type { Finding } from './finding.ts'
import type { Books } from './read-books.ts'

const LIMITS: Readonly<Record<PlaceKind, ChaosLimits>> = {
  simulated: SIMULATED_LIMITS,
  coinbase: COINBASE_LIMITS,
}

/** What has to be nothing when the system has come to rest. */
export const compareBooks = (ledger: LedgerDump, books: Books): readonly Finding[] => [
  ...compareOrders(ledger, books),
  ...compareExecutions(ledger, books),
  ...compareBalances(ledger, books),
  ...comparePositions(ledger, books),
]

/** All that can be held against a run. */
export const judge = (ledger: LedgerDump, books: Books, place: PlaceKind): readonly Finding[] => [
  ...compareBooks(ledger, books),
  ...compareLimits(ledger, LIMITS[place]),
]
