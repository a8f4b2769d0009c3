/**
 * Replace is cancel, then new: the new order waits, written down, until the old one is final without a fill since. What
 * is not clearly so ends in NOT_SENT, since two orders at once would be worse than none.
 */
import { formatQuantity, isFinal, type Order } from '@oasis/domain'

/** Why the old order cannot be replaced by this one; undefined when it can. */
export function refuseReplacement({ intent }: Order, old: Order): string | undefined {
  const same =
    old.intent.strategyId === intent.strategyId &&
    old.intent.instrumentId === intent.instrumentId &&
    old.intent.side === intent.side
  if (!same) return 'the order to replace is of another strategy, instrument or side'
  if (isFinal(old.state)) return `the order to replace is ${old.state} already`
  if (old.state === 'UNKNOWN' || old.state === 'REVIEW') {
    return `the outcome of the order to replace is not known (${old.state})`
  }
  return undefined
}

export type ReplacementStep =
  | { readonly kind: 'WAIT' }
  | { readonly kind: 'SEND' }
  | { readonly kind: 'GIVE_UP'; readonly reason: string }

const giveUp = (reason: string): ReplacementStep => ({ kind: 'GIVE_UP', reason })

/** What the old order's present state means for the one that waits for it. */
export function stepReplacement(old: Order, filledBefore: Order['filledQuantity']): ReplacementStep {
  if (old.filledQuantity !== filledBefore) {
    const filled = formatQuantity(old.filledQuantity)
    return giveUp(`the order to replace has filled meanwhile (${filled} in all)`)
  }
  if (isFinal(old.state)) {
    // Sized in quote currency it has no quantity to compare, and FILLED is a fill all the same.
    if (old.state === 'FILLED') return giveUp('the order to replace is FILLED')
    // It may appear after all, and then there would be two.
    return old.absentUntil === undefined ? { kind: 'SEND' } : giveUp('the order to replace is ABSENT')
  }
  if (old.state === 'REVIEW') return giveUp('the order to replace waits for a person (REVIEW)')
  if (old.cancelRequested !== true) return giveUp(`the cancel was refused: ${old.reason ?? old.state}`)
  return { kind: 'WAIT' }
}
