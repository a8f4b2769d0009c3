import { isHalted } from '../halt.ts'
import { deny, type InstrumentContext, type Rule } from '../rule.ts'

/** Only what reduces at once is let through, so that no book refills. */
export const botHalted: Rule<InstrumentContext> = ({ state, intent: { terms }, reduction }) => {
  if (!isHalted(state)) return undefined
  const immediate = terms.type === 'MARKET' || terms.timeInForce === 'IOC'
  if (reduction && immediate) return undefined
  const { haltEpoch, reason } = state.control
  const why = reduction ? 'only MARKET and IOC orders reduce in a halt' : 'it is no reduction'
  return deny('BOT_HALTED', { haltEpoch: String(haltEpoch), reason, why })
}
