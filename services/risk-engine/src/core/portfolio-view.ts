/** An account as risk sees it, for publication. Marks are mids of usable books; what has none stays unvalued. */
import {
  addMoney,
  type InstrumentId,
  type Money,
  type Portfolio,
  type PortfolioPosition,
  type Position,
  positionValue,
  type UnixNanos,
  unrealizedPnl,
  ZERO_MONEY,
} from '@oasis/domain'
import { accountExposure } from './exposure.ts'
import { usableBook } from './market-board.ts'
import { balanceOf, type RiskState } from './risk-state.ts'

export function portfolioOf(state: RiskState, now: UnixNanos): Portfolio {
  const { account, ledger, totals } = state
  const positions = [...ledger.byInstrument].map(([id, position]) => valued(state, id, position))
  const byStrategy = [...ledger.byStrategy].flatMap(([strategyId, held]) =>
    [...held].map(([id, position]) => ({ ...valued(state, id, position), strategyId })),
  )
  const exposure = accountExposure(state)
  const equity = equityOf(state, positions)
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
  const mark = usableBook(state.market.references.get(instrumentId))?.mid
  if (mark === undefined) return { ...position, instrumentId }
  return {
    ...position,
    instrumentId,
    mark,
    value: positionValue(position, mark),
    unrealizedPnl: unrealizedPnl(position, mark),
  }
}

/** Cash plus positions at mid; a flat position needs no mark. */
function equityOf(state: RiskState, positions: readonly PortfolioPosition[]): Money | undefined {
  let equity = balanceOf(state, state.account.valuationCurrency)
  for (const { quantity, value } of positions) {
    if (quantity === 0n) continue
    if (value === undefined) return undefined
    equity = addMoney(equity, value)
  }
  return equity
}
