import type { InstrumentId } from '@oasis/domain'
import type { BarBuilder, BarBuilderState } from './bar-builder.ts'
import { parseBarKind } from './bar-kind.ts'
import { createTickBars } from './tick-bars.ts'
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
    : createTickBars(instrument, parsed, state)
}
