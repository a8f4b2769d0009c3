import { deny, type InstrumentContext, type Rule } from '../rule.ts'

/** While the outcome of an order on the instrument cannot be told, nothing new goes there, reductions included. */
export const orderOutcomeUnknown: Rule<InstrumentContext> = ({ state, intent: { instrumentId } }) => {
  const orders = state.totals.byInstrument.get(instrumentId)?.inDoubt ?? 0
  return orders === 0
    ? undefined
    : deny('ORDER_OUTCOME_UNKNOWN', { instrument: instrumentId, orders: String(orders) })
}
