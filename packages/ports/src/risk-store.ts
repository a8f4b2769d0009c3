/** What the risk engine keeps on disk: limits. Positions and reservations are rebuilt, never restored. */
import type { AccountId, InstrumentId, Limits, StrategyId } from '@oasis/domain'

export type LimitScope =
  | { readonly level: 'account'; readonly id: AccountId }
  | { readonly level: 'strategy'; readonly id: StrategyId }
  | { readonly level: 'instrument'; readonly id: InstrumentId }

export interface RiskStore {
  loadLimits(): Promise<readonly { readonly scope: LimitScope; readonly limits: Partial<Limits> }[]>
  saveLimits(scope: LimitScope, limits: Partial<Limits>): Promise<void>
  close(): Promise<void>
}
