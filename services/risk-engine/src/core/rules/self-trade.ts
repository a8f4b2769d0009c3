import { formatPrice, type Price } from '@oasis/domain'
import { findOwnPriceMet, isAnyPrice, restingPrice } from '../own-prices.ts'
import { deny, type InstrumentContext, type Rule } from '../rule.ts'

/**
 * Nothing may meet an own order of the account, whichever strategy it is of. A market order could reach any price. Post-only
 * orders are no exception: which of the two reaches the venue first is not known. For the same reason what may come to rest
 * meets what is on its way and never rests: the latter may find it there.
 */
export const selfTrade: Rule<InstrumentContext> = ({ state, intent }) => {
  const { instrumentId: instrument, side, terms } = intent
  const price = terms.type === 'MARKET' ? undefined : terms.limitPrice
  const rests = restingPrice(intent)
  const own =
    findOwnPriceMet(state.totals.ownPrices, instrument, side, price) ??
    (rests === undefined ? undefined : findOwnPriceMet(state.totals.ownReaches, instrument, side, rests))
  if (own === undefined) return undefined
  return deny('SELF_TRADE', { instrument, side, price: text(price), own: text(own) })
}

const text = (price: Price | undefined): string =>
  price === undefined || isAnyPrice(price) ? 'market' : formatPrice(price)
