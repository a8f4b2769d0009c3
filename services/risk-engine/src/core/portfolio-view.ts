/** An account as risk sees it, for publication. Marks are mids of usable books; what has none stays unvalued. */
import {
  type InstrumentId,
  type Money,
  type Portfolio,
  type PortfolioPosition,
  type Position,
  type Price,
  positionValue,
  type UnixNanos,
  unrealizedPnl,
  ZERO_MONEY,
} from '@oasis/domain'
import { accountExposure } from './exposure.ts'
import { allValuable } from './holdings.ts'
import { usableBook } from './market-board.ts'
import type { RiskState } from './risk-state.ts'

export function portfolioOf(state: RiskState, now: UnixNanos): Portfolio {
  const { account, ledger, totals } = state
  const positions = [...ledger.byInstrument].map(([id, position]) => valued(state, id, position))
  const byStrategy = [...ledger.byStrategy].flatMap(([strategyId, held]) =>
    [...held].map(([id, position]) => ({ ...valued(state, id, position), strategyId })),
  )
  const exposure = accountExposure(state)
  const equity = equityOf(state)
  return {
    accountId: account.id,
    mode: account.mode,
    valuationCurrency: account.valuationCurrency,
    accountSeq: state.accountSeq,
    riskEpoch: state.riskEpoch,
    balances: [...ledger.balances].map(([currency, total]) => ({
      currency,
      total,
      held: totals.held.get(currency) ?? ZERO_MONEY,
    })),
    positions,
    byStrategy,
    ...(equity === undefined ? {} : { equity }),
    grossExposure: exposure.gross,
    netExposure: exposure.net,
    openOrders: totals.orders,
    ts: now,
  }
}

function valued(state: RiskState, instrumentId: InstrumentId, position: Position): PortfolioPosition {
  const mark = markOf(state, instrumentId)
  if (mark === undefined) return { ...position, instrumentId }
  return {
    ...position,
    instrumentId,
    mark,
    value: positionValue(position, mark),
    unrealizedPnl: unrealizedPnl(position, mark),
  }
}

/** A sum that leaves out what nothing values would be wrong by an amount that nobody knows. */
const equityOf = (state: RiskState): Money | undefined =>
  allValuable(state) ? state.valuation.valuedEquity(state) : undefined

const markOf = (state: RiskState, id: InstrumentId): Price | undefined =>
  usableBook(state.market.references.get(id))?.mid
