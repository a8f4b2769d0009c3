/** An account at one sequence number, in parts that a message can carry. */
import { orderCodec, type SnapshotChunk, type StrategyPosition } from '@oasis/contracts'
import type { AccountLedger, Order, TradingMode } from '@oasis/domain'
import type { AccountState } from './account-state.ts'
import type { HaltState } from './halt-rules.ts'

const ORDERS_PER_CHUNK = 200
/** Far below what a message may have on any way: 4 MiB with gRPC, a million bytes in a topic. */
const CHUNK_BYTES = 256 * 1_024
/** At most, its ids and decimals included. */
const ROW_BYTES = 512

interface Part {
  readonly positions: StrategyPosition[]
  readonly balances: SnapshotChunk['balances'][number][]
  readonly openOrders: Order[]
}

export function snapshotChunks(
  state: AccountState,
  /** In force from its call on, before the account's row has it. */
  { halted, haltEpoch }: HaltState,
  mode: TradingMode,
  openOrders: readonly Order[],
): readonly SnapshotChunk[] {
  const { accountId, accountSeq, riskEpoch } = state.account
  const parts = partsOf(state.ledger, openOrders)
  const last = parts.length - 1
  return parts.map((part, n) => ({
    ...{ accountId, mode, accountSeq, riskEpoch, haltEpoch, halted, ...part },
    last: n === last,
  }))
}

/** Rows have the sizes that they have, so that parts are filled by bytes. */
function partsOf(ledger: AccountLedger, openOrders: readonly Order[]): readonly Part[] {
  let part: Part = { positions: [], balances: [], openOrders: [] }
  const parts = [part]
  let filled = 0
  const partFor = (bytes: number): Part => {
    if (filled > 0 && (filled + bytes > CHUNK_BYTES || part.openOrders.length >= ORDERS_PER_CHUNK)) {
      part = { positions: [], balances: [], openOrders: [] }
      parts.push(part)
      filled = 0
    }
    filled += bytes
    return part
  }
  for (const row of [...strategyPositions(ledger), ...accountPositions(ledger)]) {
    partFor(ROW_BYTES).positions.push(row)
  }
  for (const [currency, total] of ledger.balances) partFor(ROW_BYTES).balances.push({ currency, total })
  for (const order of openOrders) partFor(orderCodec.encode(order).length).openOrders.push(order)
  return parts
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
