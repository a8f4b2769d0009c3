import { formatMoney, ZERO_MONEY } from '@oasis/domain'
import { freeBalance } from '../account-books.ts'
import { bookedByOthers } from '../booked-holdings.ts'
import { deny, type ReservedContext, type Rule } from '../rule.ts'

/**
 * A spot account: buys need the quote currency with fees, sells the base; nothing can be sold short. Strategies share what
 * no open order holds; but what one has bought is there for it to sell, and for no other.
 */
export const insufficientBalance: Rule<ReservedContext> = ({ state, intent, reservation }) => {
  const { holdCurrency: currency, hold } = reservation
  const free = freeBalance(state, currency)
  const booked = intent.side === 'SELL' ? bookedByOthers(state, intent) : ZERO_MONEY
  if (hold <= free - booked) return undefined
  return deny('INSUFFICIENT_BALANCE', {
    currency,
    free: formatMoney(free),
    needed: formatMoney(hold),
    ...(booked === 0n ? {} : { booked: formatMoney(booked) }),
  })
}
