/**
 * What an instance may still wish for while its account is paused or halted. By its own position alone: risk judges by
 * the account's, and has the last word.
 */
import type { BotStatus, OrderTerms, Position, Side } from '@oasis/domain'
import type { OpenOrder } from '@oasis/strategy-sdk'

interface Wish {
  readonly side: Side
  readonly terms: OrderTerms
}

export function isAdmitted(
  wish: Wish,
  status: BotStatus,
  position: Position,
  openOrders: readonly OpenOrder[],
): boolean {
  if (status === 'RUNNING') return true
  if (status === 'HALTED' && !staysOutOfTheBook(wish.terms)) return false
  return reduces(wish, position, openOrders)
}

const staysOutOfTheBook = ({ type, timeInForce }: OrderTerms): boolean =>
  type === 'MARKET' || timeInForce === 'IOC'

/** Cannot cross zero, even if every open order of its side fills. */
function reduces(wish: Wish, position: Position, openOrders: readonly OpenOrder[]): boolean {
  const quantity = baseQuantity(wish.terms)
  const held = wish.side === 'SELL' ? position.quantity : -position.quantity
  if (quantity === undefined || held <= 0n) return false
  let pending = 0n
  for (const order of openOrders) {
    if (order.side !== wish.side) continue
    const size = baseQuantity(order.terms)
    if (size === undefined) return false
    pending += size - order.filledQuantity
  }
  return pending + quantity <= held
}

function baseQuantity(terms: OrderTerms): bigint | undefined {
  if (terms.type !== 'MARKET') return terms.quantity
  return terms.size.unit === 'BASE' ? terms.size.quantity : undefined
}
