/**
 * An intermediary that sends some acknowledged orders again, byte for byte but for the token, and hands on the second
 * answer: so that what the exchange says to a client order id that it has had is met, whichever of its two answers it is.
 */
import type { Random, Venue } from '@oasis/ports'

export function repeatingVenue(venue: Venue, chance: number, random: Random): Venue {
  return {
    ...venue,
    submit: async (order, signal, veto) => {
      const first = await venue.submit(order, signal, veto)
      if (first.kind !== 'ACKNOWLEDGED' || signal.aborted || random() >= chance) return first
      const second = await venue.submit(order, signal, veto)
      // Of anything else it is not known to whose request it belongs, as where a token was refused twice.
      return second.kind === 'ACKNOWLEDGED' ? second : first
    },
  }
}
