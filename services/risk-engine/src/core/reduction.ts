/**
 * A reduction cannot cross zero even if every pending order on its side fills, for the strategy and for the account.
 * It skips the exposure rules, the loss rules and BOT_PAUSED, and nothing else.
 */
import { type Instrument, type OrderIntent, orderQuantity, type Quantity, type Side } from '@oasis/domain'
import { accountQuantity, strategyQuantity } from './account-books.ts'
import { NOTHING_PENDING, type Pending } from './pending-totals.ts'
import type { RiskState } from './risk-state.ts'

export function isReduction(state: RiskState, intent: OrderIntent, instrument: Instrument): boolean {
  const quantity = orderQuantity(intent)
  // What an amount of quote currency buys is not known before it is bought.
  if (quantity === undefined) return false
  const { side, strategyId, instrumentId } = intent
  const { byStrategy, byInstrument } = state.totals
  const ofStrategy = byStrategy.get(strategyId)?.byInstrument.get(instrumentId) ?? NOTHING_PENDING
  const ofAccount = byInstrument.get(instrumentId) ?? NOTHING_PENDING
  return (
    staysOnItsSide(side, strategyQuantity(state, strategyId, instrumentId), ofStrategy, quantity) &&
    staysOnItsSide(side, accountQuantity(state, instrument), ofAccount, quantity)
  )
}

function staysOnItsSide(side: Side, position: Quantity, pending: Pending, quantity: Quantity): boolean {
  return side === 'SELL'
    ? position > 0n && position - pending.sellQuantity - quantity >= 0n
    : position < 0n && pending.buyAmount === 0n && position + pending.buyQuantity + quantity <= 0n
}
