import { type Instrument, venueOf } from '@oasis/domain'
import { type Denial, deny, type IntentContext } from '../rule.ts'

/** The instrument that all later rules see, or the denial. */
export function findInstrument({ state, intent }: IntentContext): Instrument | Denial {
  const { instrumentId } = intent
  if (venueOf(instrumentId) !== state.account.venue) {
    return deny('UNKNOWN_INSTRUMENT', { instrument: instrumentId, venue: state.account.venue })
  }
  return (
    state.market.instruments.get(instrumentId) ?? deny('UNKNOWN_INSTRUMENT', { instrument: instrumentId })
  )
}
