import { divideDecimals, signOf } from '../../ui/format/decimal.ts'
import { formatNumber } from '../../ui/format/number-format.ts'

export { formatDuration } from '../../ui/format/time-format.ts'

/** The change as a signed share of what it was: "+0.65 %". Undefined where that was nothing. */
export function formatShareOf(change: string, base: string, locale: string): string | undefined {
  if (signOf(base) <= 0) return undefined
  const percent = divideDecimals(`${change}`, base, 6)
  if (percent === undefined) return undefined
  return `${formatNumber(moved(percent), locale, { digits: 2, isSigned: true })}\u202f%`
}

/** Two digits to the left, as percent has it. */
const moved = (share: string): string => divideDecimals(share, '0.01', 4) ?? share
