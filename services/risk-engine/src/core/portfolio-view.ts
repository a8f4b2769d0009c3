/** An account as risk sees it, for publication. Marks are mids of usable books; what has none stays unvalued. */
import {
  addMoney,
  type InstrumentId,
  type Money,
  notionalRounded,
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
import { heldInstruments } from './holdings.ts'
import { usableBook } from './market-board.ts'
import { accountQuantity, balanceOf, type RiskState } from './risk-state.ts'

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

/**
 * Cash plus every other balance at mid, traded by OTS or not. Unknown as soon as one of them has no mark: a sum that
 * leaves something out would look like a loss.
 */
function equityOf(state: RiskState): Money | undefined {
  let equity = balanceOf(state, state.account.valuationCurrency)
  for (const instrument of heldInstruments(state)) {
    if (!instrument) return undefined
    const mark = markOf(state, instrument.id)
    if (mark === undefined) return undefined
    equity = addMoney(equity, notionalRounded(mark, accountQuantity(state, instrument), 'HALF_EVEN'))
  }
  return equity
}

const markOf = (state: RiskState, id: InstrumentId): Price | undefined =>
  usableBook(state.market.references.get(id))?.mid
