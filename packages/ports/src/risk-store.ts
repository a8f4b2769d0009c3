/** What the risk engine keeps on disk: limits and status. Positions and reservations are rebuilt, never restored. */
import type { AccountId, InstrumentId, Limits, Money, StrategyId, UnixNanos } from '@oasis/domain'

export type BotStatus = 'RUNNING' | 'PAUSED' | 'HALTED'

export interface RiskAccountRow {
  readonly accountId: AccountId
  readonly status: BotStatus
  /** Equity at the start of the UTC day `dayStart`, and the highest seen; absent until first known. */
  readonly dayStart?: UnixNanos
  readonly dayStartEquity?: Money
  readonly peakEquity?: Money
}

export type LimitScope =
  | { readonly level: 'account'; readonly id: AccountId }
  | { readonly level: 'strategy'; readonly id: StrategyId }
  | { readonly level: 'instrument'; readonly id: InstrumentId }

export interface RiskStore {
  loadAccount(accountId: AccountId): Promise<RiskAccountRow | undefined>
  saveAccount(row: RiskAccountRow): Promise<void>
  loadLimits(): Promise<readonly { readonly scope: LimitScope; readonly limits: Partial<Limits> }[]>
  saveLimits(scope: LimitScope, limits: Partial<Limits>): Promise<void>
  close(): Promise<void>
}
