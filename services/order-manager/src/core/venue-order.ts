/**
 * An order as the venue is given it. Resting orders outlive us: one without an expiry gets a default one where the
 * venue has that. Counted from its creation, so that the same order is the same request at every attempt.
 */
import { addMillis, type Order, type OrderTerms } from '@oasis/domain'
import type { VenueOrder, VenueTraits } from '@oasis/ports'

export function venueOrderOf(
  { clientOrderId, intent, createdAt }: Order,
  traits: Pick<VenueTraits, 'goodTilDate'>,
  defaultExpiryMs: number,
): VenueOrder {
  const { instrumentId, side, terms } = intent
  const expiring = traits.goodTilDate && terms.timeInForce === 'GTC'
  return {
    clientOrderId,
    instrumentId,
    side,
    terms: expiring ? goodTil(terms, addMillis(createdAt, defaultExpiryMs)) : terms,
  }
}

/** MARKET orders never rest. */
const goodTil = (terms: OrderTerms, expiresAt: Order['createdAt']): OrderTerms =>
  terms.type === 'MARKET' ? terms : { ...terms, timeInForce: 'GTD', expiresAt }
