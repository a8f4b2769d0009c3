import { formatPrice, type Price } from '@oasis/domain'
import { findOwnPriceMet } from '../own-prices.ts'
import { deny, type InstrumentContext, type Rule } from '../rule.ts'

/**
 * Nothing may meet an own order of the account, whichever strategy it is of. A market order could reach any price. Post-only
 * orders are no exception: which of the two reaches the venue first is not known.
 */
export const selfTrade: Rule<InstrumentContext> = ({ state, intent }) => {
  const { instrumentId: instrument, side, terms } = intent
  const price = terms.type === 'MARKET' ? undefined : terms.limitPrice
  const own = findOwnPriceMet(state.totals.ownPrices, instrument, side, price)
  if (own === undefined) return undefined
  return deny('SELF_TRADE', { instrument, side, price: text(price), own: text(own) })
}

const text = (price: Price | undefined): string => (price === undefined ? 'market' : formatPrice(price))
