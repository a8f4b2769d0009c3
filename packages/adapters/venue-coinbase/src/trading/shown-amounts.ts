/**
 * Numbers that the venue computes (sums, balances) may have more digits than any amount of ours. Rounded down they claim
 * nothing that is not there; what is booked itself (prices and sizes of fills) is never read this way.
 */
import { AMOUNT_SCALE, MONEY_SCALE, type Money, parseDecimal, pow10, type Quantity } from '@oasis/domain'

const WIDE_SCALE = 40

const parseDown = (text: string, scale: number): bigint =>
  parseDecimal(text, WIDE_SCALE, { signed: true }) / pow10(WIDE_SCALE - scale)

export const parseMoneyDown = (text: string): Money => parseDown(text, MONEY_SCALE) as Money
export const parseQuantityDown = (text: string): Quantity => parseDown(text, AMOUNT_SCALE) as Quantity
