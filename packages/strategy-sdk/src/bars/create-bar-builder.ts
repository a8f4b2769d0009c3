import type { InstrumentId } from '@oasis/domain'
import { createActivityBars } from './activity-bars.ts'
import type { BarBuilder, BarBuilderState } from './bar-builder.ts'
import { parseBarKind } from './bar-kind.ts'
import { createTimeBars } from './time-bars.ts'

/** Throws `RangeError` on an unknown kind. */
export function createBarBuilder(
  instrument: InstrumentId,
  kind: string,
  state?: BarBuilderState,
): BarBuilder {
  const parsed = parseBarKind(kind)
  return parsed.by === 'TIME'
    ? createTimeBars(instrument, parsed, state)
    : createActivityBars(instrument, parsed, state)
}
