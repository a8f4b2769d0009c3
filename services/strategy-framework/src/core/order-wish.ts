/** From what a strategy asks for to an order's terms. A request that makes no sense is the strategy's bug: it throws. */
import type { LimitTerms, MarketTerms, OrderTerms, Price, Quantity } from '@oasis/domain'
import type { OrderRequest } from '@oasis/strategy-sdk'

/** A strategy used its context in a way that it must not. Stops it. */
export class StrategyMisuse extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'StrategyMisuse'
  }
}

export function orderTerms(request: OrderRequest): OrderTerms {
  if (typeof request.quantity !== 'bigint' || request.quantity <= 0n) {
    throw new StrategyMisuse(`an order needs a quantity greater than zero, not ${String(request.quantity)}`)
  }
  return request.limitPrice === undefined
    ? marketTerms(request)
    : limitTerms(request, request.limitPrice as Price)
}

function marketTerms({ quantity, timeInForce = 'IOC', postOnly, expiresAt }: OrderRequest): MarketTerms {
  if (timeInForce !== 'IOC' && timeInForce !== 'FOK') {
    throw new StrategyMisuse(`a market order is IOC or FOK, not ${timeInForce}`)
  }
  if (postOnly || expiresAt !== undefined) {
    throw new StrategyMisuse('postOnly and expiresAt belong to limit orders')
  }
  return { type: 'MARKET', timeInForce, size: { unit: 'BASE', quantity: quantity as Quantity } }
}

function limitTerms(request: OrderRequest, limitPrice: Price): LimitTerms {
  const { quantity, timeInForce = 'GTC', postOnly = false, expiresAt } = request
  if (limitPrice <= 0n) throw new StrategyMisuse('a limit price must be greater than zero')
  if ((timeInForce === 'GTD') !== (expiresAt !== undefined)) {
    throw new StrategyMisuse('GTD and expiresAt go together')
  }
  return {
    type: 'LIMIT',
    timeInForce,
    quantity: quantity as Quantity,
    limitPrice,
    postOnly,
    ...(expiresAt === undefined ? {} : { expiresAt }),
  }
}
