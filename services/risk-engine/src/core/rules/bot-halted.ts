import { isHalted } from '../halt.ts'
import { deny, type InstrumentContext, type Rule } from '../rule.ts'

/**
 * Only what reduces at once is let through, so that no book refills; and only what says so itself: the order manager,
 * which knows no positions, sends nothing else in a halt.
 */
export const botHalted: Rule<InstrumentContext> = (context) => {
  const { state } = context
  if (!isHalted(state)) return undefined
  const why = whyNot(context)
  if (why === undefined) return undefined
  const { haltEpoch, reason } = state.control
  return deny('BOT_HALTED', { haltEpoch: String(haltEpoch), reason, why })
}

function whyNot({ intent: { terms, reduceOnly }, reduction }: InstrumentContext): string | undefined {
  if (!reduction) return 'it is no reduction'
  if (terms.type !== 'MARKET' && terms.timeInForce !== 'IOC')
    return 'only MARKET and IOC orders reduce in a halt'
  return reduceOnly ? undefined : 'only orders with reduceOnly are sent in a halt'
}
