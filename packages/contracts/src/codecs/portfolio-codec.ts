/** `PortfolioSnapshot` on the wire is `Portfolio` in the domain. */
import {
  accountId,
  currency,
  formatMoney,
  formatPrice,
  instrumentId,
  type Portfolio,
  type PortfolioBalance,
  type PortfolioPosition,
  parseMoney,
  parsePrice,
  strategyId,
} from '@oasis/domain'
import { oasis } from '../generated/messages.js'
import { tradingModes } from './enums.ts'
import { Fields } from './fields.ts'
import { messageCodec } from './message-codec.ts'
import { positionFromWire, positionToWire } from './position-wire.ts'

type StrategyRow = Portfolio['byStrategy'][number]

const at = new Fields('oasis.trading.v1.PortfolioSnapshot')
const atPosition = new Fields('oasis.trading.v1.PortfolioPosition')
const atStrategy = new Fields('oasis.trading.v1.StrategyPortfolioPosition')
const atBalance = new Fields('oasis.trading.v1.PortfolioBalance')

const rowToWire = (row: PortfolioPosition): oasis.trading.v1.PortfolioPosition.$Properties => ({
  instrumentId: row.instrumentId,
  position: positionToWire(row),
  mark: row.mark === undefined ? null : formatPrice(row.mark),
  value: row.value === undefined ? null : formatMoney(row.value),
  unrealizedPnl: row.unrealizedPnl === undefined ? null : formatMoney(row.unrealizedPnl),
})

function rowFromWire(wire: oasis.trading.v1.PortfolioPosition.$Properties): PortfolioPosition {
  const mark = atPosition.optional('mark', wire.mark, parsePrice)
  const value = atPosition.optional('value', wire.value, parseMoney)
  const unrealizedPnl = atPosition.optional('unrealizedPnl', wire.unrealizedPnl, parseMoney)
  return {
    ...positionFromWire(atPosition.message('position', wire.position)),
    instrumentId: atPosition.parsed('instrumentId', wire.instrumentId, instrumentId),
    ...(mark === undefined ? {} : { mark }),
    ...(value === undefined ? {} : { value }),
    ...(unrealizedPnl === undefined ? {} : { unrealizedPnl }),
  }
}

const strategyRowFromWire = (wire: oasis.trading.v1.StrategyPortfolioPosition.$Properties): StrategyRow => ({
  ...rowFromWire(atStrategy.message('position', wire.position)),
  strategyId: atStrategy.parsed('strategyId', wire.strategyId, strategyId),
})

const balanceFromWire = (wire: oasis.trading.v1.PortfolioBalance.$Properties): PortfolioBalance => ({
  currency: atBalance.parsed('currency', wire.currency, currency),
  total: atBalance.parsed('total', wire.total, parseMoney),
  held: atBalance.parsed('held', wire.held, parseMoney),
})

function portfolioToWire(portfolio: Portfolio): oasis.trading.v1.PortfolioSnapshot.$Properties {
  return {
    accountId: portfolio.accountId,
    mode: tradingModes.toNumber[portfolio.mode],
    valuationCurrency: portfolio.valuationCurrency,
    accountSeq: portfolio.accountSeq,
    riskEpoch: portfolio.riskEpoch,
    balances: portfolio.balances.map((balance) => ({
      currency: balance.currency,
      total: formatMoney(balance.total),
      held: formatMoney(balance.held),
    })),
    positions: portfolio.positions.map(rowToWire),
    byStrategy: portfolio.byStrategy.map((row) => ({ strategyId: row.strategyId, position: rowToWire(row) })),
    equity: portfolio.equity === undefined ? null : formatMoney(portfolio.equity),
    grossExposure: formatMoney(portfolio.grossExposure),
    netExposure: formatMoney(portfolio.netExposure),
    openOrders: portfolio.openOrders,
    ts: portfolio.ts,
  }
}

function portfolioFromWire(wire: oasis.trading.v1.PortfolioSnapshot.$Properties): Portfolio {
  const equity = at.optional('equity', wire.equity, parseMoney)
  return {
    accountId: at.parsed('accountId', wire.accountId, accountId),
    mode: at.oneOf('mode', wire.mode, tradingModes),
    valuationCurrency: at.parsed('valuationCurrency', wire.valuationCurrency, currency),
    accountSeq: at.count(wire.accountSeq),
    riskEpoch: at.count(wire.riskEpoch),
    balances: (wire.balances ?? []).map(balanceFromWire),
    positions: (wire.positions ?? []).map(rowFromWire),
    byStrategy: (wire.byStrategy ?? []).map(strategyRowFromWire),
    ...(equity === undefined ? {} : { equity }),
    grossExposure: at.parsed('grossExposure', wire.grossExposure, parseMoney),
    netExposure: at.parsed('netExposure', wire.netExposure, parseMoney),
    openOrders: at.count(wire.openOrders),
    ts: at.time('ts', wire.ts),
  }
}

export const portfolioCodec = messageCodec({
  schema: at.schema,
  message: oasis.trading.v1.PortfolioSnapshot,
  toWire: portfolioToWire,
  fromWire: portfolioFromWire,
})
