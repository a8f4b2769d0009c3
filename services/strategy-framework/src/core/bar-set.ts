/** The bar builders of one instance, one for each kind it subscribes to. */
import type { Bar, Candle, InstrumentId, Trade, UnixNanos } from '@oasis/domain'
import { type BarBuilder, type BarBuilderState, createBarBuilder } from '@oasis/strategy-sdk'

interface ClosedBars {
  readonly before: readonly Bar[]
  readonly after: readonly Bar[]
}
const NOTHING_CLOSED: ClosedBars = { before: [], after: [] }

export class BarSet {
  readonly #builders: readonly BarBuilder[]

  constructor(
    instrument: InstrumentId,
    kinds: readonly string[],
    states: Readonly<Record<string, BarBuilderState>>,
  ) {
    this.#builders = [...new Set(kinds)].map((kind) => createBarBuilder(instrument, kind, states[kind]))
  }

  /** Bars that the trade closed, those that it is not part of and those that it is. */
  onTrade(trade: Trade): ClosedBars {
    if (this.#builders.length === 0) return NOTHING_CLOSED
    const before: Bar[] = []
    const after: Bar[] = []
    for (const builder of this.#builders) {
      const bar = builder.onTrade(trade)
      if (bar) (bar.closeTime <= trade.tsEvent ? before : after).push(bar)
    }
    return { before, after }
  }

  closesAt(): UnixNanos | undefined {
    let earliest: UnixNanos | undefined
    for (const builder of this.#builders) {
      const due = builder.closesAt()
      if (due !== undefined && (earliest === undefined || due < earliest)) earliest = due
    }
    return earliest
  }

  onTime(now: UnixNanos): readonly Bar[] {
    return this.#builders.map((builder) => builder.onTime(now)).filter((bar) => bar !== undefined)
  }

  adopt(kind: string, candles: readonly Candle[]): readonly Bar[] {
    const builder = this.#builders.find((one) => one.kind === kind)
    if (!builder) return []
    return candles.map((candle) => builder.adopt(candle)).filter((bar) => bar !== undefined)
  }

  state(): Readonly<Record<string, BarBuilderState>> {
    return Object.fromEntries(this.#builders.map((builder) => [builder.kind, builder.state()]))
  }

  closedUntil(kind: string): UnixNanos {
    return this.#builders.find((one) => one.kind === kind)?.state().closedUntil ?? (0n as UnixNanos)
  }

  lateTrades(): number {
    return this.#builders.reduce((sum, builder) => sum + builder.state().lateTrades, 0)
  }
}
