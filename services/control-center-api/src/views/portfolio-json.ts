/** A portfolio as the API shows it. What has no price is null, never zero. */
import {
  formatMoney,
  formatPrice,
  formatQuantity,
  formatRfc3339,
  type Portfolio,
  type PortfolioPosition,
} from '@oasis/domain'
import { z } from 'zod'
import { decimal, timestamp } from '../http/schemas.ts'

export const positionSchema = z
  .object({
    instrumentId: z.string(),
    quantity: decimal,
    costBasis: decimal,
    mark: decimal.nullable(),
    value: decimal.nullable(),
    unrealizedPnl: decimal.nullable(),
    realizedPnl: decimal,
    fees: decimal,
  })
  .meta({ id: 'Position' })

export const portfolioSchema = z
  .object({
    accountId: z.string(),
    mode: z.string(),
    valuationCurrency: z.string(),
    equity: decimal.nullable().describe('null while something that is held has no price'),
    grossExposure: decimal,
    netExposure: decimal,
    openOrders: z.int(),
    balances: z.array(z.object({ currency: z.string(), total: decimal, held: decimal })),
    positions: z.array(positionSchema),
    strategies: z.array(positionSchema.extend({ strategyId: z.string() })),
    accountSeq: z.int().describe('The last order event that is in it'),
    ts: timestamp,
  })
  .meta({ id: 'Portfolio' })

export function portfolioJson(portfolio: Portfolio): z.output<typeof portfolioSchema> {
  const { accountId, mode, valuationCurrency, openOrders, accountSeq } = portfolio
  return {
    ...{ accountId, mode, valuationCurrency, openOrders, accountSeq },
    equity: portfolio.equity === undefined ? null : formatMoney(portfolio.equity),
    grossExposure: formatMoney(portfolio.grossExposure),
    netExposure: formatMoney(portfolio.netExposure),
    balances: portfolio.balances.map(({ currency, total, held }) => ({
      currency,
      total: formatMoney(total),
      held: formatMoney(held),
    })),
    positions: portfolio.positions.map(positionJson),
    strategies: portfolio.byStrategy.map((each) => ({ strategyId: each.strategyId, ...positionJson(each) })),
    ts: formatRfc3339(portfolio.ts),
  }
}

export function positionJson({
  instrumentId,
  quantity,
  costBasis,
  mark,
  value,
  unrealizedPnl,
  realizedPnl,
  fees,
}: PortfolioPosition) {
  return {
    instrumentId,
    quantity: formatQuantity(quantity),
    costBasis: formatMoney(costBasis),
    mark: mark === undefined ? null : formatPrice(mark),
    value: value === undefined ? null : formatMoney(value),
    unrealizedPnl: unrealizedPnl === undefined ? null : formatMoney(unrealizedPnl),
    realizedPnl: formatMoney(realizedPnl),
    fees: formatMoney(fees),
  }
}
