import type { Sabotage } from './sabotage.ts'

/** Sends an order again when its outcome cannot be told. Hides where the venue deduplicates; one of ours does not. */
export const blindRetry: Sabotage = {
  venue: (venue) => ({
    ...venue,
    submit: async (order, signal, veto) => {
      const outcome = await venue.submit(order, signal, veto)
      return outcome.kind === 'UNKNOWN' && !signal.aborted ? venue.submit(order, signal, veto) : outcome
    },
  }),
}
