/**
 * An order as the venue is given it. Resting orders outlive us: one without an expiry gets a default one where the
 * venue has that. Counted from its creation, so that the same order is the same request at every attempt.
 */
import { addMillis, type Order } from '@oasis/domain'
import type { VenueOrder, VenueTraits } from '@oasis/ports'

export function venueOrderOf(
  { clientOrderId, intent, createdAt }: Order,
  traits: Pick<VenueTraits, 'goodTilDate'>,
  defaultExpiryMs: number,
): VenueOrder {
  const { instrumentId, side, terms } = intent
  return {
    clientOrderId,
    instrumentId,
    side,
    // MARKET orders are never good till canceled.
    terms:
      traits.goodTilDate && terms.timeInForce === 'GTC'
        ? { ...terms, timeInForce: 'GTD', expiresAt: addMillis(createdAt, defaultExpiryMs) }
        : terms,
  }
}
