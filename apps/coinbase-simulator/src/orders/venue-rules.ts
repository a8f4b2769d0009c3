/** What the venue refuses before the matching core is asked, in its own words. */
import { type Currency, type Price, parseRate, priceByRate } from '@oasis/domain'
import type { Refusal } from '@oasis/matching'
import type { ProductFlags } from '../protocol/product-flags.ts'
import type { NewOrder } from './new-order.ts'

/** The market as an order meets it. */
export interface MarketTop {
  readonly bid: Price | undefined
  readonly ask: Price | undefined
  readonly last: Price | undefined
}

/** A limit this far through the market is taken for a mistake. */
const TOO_HIGH = parseRate('1.5')
const TOO_LOW = parseRate('0.5')

const refusal = (reason: string, message: string): Refusal => ({ reason, message })

export function venueRefusal(
  order: NewOrder,
  flags: ProductFlags,
  top: MarketTop,
  hasWallet: (currency: Currency) => boolean,
): Refusal | undefined {
  return (
    flagRefusal(flags) ??
    walletRefusal(order, hasWallet) ??
    stopRefusal(order, top) ??
    priceRefusal(order, top)
  )
}

function flagRefusal(flags: ProductFlags): Refusal | undefined {
  if (flags.trading_disabled || flags.is_disabled) return refusal('TRADING_DISABLED', 'Trading is disabled')
  if (flags.cancel_only) return refusal('ORDER_ENTRY_DISABLED', 'Orders can only be cancelled')
  if (flags.view_only) return refusal('INELIGIBLE_PAIR', 'The product can only be viewed')
  return undefined
}

function walletRefusal(
  { instrument, side }: NewOrder,
  hasWallet: (currency: Currency) => boolean,
): Refusal | undefined {
  const pays = side === 'BUY' ? instrument.quote : instrument.base
  return hasWallet(pays) ? undefined : refusal('INVALID_REQUEST', 'account is not available')
}

/** A stop must lie where the market has not been yet; and its limit beyond it, where it follows the market. */
function stopRefusal(order: NewOrder, { last }: MarketTop): Refusal | undefined {
  const { side, terms, stopDirection } = order
  if (terms.type !== 'STOP_LIMIT') return undefined
  const { stopPrice, limitPrice } = terms
  if (side === 'BUY' && stopDirection === 'UP' && stopPrice > limitPrice)
    return refusal('PREVIEW_STOP_PRICE_ABOVE_LIMIT_PRICE', 'The stop price is above the limit price')
  if (side === 'SELL' && stopDirection === 'DOWN' && stopPrice < limitPrice)
    return refusal('PREVIEW_STOP_PRICE_BELOW_LIMIT_PRICE', 'The stop price is below the limit price')
  if (last === undefined) return undefined
  if (stopDirection === 'UP' && stopPrice <= last)
    return refusal('PREVIEW_STOP_PRICE_BELOW_LAST_TRADE_PRICE', 'The stop price is below the last trade')
  if (stopDirection === 'DOWN' && stopPrice >= last)
    return refusal('PREVIEW_STOP_PRICE_ABOVE_LAST_TRADE_PRICE', 'The stop price is above the last trade')
  return undefined
}

function priceRefusal({ side, terms, stopTrigger }: NewOrder, top: MarketTop): Refusal | undefined {
  const opposite = side === 'BUY' ? top.ask : top.bid
  if (terms.type === 'MARKET') {
    return opposite === undefined ? refusal('INVALID_NO_LIQUIDITY', 'There is no liquidity') : undefined
  }
  if (stopTrigger !== undefined && stopTrigger >= terms.limitPrice)
    return refusal('INVALID_BRACKET_PRICES', 'The stop trigger must be below the limit price')
  if (opposite === undefined || terms.type === 'STOP_LIMIT') return undefined
  const far =
    side === 'BUY'
      ? terms.limitPrice > priceByRate(opposite, TOO_HIGH, 'UP')
      : terms.limitPrice < priceByRate(opposite, TOO_LOW, 'DOWN')
  return far
    ? refusal('LIMIT_PRICE_TOO_FAR_FROM_MARKET', 'The limit price is too far from market')
    : undefined
}
