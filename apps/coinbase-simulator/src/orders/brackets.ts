/**
 * Bracket orders: a limit order that takes the profit, and a stop price below it. When a trade reaches the stop, the
 * same order becomes a limit 5 % through it, as the venue's guide says.
 */
import {
  type Instrument,
  type LimitTerms,
  type Price,
  parseRate,
  priceByRate,
  roundPrice,
  type Trade,
} from '@oasis/domain'
import type { VenueOrder } from './venue-order.ts'

const THROUGH = parseRate('0.95')

export const isTriggeredBracket = (order: VenueOrder, trade: Trade): boolean =>
  order.stopTrigger !== undefined &&
  order.paper.status === 'OPEN' &&
  trade.instrumentId === order.paper.instrumentId &&
  trade.price <= order.stopTrigger

/** Brackets sell. */
export function triggeredTerms(order: VenueOrder, { priceIncrement }: Instrument): LimitTerms | undefined {
  const { terms } = order.paper
  if (terms.type !== 'LIMIT' || order.stopTrigger === undefined) return undefined
  const through: Price = priceByRate(order.stopTrigger, THROUGH, 'DOWN')
  return { ...terms, limitPrice: roundPrice(through, priceIncrement, 'FLOOR') }
}
