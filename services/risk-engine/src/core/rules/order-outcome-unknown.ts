import { deny, type InstrumentContext, type Rule } from '../rule.ts'

/** While the outcome of an order on the instrument cannot be told, nothing new goes there, reductions included. */
export const orderOutcomeUnknown: Rule<InstrumentContext> = ({ standings, intent: { instrumentId } }) => {
  const orders = standings.account.pending.inDoubt
  return orders === 0
    ? undefined
    : deny('ORDER_OUTCOME_UNKNOWN', { instrument: instrumentId, orders: String(orders) })
}
