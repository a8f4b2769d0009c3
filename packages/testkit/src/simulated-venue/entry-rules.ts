/** What the exchange asks of an order before it takes it, and what it holds for it. */
import type { UnixNanos } from '@oasis/domain'
import { amountOf, quantityBought, worstCostOf } from './exchange-amounts.ts'
import type { ExchangeRequest } from './exchange-records.ts'
import { reaches, type Touch, takerPrice, triggers } from './matching.ts'
import type { SimulatedInstrument, SimulatedVenueConfig } from './simulated-venue-api.ts'

export function wantedQuantity(
  { terms, side }: ExchangeRequest,
  instrument: SimulatedInstrument,
  touch: Touch,
  takerFee: bigint,
): bigint {
  if (terms.type !== 'MARKET') return terms.quantity
  if (terms.size.unit === 'BASE') return terms.size.quantity
  return quantityBought(terms.size.amount, takerPrice(side, touch), takerFee, instrument.quantityIncrement)
}

/** In the currency that is given away. A market order's is at the touch of its only moment. */
export function holdFor(
  { terms, side }: ExchangeRequest,
  quantity: bigint,
  touch: Touch,
  { makerFee, takerFee }: SimulatedVenueConfig,
): bigint {
  if (side === 'SELL') return amountOf(quantity)
  const price = terms.type === 'MARKET' ? touch.ask : terms.limitPrice
  return worstCostOf(price, quantity, takerFee > makerFee ? takerFee : makerFee)
}

/** The venue's own word for what is wrong with an order. */
export function termsFault(
  { terms, side }: ExchangeRequest,
  quantity: bigint,
  instrument: SimulatedInstrument,
  touch: Touch,
  now: UnixNanos,
): string | undefined {
  if (quantity < instrument.minQuantity || quantity <= 0n) return 'INVALID_SIZE_TOO_SMALL'
  if (quantity % instrument.quantityIncrement !== 0n) return 'INVALID_SIZE_PRECISION'
  if (terms.type === 'MARKET') return undefined
  const { limitPrice, expiresAt } = terms
  if (limitPrice <= 0n || limitPrice % instrument.priceIncrement !== 0n) return 'INVALID_PRICE_PRECISION'
  if (expiresAt !== undefined && expiresAt <= now) return 'INVALID_END_TIME'
  if (terms.type === 'STOP_LIMIT') {
    return triggers(side, terms.stopPrice, touch) ? 'STOP_WOULD_TRIGGER' : undefined
  }
  return terms.postOnly && reaches(side, limitPrice, touch) ? 'POST_ONLY_WOULD_CROSS' : undefined
}

export const expiryOf = ({ terms }: Pick<ExchangeRequest, 'terms'>): UnixNanos | undefined =>
  terms.type === 'MARKET' ? undefined : terms.expiresAt
