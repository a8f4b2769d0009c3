/**
 * A reduction cannot cross zero even if every pending order on its side fills, for the strategy and for the account.
 * It skips the exposure rules, the loss rules and BOT_PAUSED, and nothing else.
 */
import { type OrderIntent, orderQuantity, type Quantity, type Side } from '@oasis/domain'
import type { Standing, Standings } from './standing.ts'

export function isReduction(intent: OrderIntent, { account, strategy }: Standings): boolean {
  const quantity = orderQuantity(intent)
  // What an amount of quote currency buys is not known before it is bought.
  if (quantity === undefined) return false
  return staysOnItsSide(intent.side, strategy, quantity) && staysOnItsSide(intent.side, account, quantity)
}

function staysOnItsSide(side: Side, { held: position, pending }: Standing, quantity: Quantity): boolean {
  return side === 'SELL'
    ? position > 0n && position - pending.sellQuantity - quantity >= 0n
    : position < 0n && pending.buyAmount === 0n && position + pending.buyQuantity + quantity <= 0n
}
