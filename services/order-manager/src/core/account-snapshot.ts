/** An account at one sequence number, in parts that a message can carry. */
import type { SnapshotChunk, StrategyPosition } from '@oasis/contracts'
import type { AccountLedger, Order, TradingMode } from '@oasis/domain'
import type { AccountState } from './account-state.ts'
import type { HaltState } from './halt-rules.ts'

const ORDERS_PER_CHUNK = 200

export function snapshotChunks(
  state: AccountState,
  /** In force from its call on, before the account's row has it. */
  { halted, haltEpoch }: HaltState,
  mode: TradingMode,
  openOrders: readonly Order[],
): readonly SnapshotChunk[] {
  const { accountId, accountSeq, riskEpoch } = state.account
  const parts = Math.max(1, Math.ceil(openOrders.length / ORDERS_PER_CHUNK))
  return Array.from({ length: parts }, (_, n) => ({
    accountId,
    mode,
    accountSeq,
    riskEpoch,
    haltEpoch,
    halted,
    positions: n === 0 ? [...strategyPositions(state.ledger), ...accountPositions(state.ledger)] : [],
    balances: n === 0 ? [...state.ledger.balances].map(([currency, total]) => ({ currency, total })) : [],
    openOrders: openOrders.slice(n * ORDERS_PER_CHUNK, (n + 1) * ORDERS_PER_CHUNK),
    last: n === parts - 1,
  }))
}

function strategyPositions(ledger: AccountLedger): readonly StrategyPosition[] {
  return [...ledger.byStrategy].flatMap(([strategyId, positions]) =>
    [...positions].map(([instrumentId, position]) => ({ strategyId, instrumentId, position })),
  )
}

/** The account's own, which average cost makes another thing than the sum of its strategies'. */
function accountPositions(ledger: AccountLedger): readonly StrategyPosition[] {
  return [...ledger.byInstrument].map(([instrumentId, position]) => ({ instrumentId, position }))
}
