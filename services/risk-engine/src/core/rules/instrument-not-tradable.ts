import type { OrderTerms, TradingStatus } from '@oasis/domain'
import { deny, type InstrumentContext, type Rule } from '../rule.ts'

/** The venue takes no such order now, or its quote currency has no stated conversion to the account's. */
export const instrumentNotTradable: Rule<InstrumentContext> = ({ state, intent, instrument }) => {
  const { valuationCurrency } = state.account
  if (instrument.quote !== valuationCurrency) {
    return deny('INSTRUMENT_NOT_TRADABLE', { quote: instrument.quote, valuationCurrency })
  }
  return takes(instrument.status, intent.terms)
    ? undefined
    : deny('INSTRUMENT_NOT_TRADABLE', { status: instrument.status, type: intent.terms.type })
}

function takes(status: TradingStatus, terms: OrderTerms): boolean {
  if (status === 'LIMIT_ONLY') return terms.type !== 'MARKET'
  if (status === 'POST_ONLY') return terms.type === 'LIMIT' && terms.postOnly
  return status === 'TRADING'
}
