/** From what a strategy asks for to an order's terms. A request that makes no sense is the strategy's bug: it throws. */
import type { LimitTerms, MarketTerms, OrderTerms, Price, Quantity, StopLimitTerms } from '@oasis/domain'
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
  const { limitPrice, stopPrice } = request
  if (limitPrice === undefined) return marketTerms(request)
  if (limitPrice <= 0n) throw new StrategyMisuse('a limit price must be greater than zero')
  if ((request.timeInForce === 'GTD') !== (request.expiresAt !== undefined)) {
    throw new StrategyMisuse('GTD and expiresAt go together')
  }
  return stopPrice === undefined
    ? limitTerms(request, limitPrice as Price)
    : stopLimitTerms(request, limitPrice as Price, stopPrice as Price)
}

function marketTerms(request: OrderRequest): MarketTerms {
  const { quantity, timeInForce = 'IOC', postOnly, expiresAt, stopPrice } = request
  if (timeInForce !== 'IOC' && timeInForce !== 'FOK') {
    throw new StrategyMisuse(`a market order is IOC or FOK, not ${timeInForce}`)
  }
  if (postOnly || expiresAt !== undefined || stopPrice !== undefined) {
    throw new StrategyMisuse('postOnly, expiresAt and stopPrice belong to orders with a limit price')
  }
  return { type: 'MARKET', timeInForce, size: { unit: 'BASE', quantity: quantity as Quantity } }
}

function limitTerms(request: OrderRequest, limitPrice: Price): LimitTerms {
  const { quantity, timeInForce = 'GTC', postOnly = false, expiresAt } = request
  return {
    type: 'LIMIT',
    timeInForce,
    quantity: quantity as Quantity,
    limitPrice,
    postOnly,
    ...(expiresAt === undefined ? {} : { expiresAt }),
  }
}

function stopLimitTerms(request: OrderRequest, limitPrice: Price, stopPrice: Price): StopLimitTerms {
  const { quantity, timeInForce = 'GTC', postOnly, expiresAt } = request
  if (stopPrice <= 0n) throw new StrategyMisuse('a stop price must be greater than zero')
  if (postOnly) throw new StrategyMisuse('a stop-limit order cannot be postOnly')
  if (timeInForce !== 'GTC' && timeInForce !== 'GTD') {
    throw new StrategyMisuse(`a stop-limit order is GTC or GTD, not ${timeInForce}`)
  }
  return {
    type: 'STOP_LIMIT',
    timeInForce,
    quantity: quantity as Quantity,
    limitPrice,
    stopPrice,
    ...(expiresAt === undefined ? {} : { expiresAt }),
  }
}
