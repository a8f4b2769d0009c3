/**
 * A venue that is asked everything and changed in nothing: an order is previewed where the venue can do so, and ends as
 * NOT_SENT. Cancels are not sent either: whatever is open there was placed by somebody else.
 */
import type { SubmitOutcome, Venue, VenueOrder } from '@oasis/ports'

/** What the venue would say of the order; throws when it cannot be asked. */
export type PreviewOrder = (order: VenueOrder, signal: AbortSignal) => Promise<string>

export const DRY_RUN = 'dry run'

export function dryRunVenue(venue: Venue, preview: PreviewOrder): Venue {
  return {
    id: venue.id,
    traits: venue.traits,
    start: (onEvent) => venue.start(onEvent),
    stop: () => venue.stop(),
    submit: async (order, signal): Promise<SubmitOutcome> => {
      const said = await preview(order, signal).catch(
        (error: unknown) => `not previewed: ${error instanceof Error ? error.message : String(error)}`,
      )
      return { kind: 'NOT_SENT', reason: `${DRY_RUN}: ${said}` }
    },
    cancel: async () => ({ kind: 'NOT_SENT', reason: DRY_RUN }),
    findOrder: (...asked) => venue.findOrder(...asked),
    openOrders: (signal) => venue.openOrders(signal),
    executionsSince: (since, signal) => venue.executionsSince(since, signal),
    balances: (signal) => venue.balances(signal),
    time: (signal) => venue.time(signal),
  }
}
